"""What went over the wire, in order: updates to the bot and requests of the bot."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject

MAX_KEPT = 10_000
FILLER = frozenset({"getUpdates"})  # polls that bring nothing would drown everything else


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot, and the HTTP status and body that answered it."""

    method: str
    parameters: JsonObject
    status: int
    answer: JsonObject = field(default_factory=dict)
    elapsed_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered moment: an update made for the bot, or a call of the bot; `at_s` is Unix time."""

    number: int
    at_s: float
    update: JsonObject | None = None
    call: Call | None = None


class Journal:
    """The last `MAX_KEPT` calls, and calls with updates as numbered entries."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=MAX_KEPT)
        self.entries: deque[Entry] = deque(maxlen=MAX_KEPT)
        self._numbers = count(1)

    def add_update(self, update: JsonObject) -> None:
        """Note an update for the bot."""
        self._add(update=update)

    def add_call(self, call: Call) -> None:
        """Note a request of the bot."""
        self.calls.append(call)
        if call.method not in FILLER or call.status != 200:
            self._add(call=call)

    def after(self, number: int) -> list[Entry]:
        """Return the entries beyond a number, oldest first."""
        return [entry for entry in self.entries if entry.number > number]

    def _add(self, update: JsonObject | None = None, call: Call | None = None) -> None:
        self.entries.append(Entry(next(self._numbers), time.time(), update, call))
