"""People: a surname after or before what says that a person follows, or a foreign name with ·."""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.names.lists import (
    COMMON_PEOPLE,
    COMPOUND_SURNAMES,
    FOREIGN_PLACES,
    FUNCTION,
    NOUN_ENDS,
    PLACE_HEADS,
    ROLE_ENDS,
    ROLES,
    SAYING,
    STRONG_ROLES,
    SURNAMES,
    TITLES_AFTER,
    TRANSLITERATION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.names.values import Word

_HAN = re.compile(r"[\u3400-\u9fff]+")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·・•‧][\u4e00-\u9fff]{1,8}){1,3}")
_DOT = re.compile("([·・•‧])")
_NEVER_LAST = frozenset("说等的了摄文图称和与")
_BETWEEN_NAMES = frozenset("、和与及")
_MAX_FOREIGN = 6
_TITLE_ENDS = (
    "医生",
    "政委",
    "太后",
    "夫人",
    "老师",
    "先生",
    "女士",
    "师傅",
    "王爷",
    "大夫",
    "教授",
)
_PLACE_ENDS = tuple(head for head in PLACE_HEADS if head not in {"江", "山"})


# Where jieba cuts a role apart (快递, 员周, 大江), a name still stands between it and what is said.
_SAID = re.compile(
    rf"[\u4e00-\u9fff][{''.join(ROLE_ENDS)}]"
    rf"(?=((?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])[\u4e00-\u9fff]{{1,2}}?)"
    rf"(?:{'|'.join(sorted(word for word in SAYING if word != '等'))}))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A person named by `words[first:end]`."""

    text: str
    first: int
    end: int


def people(words: Sequence[Word]) -> Iterator[Found]:
    """Yield the people that a text names, in order but for foreign ones, which come first."""
    dotted = tuple(_dotted(words))
    yield from dotted
    yield from _said(words)
    taken = {i for found in dotted for i in range(found.first, found.end)}
    at = 0
    listed = False  # whether what comes follows a name and 、 or 和
    while at < len(words):
        name, used = ("", 0) if at in taken else _person_at(words, at, listed=listed)
        if name:
            yield Found(name, at, at + used)
            at += used
            listed = at < len(words) and words[at].text in _BETWEEN_NAMES
            at += listed
        else:
            at += 1
            listed = listed and _is_role(words[at - 1])


def _person_at(words: Sequence[Word], at: int, *, listed: bool) -> tuple[str, int]:
    """Return the name that begins with a word, and how many words it takes; "" when none does."""
    word = words[at]
    if _is_foreign(word) and word.text not in FOREIGN_PLACES:
        return word.text, 1
    if not _begins_name(word.text):
        return "", 0
    introduced = listed or (at > 0 and _is_role(words[at - 1]))
    if len(word.text) == 1 or word.text in COMPOUND_SURNAMES:
        return _given_apart(words, at) if introduced else ("", 0)
    name, used = _grown(words, at)
    before, after = (words[at - 1] if at else None), _at(words, at + used)
    if not _shaped(name) or name in COMMON_PEOPLE or word.tagged("d", "p", "c"):
        return "", 0
    strong = listed or (before is not None and before.text in STRONG_ROLES)
    addressed = after is not None and after.text in (SAYING | TITLES_AFTER)
    ends = after is None or not _HAN.match(after.text) or addressed or after.text in _BETWEEN_NAMES
    is_name = word.tagged("nr")
    if introduced:
        sure = (not word.tagged("v") and (is_name or not word.known)) or (strong and ends)
    else:
        whole = len(name) == 3 and used == 1 and not name.endswith((*_PLACE_ENDS, *NOUN_ENDS))
        sure = is_name and (addressed or (whole and (word.known or ends)))
    return (name, used) if sure else ("", 0)


def _at(words: Sequence[Word], at: int) -> Word | None:
    return words[at] if at < len(words) else None


def _given_apart(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Return a surname with the given name that follows it in words of its own."""
    name, used = words[at].text, 1
    longest = len(name) + 2
    for word in words[at + 1 : at + 3]:
        fits = _HAN.fullmatch(word.text) and len(name) + len(word.text) <= longest
        if not fits or word.text in SAYING or word.text[0] in FUNCTION or _is_role(word):
            break
        name, used = name + word.text, used + 1
    return (name, used) if used > 1 else ("", 0)


def _grown(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Return a name of two characters with a third that jieba cut off, or as it is."""
    name, after = words[at].text, _at(words, at + 1)
    if len(name) != 2 or after is None or len(after.text) != 1 or not _HAN.match(after.text):
        return name, 1
    last = _at(words, at + 2)
    ends = last is None or not _HAN.match(last.text)
    if ends and words[at].tagged("nr") and after.text not in _NEVER_LAST:
        return name + after.text, 2
    if after.text not in FUNCTION and not after.tagged("v", "d", "p", "c", "u", "r", "q", "f"):
        return name + after.text, 2
    return name, 1


def _begins_name(text: str) -> bool:
    return text[0] in SURNAMES or text.startswith(COMPOUND_SURNAMES)


def _shaped(name: str) -> bool:
    if not _HAN.fullmatch(name) or name.endswith(_TITLE_ENDS):
        return False
    if name.startswith(COMPOUND_SURNAMES):
        return 3 <= len(name) <= 4
    return 2 <= len(name) <= 3


def _is_role(word: Word) -> bool:
    if word.text in ROLES or word.text in STRONG_ROLES:
        return True
    if len(word.text) < 2:
        return False
    return word.text.endswith("长") or (word.tagged("n", "b") and word.text.endswith(ROLE_ENDS))


def _is_foreign(word: Word) -> bool:
    """Whether a word is a foreign name without a dot: one of jieba's, all transliterated."""
    return (
        word.tagged("nrt", "nrfg", "nr")
        and 3 <= len(word.text) <= _MAX_FOREIGN
        and TRANSLITERATION.issuperset(word.text)
        and not (word.tagged("nr") and len(word.text) == 3 and _begins_name(word.text))
    )


def _dotted(words: Sequence[Word]) -> Iterator[Found]:
    """Yield the names with a dot, and the words that they touch."""
    starts = _starts(words)
    for found in _DOTTED.finditer("".join(word.text for word in words)):
        first, *middle, last = _DOT.split(found[0])
        head, tail = _transliterated(first[::-1])[::-1], _transliterated(last)
        if head and tail:
            start = found.end(0) - len(last) - len("".join(middle)) - len(head)
            name = head + "".join(middle) + tail
            first_word = bisect.bisect_right(starts, start) - 1
            yield Found(name, first_word, bisect.bisect_left(starts, start + len(name)))


def _said(words: Sequence[Word]) -> Iterator[Found]:
    """Yield the names between a role and a word of saying that begin or end within words."""
    starts = _starts(words)
    for found in _SAID.finditer("".join(word.text for word in words)):
        first = bisect.bisect_right(starts, found.start(1)) - 1
        end = bisect.bisect_left(starts, found.end(1))
        if starts[first] != found.start(1) and starts[end] == found.end(1):
            yield Found(found[1], first, end)


def _starts(words: Sequence[Word]) -> list[int]:
    """Return where each word begins, and where the last one ends."""
    return list(itertools.accumulate((len(word.text) for word in words), initial=0))


def _transliterated(text: str) -> str:
    """Return as much of the beginning of a text as a foreign name may hold."""
    length = next((i for i, char in enumerate(text) if char not in TRANSLITERATION), len(text))
    return text[:length]
