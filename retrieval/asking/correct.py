"""A misspelt name becomes the name that the archive holds, where it sounds the same and is sure.

Nothing that the archive or the dictionary holds is changed: another district or another person
stays what it is, and the archive can say that it does not know it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from retrieval import sounds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{3,}")
# A name that differs by one of these is another name: 三小 and 四小, 东城 and 西城.
TELLS_APART = frozenset("零〇一二两三四五六七八九十百千东南西北中上下大小新老男女前后左右内外第")
# Words of one character that are typed for themselves: 于 in 韩国于 is no slip for 语.
ITSELF = frozenset(
    "零〇一二两三四五六七八九十百千第"
    "的了是在和与或也都就还又将对从向为被把给到等让用有同则却已正以于当时年月日得而其之各每"
)
_ADMINISTERED = re.compile(".*[省市区县镇乡村]")  # 北岭市总工会: 北岭 must sound as it is printed
_MIN_NEAR = 5
_MAX_WINDOWS = 300  # a question of a member has some dozens


class NameLookup(Protocol):
    """What a generation and its words know."""

    def sounding(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return the names that each of the sound keys (`sounds.keys`) finds, if any."""

    def holds_pair(self, pair: str) -> bool:
        """Whether two neighbouring characters stand anywhere in the archive."""

    def is_word(self, text: str) -> bool:
        """Whether the dictionary has a text."""

    def edges(self, text: str) -> Collection[int]:
        """Return where the words of a text begin and end, as offsets into it."""


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
class _Window:
    """A stretch of the question that may be meant for a name.

    `loose` are the places in it after which comes a character that never follows in the archive.
    """

    start: int
    text: str
    loose: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A window read as a name; a lower `distance` is nearer."""

    window: _Window
    name: str
    distance: int

    @property
    def places(self) -> frozenset[int]:
        return frozenset(range(self.window.start, self.window.start + len(self.window.text)))


def correct(question: str, lookup: NameLookup, asking: re.Pattern[str] | None = None) -> Corrected:
    """Correct the names of a folded question; what matches `asking` is no part of a name."""
    windows = {
        window: sounds.keys(sounds.syllables(window.text))
        for window in itertools.islice(_windows(question, lookup, asking), _MAX_WINDOWS)
    }
    if not windows:
        return Corrected(question)
    names = lookup.sounding(set().union(*windows.values()))
    readings = [
        _Reading(window, name, distance)
        for window, keys in windows.items()
        for name in {name for key in keys for name in names.get(key, ())}
        if (distance := _distance(window, name)) is not None
    ]
    return _apply(question, readings)


def _windows(
    question: str, lookup: NameLookup, asking: re.Pattern[str] | None
) -> Iterator[_Window]:
    """Yield the stretches of whole words that hold two characters that the archive never joins."""
    apart = asking.sub(lambda word: " " * len(word[0]), question) if asking else question
    runs = list(_HAN.finditer(apart))
    edges = lookup.edges(question) if runs else ()
    for run in runs:
        inside = sorted(
            {run.start(), run.end()}.union(e for e in edges if run.start() < e < run.end())
        )
        loose = [
            i
            for i in range(run.start(), run.end() - 1)
            if not lookup.holds_pair(question[i : i + 2])
        ]
        for start, end in _stretches(inside) if loose else ():
            within = frozenset(i - start for i in loose if start <= i and i + 2 <= end)
            if within and not lookup.is_word(question[start:end]):
                yield _Window(start, question[start:end], within)


def _stretches(edges: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between two edges that are as long as a name may be."""
    for at, start in enumerate(edges):
        for end in edges[at + 1 :]:
            if end - start > sounds.MAX_NAME + 1:
                break
            if end - start >= sounds.MIN_NAME:
                yield start, end


def _distance(window: _Window, name: str) -> int | None:
    """Return how far a window sounds from a name: 0, 1, or `None` for too far."""
    typed = window.text
    if name in typed and len(typed) > len(name) + 1:
        return None
    if sounds.syllables(typed) == sounds.syllables(name):
        return 0 if _all_slips(window, name) else None
    if len(typed) == len(name) >= _MIN_NEAR:
        return 1 if _one_near(window, name) else None
    if len(typed) + 1 == len(name) >= sounds.MIN_INEXACT_NAME:
        return 1 if _one_missing(window, name) else None
    if len(typed) == len(name) + 1 > sounds.MIN_INEXACT_NAME:
        return 1 if _one_doubled(typed, name) else None
    return None


def _all_slips(window: _Window, name: str) -> bool:
    """Whether every character that differs may be a slip: it is odd where it stands."""
    typed = window.text
    other = [i for i in range(len(name)) if typed[i] != name[i]]
    if ITSELF.intersection(typed[i] for i in other) or len(other) > len(name) - len(name) // 2:
        return False
    return all({i - 1, i} & window.loose for i in other)


def _one_near(window: _Window, name: str) -> bool:
    """Whether two differ in one character, which many speakers do not tell from the other."""
    typed = window.text
    other = [i for i in range(len(name)) if typed[i] != name[i]]
    if len(other) != 1 or other[0] < _tail(name):
        return False
    if TELLS_APART & {typed[other[0]], name[other[0]]}:
        return False
    ours, theirs = (sounds.blurred(sounds.syllable(text[other[0]])) for text in (typed, name))
    return ours == theirs and _all_slips(window, name)


def _one_missing(window: _Window, name: str) -> bool:
    """Whether a window is a name without one character, after the place that it begins with."""
    return any(
        name[:i] + name[i + 1 :] == window.text and i - 1 in window.loose
        for i in range(max(1, _tail(name)), len(name) - 1)
        if name[i] not in TELLS_APART
    )


def _one_doubled(typed: str, name: str) -> bool:
    """Whether a text is a name with one character typed twice."""
    return any(
        typed[i] == typed[i - 1] and typed[:i] + typed[i + 1 :] == name
        for i in range(1, len(typed))
    )


def _tail(name: str) -> int:
    """Return where the place that a name begins with ends, at its 市, 区 or the like; else 0."""
    place = _ADMINISTERED.match(name)
    return place.end() - 1 if place else 0


def _apply(question: str, readings: list[_Reading]) -> Corrected:
    """Put the nearest and longest names in, from the surest on; those as near stay undecided."""
    taken: set[int] = set()
    replaced: list[_Reading] = []
    undecided: dict[str, None] = {}
    for reading in sorted(readings, key=_surest_first):
        if reading.places & taken:
            continue
        taken |= reading.places
        rivals = {
            r.name for r in readings if (r.window, r.distance) == (reading.window, reading.distance)
        }
        if len(rivals) > 1:
            undecided |= dict.fromkeys(sorted(rivals))
        else:
            replaced.append(reading)
    text = question
    for reading in sorted(replaced, key=lambda r: -r.window.start):
        start, end = reading.window.start, reading.window.start + len(reading.window.text)
        text = text[:start] + reading.name + text[end:]
    in_order = sorted(replaced, key=lambda r: r.window.start)
    return Corrected(text, tuple((r.window.text, r.name) for r in in_order), tuple(undecided))


def _surest_first(reading: _Reading) -> tuple[int, int, int, str]:
    return (reading.distance, -len(reading.window.text), reading.window.start, reading.name)
