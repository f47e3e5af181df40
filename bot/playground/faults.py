"""Trouble to order: calls refused, delayed, cut off, or carried out with their response lost."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from bot.playground.refusals import Refusal

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject

ANY_METHOD = "*"  # every method but getUpdates
UNTIL_SWITCHED_OFF = 0
STANDARD_WORDS = {429: "Too Many Requests: retry after {}", 502: "Bad Gateway"}
_ids = count(1)


@dataclass(frozen=True, slots=True)
class Fault:
    """Trouble for the next `times` calls of `method`; 0 times: until it is switched off.

    With a `status` the call is refused with it. With `cut` the connection ends before the call is
    carried out. With `delay_s` it waits first. With none of these it is carried out and its
    response is lost on the way.
    """

    method: str
    status: int | None = None
    description: str = ""
    retry_after: int | None = None
    delay_s: float = 0.0
    cut: bool = False
    times: int = 1
    id: int = field(default_factory=lambda: next(_ids))

    @property
    def loses_response(self) -> bool:
        """Whether the call is carried out and nobody hears of it."""
        return self.status is None and not self.cut and not self.delay_s

    def concerns(self, method: str) -> bool:
        """Whether a call of `method` meets this trouble."""
        if self.method == ANY_METHOD:
            return method.lower() != "getupdates"
        return self.method.lower() == method.lower()

    def refusal(self) -> Refusal | None:
        """Return what the call is refused with, if it is."""
        if self.status is None:
            return None
        words = self.description or STANDARD_WORDS.get(self.status, f"fault {self.status}")
        return Refusal(self.status, words.format(self.retry_after), self.retry_after)

    def as_json(self) -> JsonObject:
        """Return the fault as the control API shows it."""
        names = ("id", "method", "status", "retry_after", "delay_s", "cut", "times")
        return {name: getattr(self, name) for name in names}


class Faults(list[Fault]):
    """The trouble that waits, first come first served."""

    def take(self, method: str) -> Fault | None:
        """Return the trouble that awaits this call, and count it as met."""
        for place, fault in enumerate(self):
            if fault.concerns(method):
                if fault.times == 1:
                    del self[place]
                elif fault.times > 1:
                    self[place] = replace(fault, times=fault.times - 1)
                return fault
        return None

    def remove_id(self, fault_id: int | None) -> None:
        """Switch off one fault, or all of them."""
        self[:] = [fault for fault in self if fault_id is not None and fault.id != fault_id]


async def wait_out(fault: Fault | None) -> None:
    """Wait for as long as the fault delays its call."""
    if fault is not None and fault.delay_s:
        await asyncio.sleep(fault.delay_s)
