"""The patterns of what answers a question of one wording: 几个项目, 哪几天, 在哪个馆.

All are for folded text. What is of the kind at all, and what is surely meant among that.
"""

from __future__ import annotations

import re

from retrieval.asking.forms import (
    CHINESE,
    COUNTS_PEOPLE,
    DAY,
    DIGITS,
    HAN,
    LONG_UNITS,
    NAME_CHARACTER,
    NUMERAL,
    PARTS_OF_A_DAY,
    PEOPLE,
    SAME_UNIT,
    SOME_MONTH,
    TAKING_PLACE,
    UNITS,
)
from retrieval.asking.kinds import (
    ANSWERING,
    TO_THE_DAY,
    UNTIL,
    Kind,
)
from retrieval.names.lists import DISTRICTS

_SHORT_FOR = {"城市": "市"}
# Words that end as the names of places do, and name none: 超市, 思路, 节省.
_OTHER_WORDS = {
    "区": "(?<![社地园小学片校厂街灾辖库专战市])(?<![老新主旧]城)",
    "市": "(?<![超股夜集上])(?<![大小名]城)",
    "省": "(?<![节反])",
    "县": "(?<!区)",
    "镇": "(?<!乡)",
    "村": "(?<![农乡驻入])",
    "街": "(?<![上逛])",
    "路": "(?<![思道出一套网电退销去走线])",
}
# What leads up to the name of a place, and is no part of it.
_BEFORE_PLACE = (
    "进(?!贤)|走入|来自|对|参观|考察|访问|前往|前来|赴|抵达|为|与|跟|和(?!平)|以及|每|各(?!庄)|该|某|辖区?|"
    "个(?!旧)|[全本我](?=[省市区县镇乡村街])|我们|他们?|她们?|举[办行]|开展|走访|慰问|联合|组织"
)

_SCORE_ASKED = re.compile("几比几|比分|多少比多少")
_POINTS = rf"(?:\d{{1,3}}|{CHINESE}|[一二三四五六七八九零])"
# Things that are no people, by how a word for them ends: 项目, 企业, 驿站.
_NO_PEOPLE = re.compile(rf"{HAN}[目业位司区校会站动课奖品程务组构店厂]")
_OF_PEOPLE = str.maketrans("", "", "人名位")


def answering(kind: Kind, question: str, found: re.Match[str]) -> str:
    """Return the pattern of what is of a kind; `found` is where the question asks for it."""
    if kind is Kind.NUMBER:
        return _counted(question, found)
    if kind is Kind.DAY:
        to_the_day = SOME_MONTH if TO_THE_DAY.search(found[0]) else None
        return _part_of_a_day(found) or to_the_day or ANSWERING[kind]
    return ANSWERING[kind]


def _part_of_a_day(found: re.Match[str]) -> str | None:
    part = re.search(r"[哪几]一?个?([年月点])", found[0])
    return PARTS_OF_A_DAY[part[1]] if part else None


def sure(kind: Kind, question: str, found: re.Match[str]) -> str | None:
    """Return the pattern of what a question is surely about, where its wording tells so much."""
    if kind is Kind.PLACE:
        return _place_of(found)
    if kind is Kind.DAY:
        if UNTIL.search(question):
            return rf"[到至](?P<it>{DAY})"
        if "几天" in found[0]:
            return rf"(?:{SOME_MONTH})[到至—-](?:{SOME_MONTH})"
        return _part_of_a_day(found) or (SOME_MONTH if TO_THE_DAY.search(found[0]) else DAY)
    if kind is Kind.NUMBER and not found.groupdict().get("ordered"):
        return _count_of(question, found)
    return None


def place_asked(kind: Kind, found: re.Match[str]) -> str | None:
    """Return the kind of place that is asked for, as such places end: 哪个区, 哪条街, 哪个馆."""
    asked = found.groupdict().get("place") if kind is Kind.PLACE else None
    return None if asked is None else _SHORT_FOR.get(asked, asked)


def place_end(place: str) -> str:
    """Return the pattern of the end of a place of a kind, and of no other word."""
    return rf"{_OTHER_WORDS.get(place, '')}{re.escape(place)}"


def likely_place(place: str) -> str:
    """Return the pattern of what may be a place of a kind, the group `it`, behind what leads there.

    Only a name that is known is sure.
    """
    character = rf"(?:(?!{_BEFORE_PLACE}){NAME_CHARACTER})"
    before = rf"(?:{NAME_CHARACTER}{{0,10}}?(?:{_BEFORE_PLACE}))?"
    least = 2 if len(place) == 1 else 1
    return rf"{before}(?P<it>(?![年月日即]){character}{{{least},10}}{place_end(place)})"


def _place_of(found: re.Match[str]) -> str | None:
    """Return the pattern of where something takes place, or of a district where one is asked for.

    Any other place of the kind asked for is sure only where the archive knows its name.
    """
    asked = found.groupdict().get("place")
    if asked is not None:
        return rf"(?:{'|'.join(sorted(DISTRICTS))})区" if asked == "区" else None
    return TAKING_PLACE if re.search("[在去到]", found[0]) else None


def _count_of(question: str, found: re.Match[str]) -> str | None:
    """Return the pattern of a number of the very things that are counted: 几个项目, 会员多少."""
    after = re.match(rf"({HAN}{{1,2}})", question[found.end() :])
    before = re.search(
        rf"({HAN}{{2}})(?:一共|总共|共计|总数)?[有共是为达]?到?$", question[: found.start()]
    )
    thing = after or before
    if thing is None:
        return None
    unit = found.groupdict().get("unit")
    if (unit and unit in "人名位") or COUNTS_PEOPLE.search(question):
        return None  # the words for people are told already
    same = SAME_UNIT.get(unit, unit).split("|") if unit else f"{UNITS}%"
    units, name = "|".join(each for each in same if each not in "人名位"), re.escape(thing[1])
    after_name = units if unit else f"{units}|[人名位]"
    return (
        rf"{NUMERAL}(?:{units})[^,。;、:\d]{{0,8}}{name}|"
        rf"{name}[^,。;\d]{{0,8}}?(?P<it>{NUMERAL}(?:{after_name}|元))"
    )


def _counted(question: str, found: re.Match[str]) -> str:
    """Return the pattern of a number with the unit that was asked for."""
    named = found.groupdict()
    if named.get("ordered"):
        place = rf"第(?:{DIGITS}|{CHINESE}|[一二三四五六七八九]){named['ordinal'] or ''}"
        return rf"{place}|[冠亚季]军|[一二三特]等奖" if named["ordinal"] == "名" else place
    if COUNTS_PEOPLE.search(question):
        return rf"(?<!第){NUMERAL}(?:[人名位]|个人|(?:{PEOPLE}))"
    unit = named.get("unit")
    if unit:
        return rf"(?<![第\d.]){NUMERAL}(?:{SAME_UNIT.get(unit, unit)})(?![年月日号])"
    if _SCORE_ASKED.search(question):
        return rf"(?<!\d){_POINTS} ?[:比-] ?{_POINTS}(?!\d)"
    if _NO_PEOPLE.match(question, found.end()):
        units = UNITS.translate(_OF_PEOPLE)
        return rf"(?<![第\d.]){NUMERAL}(?:[%‰倍成{units}]|{LONG_UNITS})(?![\d年月日号人名位])"
    return rf"(?<![第\d.]){NUMERAL}(?:[%‰倍成{UNITS}]|{LONG_UNITS})?(?![\d年月日号])"
