"""What a button stands for and is too long for it: kept in memory, for a while, under a token."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")

MOST = 50


class Remembered(Generic[Value]):
    """The last values, each for `seconds`; a restart forgets them, and their buttons say so."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._held: dict[str, tuple[float, Value]] = {}

    def keep(self, value: Value) -> str:
        """Keep a value, and return the token that a button carries for it."""
        token = secrets.token_urlsafe(8)
        self._held[token] = (self._clock(), value)
        while len(self._held) > MOST:
            del self._held[next(iter(self._held))]
        return token

    def get(self, token: str) -> Value | None:
        """Return what a token stands for; `None` when that was too long ago, or never."""
        kept, value = self._held.get(token, (-self._seconds, None))
        return value if self._clock() - kept < self._seconds else None
