"""What a button stands for and is too long for it: kept in memory, for a while, under a token."""

from __future__ import annotations

import secrets
import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """The last `most` values, each for `seconds`; after a restart their buttons are void.

    Safe to share between threads.
    """

    def __init__(
        self, seconds: float, most: int = 50, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._held: dict[str, tuple[float, Value]] = {}
        self._one_keeps = threading.Lock()

    def keep(self, value: Value) -> str:
        """Keep a value, and return the token that stands for it; the same for the same value."""
        with self._one_keeps:
            known = (token for token, (_, held) in self._held.items() if held == value)
            token = next(known, None) or secrets.token_urlsafe(8)
            self._held.pop(token, None)
            self._held[token] = (self._clock(), value)
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return token

    def get(self, token: str) -> Value | None:
        """Return what a token stands for; `None` when that was too long ago, or never."""
        kept, value = self._held.get(token, (-self._seconds, None))
        return value if self._clock() - kept < self._seconds else None
