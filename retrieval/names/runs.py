"""Places, bodies and events: runs of nouns from a proper one to a word that ends names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.names.lists import (
    BODY_HEADS,
    COMMON_PLACES,
    EVENT_HEADS,
    FOREIGN_PLACES,
    FUNCTION,
    PLACE_HEADS,
    ROLES,
    SEATS,
    STRONG_ROLES,
    TRADES,
)
from retrieval.names.values import Name, NameKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from retrieval.names.values import Word

_HAN = re.compile(r"[\u3400-\u9fff]+")
_NOUNLIKE = ("n", "vn", "j", "b", "an", "s", "ng", "zg", "g", "nz", "x", "tg")
_SIDES = frozenset("东西南北中上下大小新老")
_ADMIN = frozenset("省市区县镇乡村")
_ABOVE = re.compile("[省市](?=[^省市区县]{1,3}[区县].)")  # 北岭市 above 平湖区
_REGION = re.compile("[东西南北中]+部")
_JOINING = frozenset("由和的在与为对从到将被把于及等")
_AND = frozenset("和与及")
_COUNTED = re.compile(
    "[一二三四五六七八九十两几多各数][个家名条所座处大地级些批届市区县省人]$|[0-9]"
)
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零\d]+")
_HEADS = {
    NameKind.BODY: frozenset(BODY_HEADS),
    NameKind.PLACE: frozenset(PLACE_HEADS),
    NameKind.EVENT: frozenset(EVENT_HEADS),
}
_KNOWN_HEADS = frozenset().union(*_HEADS.values())
# How a longer word may end to be the end of a name: 保障局, but not 依拉木江.
_LONG_HEADS = {
    kind: tuple(h for h in heads if len(h) > 1 or h in "局委院厅署")
    for kind, heads in _HEADS.items()
}
_MAX_WORDS = 8
_MAX_CHARS = 20
_EVENT = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]+|首)[届次][^\s,。、;:!?“”‘’《》()…]{0,16}?(?:"
    + "|".join(sorted((h for h in EVENT_HEADS if len(h) > 1), key=len, reverse=True))
    + "|[\u4e00-\u9fff]{1,4}[赛展节])"
)


def runs(words: Sequence[Word], taken: Collection[int] = ()) -> Iterator[Name]:
    """Yield the places, bodies and events that a text names, some more than once.

    `taken` are the indexes of words that are people's.
    """
    text = "".join(word.text for word in words)
    yield from (Name(found[0], NameKind.EVENT) for found in _EVENT.finditer(text))
    for at, word in enumerate(words):
        if at in taken:
            continue
        after = words[at + 1].text if at + 1 < len(words) else ""
        cut_off = at > 0 and _is_first_of_place(words, at - 1)
        if _is_place(word) and not cut_off:
            yield Name(word.text, NameKind.PLACE)
            if after[:1] in _ADMIN and len(after) > 1 and after not in _KNOWN_HEADS:
                yield Name(word.text + after[0], NameKind.PLACE)
        if _is_first_of_place(words, at):
            yield Name(word.text + after, NameKind.PLACE)
        if _is_body(word):
            yield Name(word.text, NameKind.BODY)
        for kind in _ends(words, at):
            yield from _run(words, at, kind, taken)


def _is_place(word: Word) -> bool:
    if word.text in FOREIGN_PLACES:
        return True
    if not word.tagged("ns") or len(word.text) < 2 or word.text in COMMON_PLACES:
        return False
    ends = word.text.endswith(tuple("省市区县镇乡村路街山河湖江岛桥庄"))
    return word.known or ends


def _is_first_of_place(words: Sequence[Word], at: int) -> bool:
    """Whether jieba cut the first character off a place: 平, 湖区."""
    if at + 1 == len(words) or not _HAN.fullmatch(words[at].text):
        return False
    after = words[at + 1]
    if after.text in _KNOWN_HEADS or after.text in COMMON_PLACES or not after.tagged("n"):
        return False
    loose = len(words[at].text) == 1 and words[at].text not in FUNCTION
    return loose and len(after.text) == 2 and after.text[1] in "市区县镇乡村"


def _is_body(word: Word) -> bool:
    if not word.tagged("nt") or len(word.text) < 3 or word.text[0] in _ADMIN:
        return False
    if _REGION.fullmatch(word.text):
        return False
    return word.known or word.text.endswith(BODY_HEADS)


def _ends(words: Sequence[Word], at: int) -> Iterator[NameKind]:
    """Yield the kinds of name that may end with a word."""
    word = words[at]
    follows = words[at + 1].text if at + 1 < len(words) else ""
    for kind, heads in _HEADS.items():
        whole = word.text in heads
        inside = (
            len(word.text) > 2 and word.text.endswith(_LONG_HEADS[kind]) and word.tagged("n", "j")
        )
        if not whole and not inside:
            continue
        # 工会服务站 is one body: its 工会 ends no name of its own.
        if kind is not NameKind.PLACE and follows in _HEADS[NameKind.BODY]:
            continue
        yield kind


def _run(words: Sequence[Word], at: int, kind: NameKind, taken: Collection[int]) -> Iterator[Name]:
    """Yield the name that ends with a word, and the shorter ones that begin at a place in it."""
    first = at
    length = len(words[at].text)
    while first > 0 and first - 1 not in taken and at - first < _MAX_WORDS:
        if not _goes_on(words, first - 1, kind):
            break
        first -= 1
        length += len(words[first].text)
    starts = [i for i in range(first, at + 1) if _starts(words, i, at)]
    inner = (i for i in starts[1:] if _starts_anew(words, i))
    for i in (*starts[:1], *inner):
        name = "".join(word.text for word in words[i : at + 1])
        if 2 < len(name) <= _MAX_CHARS and name not in COMMON_PLACES and not _bare(name):
            yield Name(name, kind)
            yield from (Name(name[cut.end() :], kind) for cut in _ABOVE.finditer(name))


def _starts_anew(words: Sequence[Word], i: int) -> bool:
    """Whether a shorter name begins inside a longer one: 平湖区总工会 in 北岭市平湖区总工会."""
    if _is_made_up(words[i - 1]):
        return False
    proper = words[i].tagged("ns", "nt") or words[i - 1].tagged("ns")
    return proper or _is_first_of_place(words, i)


def _goes_on(words: Sequence[Word], i: int, kind: NameKind) -> bool:
    """Whether a run that begins after a word may begin with it, or before it."""
    word = words[i]
    if not _HAN.fullmatch(word.text) or _COUNTED.match(word.text):
        return False
    if _is_first_of_place(words, i):
        return True
    if word.text in ROLES | STRONG_ROLES and words[i + 1].text != "大会":
        return False
    if word.text in _AND:
        return (
            kind is NameKind.BODY and i > 0 and _is_plain(words[i - 1]) and _is_plain(words[i + 1])
        )
    if word.text in _SIDES or word.text in TRADES or _ORDINAL.fullmatch(word.text):
        return True
    return word.tagged(*_NOUNLIKE) or _is_made_up(word) or _is_numbered(word)


def _is_plain(word: Word) -> bool:
    """Whether a word is a common noun, such as 和 joins in the name of one body."""
    return (
        word.known
        and word.tagged("n", "vn")
        and not word.tagged("nr", "ns", "nt", "nz")
        and (word.text not in _KNOWN_HEADS)
    )


def _is_made_up(word: Word) -> bool:
    """Whether jieba put a word together that its dictionary does not have: often a proper noun."""
    if word.known or _JOINING.intersection(word.text):
        return False
    return not word.tagged("m", "r", "t", "q", "v", "d", "p", "c", "u")


def _is_numbered(word: Word) -> bool:
    """Whether a word that jieba takes for a number can begin a name: 八角, 三里."""
    return word.tagged("m") and len(word.text) == 2 and word.known


def _starts(words: Sequence[Word], i: int, at: int) -> bool:
    """Whether a name may begin with a word: a proper noun, a seat, or one that jieba made up."""
    word = words[i]
    if word.text in COMMON_PLACES or (i > 0 and _is_first_of_place(words, i - 1)):
        return False
    if _is_first_of_place(words, i):
        return True
    if word.text in SEATS:
        return i < at
    if i == at:
        proper = word.tagged("ns", "nt") and len(word.text) > 2
        return proper and word.text[0] not in _ADMIN
    if word.tagged("nr"):
        return len(word.text) < 4 and not _JOINING.intersection(word.text)
    return word.tagged("ns", "nt", "nz") or _is_made_up(word) or _is_numbered(word)


def _bare(name: str) -> bool:
    """Whether a name is a seat and a head of one character alone (市委, 区里)."""
    return name[:-1] in SEATS or name in SEATS
