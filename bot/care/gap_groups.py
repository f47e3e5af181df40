"""Questions that were not answered well, grouped by likeness, with nothing of who asked them.

What only one member asked and did not pass on to the editors stays theirs: it is counted, not
shown. Long numbers, addresses and names behind an @ are blotted out of what is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.state import Missed

ALIKE = 0.5  # cosine of two questions' pairs of characters, from 0 to 1
MOST_SHOWN_CHARS = 120
SHARED_BY = 2  # members who asked alike, before what they asked is shown unasked
PRIVATE = re.compile(r"\d{5,}|\S+@\S+|@\w+|https?://\S+", re.ASCII)
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions that are alike: one of them, how often and by how many members it was asked.

    `question` is "" where it is not to be shown.
    """

    question: str
    count: int
    members: int


def grouped(missed: Iterable[Missed]) -> tuple[GapGroup, ...]:
    """Return the groups, the most asked first, then in the order given; each holds like questions.

    A question joins the first group whose first question is alike.
    """
    groups: list[tuple[frozenset[str], list[Missed]]] = []
    for one in missed:
        pairs = _pairs(one.question)
        group = next((members for key, members in groups if _cosine(key, pairs) >= ALIKE), None)
        if group is None:
            groups.append((pairs, [one]))
        else:
            group.append(one)
    made = [_made(group) for _, group in groups]
    return tuple(sorted(made, key=lambda group: -group.count))


def masked(question: str) -> str:
    """Return a question without what could tell who asked it, in one line, not too long."""
    line = PRIVATE.sub("…", " ".join(question.split()))
    return line if len(line) <= MOST_SHOWN_CHARS else line[:MOST_SHOWN_CHARS] + "…"


def _made(group: Sequence[Missed]) -> GapGroup:
    members = len({one.asker for one in group})
    passed_on = [one.question for one in group if one.told]
    shown = passed_on or ([one.question for one in group] if members >= SHARED_BY else [])
    return GapGroup(masked(min(shown, key=len)) if shown else "", len(group), members)


def _pairs(question: str) -> frozenset[str]:
    text = _MARKS.sub("", question).lower()
    return frozenset(text[at : at + 2] for at in range(max(len(text) - 1, 1)))


def _cosine(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / sqrt(len(one) * len(other))
