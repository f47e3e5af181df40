"""What a button under an answer carries: which answer, what to do, and with which of its articles.

Telegram gives a button 64 bytes; everything else is in the store under the answer's id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = ":"


class Act(StrEnum):
    """What a press asks for; the value stands in the button."""

    ANSWER = "a"  # show the answer again
    OPEN = "o"  # show article `number`, at `page`
    MORE = "m"  # show what else was found
    GOOD = "g"
    BAD = "b"
    REASON = "r"  # say or take back reason `number`
    JUDGED = "j"  # no more reasons
    WHY = "w"  # the same two, where a member is asked in private
    TELL = "t"  # pass an unanswered question on to the editors


@dataclass(frozen=True, slots=True)
class Press:
    """One press. Numbers count from 0; without a page an article opens where it is quoted."""

    act: Act
    answer_id: str
    number: int = 0
    page: int | None = None

    def packed(self) -> str:
        """Return the press as callback data."""
        parts = [self.act.value, self.answer_id, str(self.number)]
        if self.page is not None:
            parts.append(str(self.page))
        return SEPARATOR.join(parts)


PATTERN = rf"^[{''.join(Act)}]{SEPARATOR}[\w-]+{SEPARATOR}\d+({SEPARATOR}\d+)?$"


def is_press(data: str | None) -> bool:
    """Whether callback data is of a button under an answer."""
    return data is not None and re.match(PATTERN, data) is not None


def answer_id_in(rows: Iterable[Iterable[object]]) -> str:
    """Return the answer that buttons belong to, "" where they are of none."""
    for data in (data for row in rows for data in row):
        if isinstance(data, str) and is_press(data):
            return unpacked(data).answer_id
    return ""


def unpacked(data: str) -> Press:
    """Read callback data that matches `PATTERN`."""
    act, answer_id, number, *page = data.split(SEPARATOR)
    return Press(Act(act), answer_id, int(number), int(page[0]) if page else None)
