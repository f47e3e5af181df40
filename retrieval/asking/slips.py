"""A slip in an ordinary word is put right where the archive prints what sounds the same around it.

亲子沙笼 becomes 亲子沙龙, which stands there word by word, and 顺彝 becomes 顺义, of which is told
what else is asked about. What the archive merely lacks stays: a wrong correction does harm.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from retrieval import sounds
from retrieval.asking.correct import ITSELF, TELLS_APART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
# Characters that are typed for themselves, or tell one thing from another.
_MEANT = ITSELF | TELLS_APART | frozenset("谁哪啥咋怎几多那这什么之不没很最只才再他她它我你们")
AROUND = 4
"""Characters that must be printed in a row, the slip among them."""
_MAX_SLIPS = 2


class Print(Protocol):
    """What an archive knows of its print, and the dictionary of words."""

    def holds_pair(self, pair: str) -> bool:
        """Whether two neighbouring characters stand anywhere in the archive."""

    def prints(self, text: str) -> bool:
        """Whether `AROUND` characters stand in the archive one after another."""

    def tells(self, word: str, question: str) -> bool:
        """Whether an article that has a word has most of what else a question is about."""

    def holds(self, word: str) -> bool:
        """Whether the archive has a word."""

    def is_word(self, text: str) -> bool:
        """Whether the dictionary has a text."""

    def is_person(self, text: str) -> bool:
        """Whether a word may be what somebody is called."""

    def edges(self, text: str) -> Collection[int]:
        """Return where the words of a text begin and end, as offsets into it."""


@dataclass(frozen=True, slots=True)
class _Mended:
    """A question with one character for another, and where the word around that stands."""

    text: str
    start: int
    end: int


def without_slips(
    question: str, printed: Print, asking: re.Pattern[str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a folded question with its slips put right, and those as (typed, printed).

    What matches `asking` is no part of a word. Where two words would do, none is taken.
    """
    replaced: list[tuple[str, str]] = []
    for at in _odd(question, printed, asking):
        mended = _mended(question, at, printed, asking)
        if mended is not None and len(replaced) < _MAX_SLIPS:
            start, end = mended.start, mended.end
            replaced.append((question[start:end], mended.text[start:end]))
            question = mended.text
    return question, tuple(replaced)


def _runs(question: str, asking: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return _RUN.finditer(asking.sub(lambda word: " " * len(word[0]), question))


def _odd(question: str, printed: Print, asking: re.Pattern[str]) -> list[int]:
    """Return the places of characters that follow and precede what they never do in the archive."""
    return [
        at
        for run in _runs(question, asking)
        for at in range(*run.span())
        if question[at] not in _MEANT
        and not any(printed.holds_pair(pair) for pair in _pairs_with(question, at, run))
    ]


def _pairs_with(text: str, at: int, run: re.Match[str]) -> list[str]:
    starts = (i for i in (at - 1, at) if run.start() <= i and i + 2 <= run.end())
    return [text[i : i + 2] for i in starts]


def _mended(question: str, at: int, printed: Print, asking: re.Pattern[str]) -> _Mended | None:
    """Return a question with what was meant for one character, if that is sure.

    What is printed in a row is surer than what an article tells of, and may sound nearly alike.
    """
    run = next(run for run in _runs(question, asking) if run.start() <= at < run.end())
    near = [m for other in _alike(question[at]) if (m := _word(question, at, other, printed))]
    in_a_row = [m for m in near if _is_printed(m.text, at, run, printed)]
    if in_a_row:
        return in_a_row[0] if len(in_a_row) == 1 else None
    same = [m for m in near if _is_told(question, at, m, printed)]
    return same[0] if len(same) == 1 else None


def _is_told(question: str, at: int, mended: _Mended, printed: Print) -> bool:
    """Whether a word of its own sounds as one of the dictionary does, of which an article tells."""
    typed = question[mended.start : mended.end]
    meant = mended.text[mended.start : mended.end]
    if sounds.syllable(question[at]) != sounds.syllable(mended.text[at]):
        return False
    whole = {mended.start, mended.end} <= set(printed.edges(question))
    odd = whole and not (printed.is_word(typed) or printed.is_person(typed))
    return (
        odd
        and not _MEANT & set(typed)
        and printed.is_word(meant)
        and printed.tells(meant, mended.text)
    )


def _word(question: str, at: int, other: str, printed: Print) -> _Mended | None:
    """Return a question with another character, if that is then of a word of the archive.

    A word of the dictionary that was typed may only become another one of its length.
    """
    text = question[:at] + other + question[at + 1 :]
    if not any(printed.holds_pair(text[i : i + 2]) for i in (at - 1, at) if i >= 0):
        return None  # before anything is cut, which takes longer
    parts = (text[i : i + size] for size in (2, 3, 4) for i in range(max(0, at - size + 1), at + 1))
    if not any(map(printed.holds, parts)):
        return None
    start, end = _word_around(text, at, printed)
    if end - start < 2 or not printed.holds(text[start:end]):
        return None
    own = _word_around(question, at, printed)
    if own != (start, end) and printed.is_word(question[slice(*own)]) and own[1] - own[0] > 1:
        return None
    return _Mended(text, start, end)


def _word_around(text: str, at: int, printed: Print) -> tuple[int, int]:
    edges = printed.edges(text)
    return max(e for e in edges if e <= at), min(e for e in edges if e > at)


def _is_printed(text: str, at: int, run: re.Match[str], printed: Print) -> bool:
    """Whether some characters around a place stand in the archive in a row."""
    first, last = max(run.start(), at - AROUND + 1), min(at, run.end() - AROUND)
    stretches = (text[start : start + AROUND] for start in range(first, last + 1))
    return any(
        all(printed.holds_pair(one[i : i + 2]) for i in range(AROUND - 1)) and printed.prints(one)
        for one in stretches
    )


def _alike(char: str) -> tuple[str, ...]:
    """Return the other common characters that many speakers do not tell from one."""
    alike = _by_sound().get(sounds.blurred(sounds.syllable(char)), ())
    return tuple(c for c in alike if c != char and c not in _MEANT)


@functools.cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    """Return the characters of GB 2312, of which all print is made but for rare names."""
    chars = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    found: dict[str, list[str]] = {}
    for char in (pair.decode("gb2312", "ignore") for pair in chars):
        if char:
            found.setdefault(sounds.blurred(sounds.syllable(char)), []).append(char)
    return {sound: tuple(alike) for sound, alike in found.items()}
