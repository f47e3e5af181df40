"""Which name of one question takes the place of which of another: place for place, year for year.

Kinds are told by form and by what the archive writes, not by a list of names.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from retrieval.dates import find_dates
from retrieval.names.lists import DISTRICTS, SURNAMES
from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.text import Tokenizer

_PLACE_TAIL = re.compile(r"[区县市省镇乡村山州阳海河湖城京宁岛港台沟津夏徽苏南北东西]$|街道$|社区$")
_THING_TAIL = re.compile(r"[赛军奖会队课班员工生者展法史书度率量性]$")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[届季期次批名场]")
_DISTRICT = "|".join(sorted(DISTRICTS))
_CONJUNCTION = re.compile(rf"(?<=[\u4e00-\u9fff])[和与跟同及](?={_DISTRICT})")
_PLACE_SUFFIXES = ("区", "县", "市", "镇", "乡", "街道", "社区", "省")


def parted(text: str) -> str:
    """Return a text with 、 for a conjunction before a district: 密云和平谷 has no 和平."""
    return _CONJUNCTION.sub("、", text)


class Words:
    """What is known of words, for one question: how a text is cut, and what the archive has.

    `knows` says whether the archive has a word; it is `None` where that is not told.
    """

    def __init__(self, tokenizer: Tokenizer, knows: Callable[[str], bool] | None = None) -> None:
        self.tokenizer = tokenizer
        self.knows = knows
        # Tagging takes most of the time, and the same few texts come again and again.
        self.terms = cache(tokenizer.content_terms)
        self.names = cache(tokenizer.names)
        self.nouns = cache(tokenizer.nouns)

    def any_known(self, words: Sequence[str]) -> bool:
        """Whether the archive has one of some words; so it is taken where nothing is told."""
        return self.knows is None or any(self.knows(word) for word in words)


def is_person(name: str, words: Words) -> bool:
    """Whether a name looks like a Chinese person's."""
    fits = 2 <= len(name) <= 3 and name[0] in SURNAMES and not _PLACE_TAIL.search(name)
    return fits and name in words.names(name)


def is_place(name: str, words: Words) -> bool:
    """Whether a name looks like a place, or the archive writes of 平谷区 where it is 平谷."""
    if not 2 <= len(name) <= 8 or _THING_TAIL.search(name) or is_person(name, words):
        return False
    if re.search(r"[区县市省镇乡村]$|街道$|社区$", name):
        return True
    return name in words.names(name) or (
        words.knows is not None and any(words.knows(name + s) for s in _PLACE_SUFFIXES)
    )


def stands_beside(name: str, words: Words) -> bool:
    """Whether a name alone narrows the question before, where it takes no other's place."""
    return is_person(name, words) or is_place(name, words) or name[-1:] == "年"


def takes_the_place(name: str, question: str, words: Words) -> bool:
    """Whether what a name asks follows from the question before alone."""
    return stands_beside(name, words) or counterpart(name, question, words) is not None


def counterpart(name: str, question: str, words: Words) -> str | None:
    """Return what in `question` the new `name` takes the place of; `None` when nothing does."""
    folded = fold(question)
    if _ORDINAL.fullmatch(name):
        return next((match[0] for match in _ORDINAL.finditer(folded) if match[0] != name), None)
    if find_dates(name):
        dates = (mention.text for mention in find_dates(folded))
        return next((text for text in dates if text != name), None)
    candidates = [*words.names(folded), *words.nouns(folded)]
    if name in folded:
        return None
    if is_person(name, words):
        return next((c for c in candidates if is_person(c, words)), None)
    if alike := _alike(name, folded, candidates, words):
        return alike
    places = [c for c in candidates if is_place(c, words)] if is_place(name, words) else []
    # 法律援助 is tagged as a name as well, and 平谷 beside it is the place.
    return next((p for p in places if p in DISTRICTS), next(iter(places), None))


def _alike(name: str, question: str, candidates: Sequence[str], words: Words) -> str | None:
    """Return what ends as the name does: 冠军 for 亚军, 技能大赛 for 家政大赛."""
    heads = [noun for noun in words.nouns(name)[-1:] if noun in candidates]
    if heads:
        return _whole_name(heads[0], question, candidates)
    alike = [c for c in candidates if c[-1] == name[-1] and c not in name]
    return max(alike, key=lambda c: (_same_tail(c, name), len(c)), default=None)


def _whole_name(head: str, question: str, nouns: Sequence[str]) -> str:
    """Return the nouns that run up to `head`: 快递员技能大赛, where 大赛 is the head."""
    end = question.index(head) + len(head)
    start = end - len(head)
    while before := next((n for n in nouns if _ends_with(question[:start], n)), None):
        start = question.rindex(before, 0, start)
    return question[start:end]


def _ends_with(text: str, noun: str) -> bool:
    """Whether a text ends with a noun, or with who is named after it: 快递员 after 快递."""
    return text.endswith(noun) or (text[-1:] in "员工者家生" and text[:-1].endswith(noun))


def _same_tail(one: str, other: str) -> int:
    shared = 0
    while shared < min(len(one), len(other)) and one[-1 - shared] == other[-1 - shared]:
        shared += 1
    return shared
