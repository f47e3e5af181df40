"""A misspelt name becomes the name that the archive holds, where it sounds the same and is sure.

Nothing that the archive holds is changed, nor any word of the dictionary: another district or
another person stays what it is, and the archive can say that it does not know it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from retrieval import sounds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# A name that differs by one of these is another name: 三小 and 四小, 东城 and 西城.
_TELLS_APART = frozenset("零〇一二两三四五六七八九十百千东南西北中上下大小新老男女前后左右内外")
_ADMINISTERED = re.compile(".*[省市区县镇乡村]")  # 北岭市总工会: 北岭 must sound as it is printed
_MIN_ONE_OTHER = 5


class NameLookup(Protocol):
    """What a generation knows of names."""

    def sounding(self, keys: Collection[str]) -> Iterable[str]:
        """Return the names that any of the sound keys (`sounds.keys`) finds."""

    def holds(self, text: str) -> bool:
        """Whether the archive or the dictionary has a text of three characters or more."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question with its misspelt names put right.

    `replaced` are (as typed, as printed). Where two names come as near, `text` keeps what was
    typed, and `undecided` holds them all.
    """

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A stretch of the question that may be meant for a name; a lower `distance` is nearer."""

    start: int
    typed: str
    name: str
    distance: int


def correct(question: str, lookup: NameLookup, asking: Collection[str] = ()) -> Corrected:
    """Correct the names of a folded question; words that ask (`asking`) are no part of a name."""
    windows = list(_windows(question, asking))
    keys = {key for _, typed in windows for key in sounds.keys(sounds.syllables(typed))}
    if not keys:
        return Corrected(question)
    names = tuple(lookup.sounding(keys))
    found = [
        _Reading(start, typed, name, distance)
        for start, typed in windows
        for name in names
        if (distance := _distance(typed, name)) is not None and not lookup.holds(typed)
    ]
    return _apply(question, found)


def _windows(question: str, asking: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the stretches of Chinese that may be a name, with where they begin."""
    apart = re.compile("|".join(map(re.escape, sorted(asking, key=len, reverse=True))) or "(?!)")
    blanked = apart.sub(lambda word: " " * len(word[0]), question)
    for run in _HAN.finditer(blanked):
        for start in range(run.start(), run.end()):
            for length in range(sounds.MIN_NAME, sounds.MAX_NAME + 2):
                if start + length <= run.end():
                    yield start, blanked[start : start + length]


def _distance(typed: str, name: str) -> int | None:
    """Return how far a typed stretch sounds from a name: 0, 1, or `None` for too far."""
    if name in typed:
        return None
    ours, theirs = sounds.syllables(typed), sounds.syllables(name)
    if ours == theirs:
        return 0
    if abs(len(typed) - len(name)) == 1 and len(name) >= sounds.MIN_INEXACT_NAME:
        return 1 if _one_missing(typed, name) else None
    if len(typed) == len(name) >= _MIN_ONE_OTHER:
        return 1 if _one_near(typed, name) else None
    return None


def _one_missing(typed: str, name: str) -> bool:
    """Whether the longer of two is the other with one syllable more, where that may slip in."""
    longer, shorter = (typed, name) if len(typed) > len(name) else (name, typed)
    sounded = sounds.syllables(shorter)
    return any(
        longer[i] not in _TELLS_APART and sounds.syllables(longer[:i] + longer[i + 1 :]) == sounded
        for i in range(max(1, _tail(longer)), len(longer))
    )


def _one_near(typed: str, name: str) -> bool:
    """Whether two differ in one syllable, and by sounds that many speakers do not tell apart."""
    other = [i for i in range(len(name)) if sounds.syllable(typed[i]) != sounds.syllable(name[i])]
    if (
        len(other) != 1
        or other[0] < _tail(name)
        or {typed[other[0]], name[other[0]]} & _TELLS_APART
    ):
        return False
    ours, theirs = (sounds.blurred(sounds.syllable(text[other[0]])) for text in (typed, name))
    return ours == theirs


def _tail(name: str) -> int:
    """Return where the place that a name begins with ends, at its 市, 区 or the like; else 0."""
    place = _ADMINISTERED.match(name)
    return place.end() - 1 if place else 0


def _apply(question: str, found: list[_Reading]) -> Corrected:
    """Put the nearest and longest names in, from the surest on; those as near stay undecided."""
    taken: set[int] = set()
    replaced: list[_Reading] = []
    undecided: dict[str, None] = {}
    for reading in sorted(found, key=lambda r: (r.distance, -len(r.typed), r.start, r.name)):
        places = set(range(reading.start, reading.start + len(reading.typed)))
        if places & taken:
            continue
        taken |= places
        rivals = [
            r.name
            for r in found
            if (r.start, r.typed, r.distance) == (reading.start, reading.typed, reading.distance)
        ]
        if len(set(rivals)) > 1:
            undecided |= dict.fromkeys(sorted(rivals))
        else:
            replaced.append(reading)
    text = question
    for reading in sorted(replaced, key=lambda r: -r.start):
        text = text[: reading.start] + reading.name + text[reading.start + len(reading.typed) :]
    in_order = sorted(replaced, key=lambda r: r.start)
    return Corrected(text, tuple((r.typed, r.name) for r in in_order), tuple(undecided))
