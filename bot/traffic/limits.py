"""How much may be asked: so many questions a minute of each member, so many waiting in all."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum

WINDOW_S = 60.0


class Cause(Enum):
    """Why a question is not taken."""

    TOO_FAST = "too_fast"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that is not taken; its member may come back after `wait_s` seconds."""

    cause: Cause
    wait_s: float
    tell: bool = True


class Limits:
    """Counts questions. Moments are seconds of any clock that never goes back."""

    def __init__(self, per_minute: int, max_waiting: int) -> None:
        self._per_minute = per_minute
        self._max_waiting = max_waiting
        self._taken: dict[int, deque[float]] = {}
        self._told: set[int] = set()
        self.waiting = 0

    def take(self, member_id: int, now: float) -> Refusal | None:
        """Count a question in, to be followed by `done`; or say why it is not taken.

        A member who is too fast is told once, not once for each question.
        """
        self._forget_before(now - WINDOW_S)
        taken = self._taken.get(member_id, deque())
        while taken and taken[0] <= now - WINDOW_S:
            taken.popleft()
        if len(taken) >= self._per_minute:
            tell = member_id not in self._told
            self._told.add(member_id)
            return Refusal(Cause.TOO_FAST, taken[0] + WINDOW_S - now, tell)
        if self.waiting >= self._max_waiting:
            return Refusal(Cause.FULL, WINDOW_S)
        self._told.discard(member_id)
        # Put at the end of the dictionary, so that who asked last is forgotten last.
        self._taken.pop(member_id, None)
        self._taken[member_id] = taken
        taken.append(now)
        self.waiting += 1
        return None

    def done(self) -> None:
        """Count a question out."""
        self.waiting -= 1

    def _forget_before(self, moment: float) -> None:
        """Forget members who asked nothing since, so that memory holds the busy ones only."""
        for member_id, taken in list(self._taken.items()):
            if taken[-1] > moment:
                break
            del self._taken[member_id]
            self._told.discard(member_id)
