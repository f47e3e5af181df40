"""What kind of thing a question asks for, and where a sentence has such a thing.

A question for a day is answered by a sentence that names one, and there the day is what a reader
looks for; whether it is the right day, other signals tell.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.names import NameKind
from retrieval.names.lists import COMMON_SURNAMES
from retrieval.text import fold
from retrieval.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.names import Name


class Kind(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    MONEY = "money"
    DURATION = "duration"
    DAY = "day"
    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    ANYBODY = "anybody"
    WINNER = "winner"
    ROLE = "role"
    TITLE = "title"
    LIST = "list"
    REASON = "reason"


_HAN = r"[\u4e00-\u9fff]"
# A character of a name, as far as a pattern can tell it from the words that lead up to one.
_NAMED = r"(?:(?![是在于的由到被把从向将了及、让使请])[\u4e00-\u9fff])"
_DIGITS = r"\d[\d.,]*"
_CHINESE = (
    r"(?:[一二两三四五六七八九][十百千万亿]|[二两三四五六七八九十百千])"
    r"[一二三四五六七八九十百千万]*"
)
_NUMERAL = rf"(?:近|约|超|逾)?(?:{_DIGITS}|{_CHINESE})(?:[余多来几])?(?:万|亿|千)?(?:余|多)?"
_UNITS = "个名家次场位支件份项所条届岁人种类张辆套轮期户株棵本部间座台处层篇首枚吨对"
_DAY = (
    rf"(?:{_DIGITS}|{_CHINESE}|[一二三四五六七八九])(?:年(?!级)|月份?|日|号(?!线|楼)|点)"
    rf"(?:(?:{_DIGITS}|{_CHINESE}|[一二三四五六七八九])(?:月份?|日|号|点))*"
    r"(?:[上下]午|晚上|凌晨|起|前|后|底|初)?|昨[日天晚]|今[日天晚]|明[日天]|(?:星期|周)[一二三四五六日末]|"
    r"[上下]半年|春节|元旦|五一|国庆|中秋|端午|世纪"
)
_SOME_DAY = "近日|日前|连日来|不久前"
_ONE = rf"(?:{_DIGITS}|{_CHINESE}|[一二三四五六七八九])"
_PARTS_OF_A_DAY = {
    "年": rf"{_ONE}年(?:{_ONE}月(?:{_ONE}[日号])?)?|[今去前明]年",
    "月": rf"(?:{_ONE}年)?{_ONE}月份?(?:{_ONE}[日号])?|[上本下]个?月",
    "点": rf"{_ONE}[点时](?:{_ONE}分|半)?",
}
_MONEY = rf"{_NUMERAL}(?:元|块钱?|美元|美金|欧元|人民币|日元|英镑)"
_LASTING = (
    rf"(?!(?:19|20)\d\d年)(?<!\d)(?:{_DIGITS}|{_CHINESE}|[一半])(?:余|多)?(?:个?(?:半)?(?:小时|月(?!\d)|星期|学期|季度|工作日)|"
    r"天|周(?!年)|年(?:间|半)?|分钟|秒|日)|全年|全天"
)
_ROLE = (
    "主席|书记|主任|局长|部长|市长|省长|区长|县长|校长|院长|经理|董事长|总裁|队长|会长|站长|所长|处长|"
    "总理|总统|负责人|教授|医生|教师|老师|律师|工程师|师傅|选手|代表|委员|专家|调解员|记者|作家|导演|演员|"
    "教练|队员|巡视员|组长|科长|厂长|店长|创始人|发言人|通讯员|同志|先生|女士"
)
_AFTER_ROLE = "|".join(sorted({role[-2:] for role in _ROLE.split("|")}))
_PERSON = (
    rf"(?<={_AFTER_ROLE})[{COMMON_SURNAMES}]{_HAN}{{1,2}}?"
    r"(?=说|表示|介绍|认为|指出|等|一行|带队|主持|告诉|获|为|在|出席|宣布|[记通]|、|，|。|,|\(|\)|$)|"
    rf"(?<={_AFTER_ROLE})[{COMMON_SURNAMES}]{_HAN}{{2}}|"
    rf"{_HAN}{{1,6}}·{_HAN}{{1,8}}"
)
_TAKING_PLACE = (
    r"(?<=[在于赴到])[^。,;在于]{2,24}?(?<![下中时后前])(?=[内里]?(?:隆重|成功|顺利|正式|热烈|激烈|如期|火热)?"
    r"(?:举[行办]|召开|开[展幕启设办赛班讲课]|启动|揭牌|成立|进行|落幕|闭幕|演出|上演|打响|揭晓|"
    r"相聚|建|设立|出生|去世|工作|学习|上课|集合|组织))|"
    r"(?<=位于|落于|地处|前往|走进|来到)[^。,;的]{2,20}"
)
_PLACE = (
    rf"(?<=来自)[^。,;的]{{2,20}}|{_NAMED}{{2,8}}(?:街道|社区|公园|广场|文化宫|馆|体育场|会议室|礼堂|大厦|大楼|园区|基地|庄园|酒店|小区|新区|"
    r"自治区|大街|路口|街|镇|乡|村|[省市县区])"
)
# The names that a generation knows, by the kind that is asked for.
NAMED = {
    Kind.PERSON: frozenset({NameKind.PERSON}),
    Kind.PLACE: frozenset({NameKind.PLACE}),
    Kind.BODY: frozenset({NameKind.BODY}),
    Kind.ANYBODY: frozenset({NameKind.PERSON, NameKind.BODY}),
    Kind.WINNER: frozenset({NameKind.PERSON, NameKind.BODY}),
    Kind.TITLE: frozenset({NameKind.WORK, NameKind.EVENT}),
}
_PEOPLE = (
    r"人|职工|员工|选手|运动员|保安|青年|妇女|老人|医生|护士|会员|学员|队员|工人|志愿者|小哥|骑手|代表|群众|居民|孩子|劳动者|司机|教师|老师|学生|"
    r"干部|同志|村民|观众|患者|家庭"
)
_BODY = (
    rf"{_NAMED}{{2,14}}(?:总工会|工会|公司|集团|医院|大学|学院|中学|小学|学校|幼儿园|法院|检察院|局|委员会|协会|"
    r"联合会|中心|银行|厂|研究院|研究所|部门|出版社|报社|电视台|社区|街道|队|部|委|署|厅)"
)
_TITLE = r"[“《「『\"][^”》」』\"]{1,40}[”》」』\"]"
_ITEM = r"[^，。；：、！？,;:!?]{1,24}"
_LIST = rf"{_ITEM}(?:、{_ITEM})+(?:[和与及以]及?{_ITEM})?|《[^》]+》(?:、?《[^》]+》)+"
_REASON = (
    r"因为?[^，。；]{2,40}|由于[^，。；]{2,40}|为了[^，。；]{2,60}|旨在[^。；]{2,60}|为(?:进一步|更好|深入|切实)[^。；]{2,60}|"
    r"以(?:此|便|更好)[^。；]{2,40}|原因[^。；]{2,60}"
)

_WHO = "谁|哪[个支一]?支?队|哪些?人|哪位"
_WON = "[冠亚季]军|第[一二三]名|(?:得|拿|获)了?第[一二三]|[一二三特]等奖|金[奖牌]|获奖|夺冠|[赢胜]"

# The kinds, the surest sign first: how a question asks for it, and what a sentence then has.
_ASKED = (
    (
        Kind.BODY,
        r"(?:谁|哪[家个])[^,。?]{0,2}(?:主办|承办|举办)|(?:主办|承办|举办)[^,。?]{0,4}谁",
    ),
    (
        Kind.WINNER,
        rf"(?:{_WHO})[^,。?]{{0,10}}(?:{_WON})|(?:{_WON})[^,。?]{{0,4}}(?:{_WHO})",
    ),
    (
        Kind.DAY,
        r"(?:什么|啥)时[候间]|何时|哪[一]?[天年月日]|几[号月日点](?!线)|周几|星期几|日期|哪个?月",
    ),
    (
        Kind.DURATION,
        r"多久|多长时间|[多几]少?个?(?:小时|星期|分钟|周(?!年))|[多几]少?天|几个?月|[多几]少?年(?!级)",
    ),
    (Kind.MONEY, r"多少钱|几块钱?|多少(?:万|亿)?(?:元|美元)|金额|票价|价格|价钱|薪资|工资多少"),
    (
        Kind.NUMBER,
        rf"(?<![哪第])(?:几|多少)(?:万|亿)?(?P<unit>[{_UNITS}])|第几(?P<ordinal>[{_UNITS}])?",
    ),
    (
        Kind.NUMBER,
        r"多少|(?<!哪)几(?!乎)|多[大高长重远宽深]|(?:总数|人数|比例|占比)(?:是|有|为)?[?]?$",
    ),
    (
        Kind.ROLE,
        rf"^[{COMMON_SURNAMES}]{_HAN}{{1,2}}(?:是谁|是什么人|是?[干做](?:什么|啥|嘛))|职务|"
        r"[干做](?:什么|啥|嘛)的|什么(?:身份|工作|职业)",
    ),
    (Kind.ANYBODY, r"[给跟和与向对]谁|(?<!是)谁(?:了|呢|的)?$"),
    (
        Kind.PERSON,
        r"谁|哪[一]?[位人]|哪几[位人]|什么人|何人|(?:主席|书记|主任|队长|校长|院长|局长|老师|师傅|记者|教练|导演|"
        r"总统|负责人)(?:是|的?名字|姓名|叫)",
    ),
    (
        Kind.PLACE,
        r"在哪(?!些)|哪里|哪儿|什么地[方点]|啥地[方点]|何[地处]|地[点址]|"
        r"哪[个座]?(?:地方|社区|公园|区|街道|村|县|城市|省|国家?|地区)|去哪",
    ),
    (
        Kind.TITLE,
        r"叫什么|叫啥|名称|什么名|啥名|主题(?:是什么|是啥)?|什么主题|哪几?[本部首篇](?:书|歌|电影|文章|作品)?|口号|书名|片名",
    ),
    (
        Kind.BODY,
        r"哪[几两三四五]?[家所]|哪[几两三四五]?个?(?:单位|公司|部门|机构|企业|集团|学校|大学|医院|工会|组织|银行|法院|队|局)|"
        r"什么(?:单位|公司|部门|机构|组织)",
    ),
    (
        Kind.LIST,
        r"哪[些几]|(?:都|分别)(?:有|是|包括)|包括(?:什么|啥)|有(?:什么|啥)(?:项目|内容|服务|活动)",
    ),
    (Kind.REASON, r"为什么|为啥|为何|原因|怎么会|目的"),
)
_ANSWERING = {
    Kind.MONEY: _MONEY,
    Kind.DURATION: _LASTING,
    Kind.DAY: rf"{_DAY}|{_SOME_DAY}",
    Kind.PERSON: _PERSON,
    Kind.PLACE: rf"{_TAKING_PLACE}|{_PLACE}",
    Kind.BODY: _BODY,
    Kind.ANYBODY: rf"{_PERSON}|{_BODY}|{_NAMED}{{0,8}}(?:{_PEOPLE})",
    Kind.WINNER: rf"{_PERSON}|{_BODY}",
    Kind.ROLE: rf"{_NAMED}{{0,10}}(?:{_ROLE})",
    Kind.TITLE: _TITLE,
    Kind.LIST: _LIST,
    Kind.REASON: _REASON,
}
# People are counted in several words that mean the same, and 个 counts nearly everything.
_COUNTS_PEOPLE = re.compile(rf"(?:多少|几)[个名位]?(?:{_PEOPLE})")
_SAME_UNIT = {
    "人": "人名位",
    "名": "人名位",
    "位": "人名位",
    "个": "个名人家项种类支所条件场处座只",
}


_WINS = re.compile("获|夺|赢|摘[得下]|拿下|捧|荣膺|[冠亚季]军|[一二三特]等奖|金[奖牌]")
# The end of something is asked for.
_UNTIL = re.compile(r"结束|截止|到(?:什么|啥|几)|为止|完[?？]?$")
# Who reported is no answer to who, unless that is asked.
_BYLINE = re.compile(r"\([^()]{0,60}(?:记者|通讯员|摄)[^()]{0,60}\)")
_ABOUT_AUTHORS = re.compile(r"记者|通讯员|[写拍]|摄影|照片|作者|稿|署名|报道")
# Kinds that have a form of their own, so that a sentence without one hardly answers.
PLAIN = frozenset(
    {
        Kind.NUMBER,
        Kind.MONEY,
        Kind.DURATION,
        Kind.DAY,
        Kind.TITLE,
        Kind.PERSON,
        Kind.PLACE,
        Kind.WINNER,
    }
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a sentence that answers should have; `kind` is `None` when the question does not tell.

    `pattern` finds such things, `sure` those among them that a question of this wording is surely
    about, where there are such; the group `it` of either is the thing itself. `beside` stands in
    a sentence that surely means it. `asked` is the folded question, whose own words are no answer.
    """

    kind: Kind | None
    pattern: re.Pattern[str] | None
    asked: str = ""
    sure: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None

    def names(self, known: Iterable[Name]) -> tuple[str, ...]:
        """Return the names of the kind that is asked for, those in the question left out."""
        kinds = NAMED.get(self.kind, frozenset()) if self.kind else frozenset()
        return tuple(n.text for n in known if n.kind in kinds and n.text not in self.asked)

    def spans(self, folded: str, held: Iterable[str] = ()) -> list[Span]:
        """Return where a folded sentence has what is expected, in order; none, when nothing is.

        `held` are names that the sentence's article is known to hold, of the kind expected. Where
        the sentence has what is surely meant, the rest is left out.
        """
        return self.found(folded, held)[0]

    def found(self, folded: str, held: Iterable[str] = ()) -> tuple[list[Span], float]:
        """Return the same as `spans`, and how surely they are meant: 1, or ½; 0 for none."""
        if self.pattern is None:
            return [], 0.0
        if not _ABOUT_AUTHORS.search(self.asked):
            folded = _blanked(folded)
        if self.sure is not None and (sure := self._new(_matches(self.sure, folded), folded)):
            return sure, 1.0
        found = list(_matches(self.pattern, folded))
        for name in (name for name in held if name in folded):
            found += [Span(*match.span()) for match in re.finditer(re.escape(name), folded)]
        new = self._new(found, folded)
        doubtful = self.sure is not None or (self.beside and not self.beside.search(folded))
        return new, 0.0 if not new else 0.5 if doubtful else 1.0

    def _new(self, found: Iterable[Span], folded: str) -> list[Span]:
        """Return the spans in order, each once, without what the question itself says."""
        new = {span for span in found if folded[span.start : span.end] not in self.asked}
        return sorted(new, key=lambda span: (span.start, span.end))


@functools.lru_cache(maxsize=20_000)
def _matches(pattern: re.Pattern[str], folded: str) -> tuple[Span, ...]:
    """Return where a pattern matches; the same sentences are found again and again."""
    it = "it" if "it" in pattern.groupindex else 0
    every = ((match.span(it) if match[it] else match.span()) for match in pattern.finditer(folded))
    return tuple(Span(*span) for span in every if span[0] < span[1])


@functools.lru_cache(maxsize=20_000)
def _blanked(folded: str) -> str:
    """Return a folded sentence with blanks for its byline."""
    return _BYLINE.sub(lambda match: " " * len(match[0]), folded)


@functools.lru_cache(maxsize=256)
def expectation(question: str) -> Expectation:
    """Return what a sentence that answers `question` should have."""
    folded = fold(question)
    for kind, asking in _ASKED:
        found = re.search(asking, folded)
        if found:
            answering, sure = _answering(kind, folded, found), _sure(kind, folded, found)
            return Expectation(
                kind,
                _compiled(answering),
                folded,
                sure=_compiled(sure) if sure else None,
                beside=_WINS if kind is Kind.WINNER else None,
            )
    return Expectation(None, None, folded)


def _answering(kind: Kind, question: str, found: re.Match[str]) -> str:
    if kind is Kind.NUMBER:
        return _counted(question, found)
    part = _part_of_a_day(found) if kind is Kind.DAY else None
    return part or _ANSWERING[kind]


def _part_of_a_day(found: re.Match[str]) -> str | None:
    part = re.search(r"[哪几]个?[一]?([年月点])", found[0])
    return _PARTS_OF_A_DAY[part[1]] if part else None


def _sure(kind: Kind, question: str, found: re.Match[str]) -> str | None:
    """Return the pattern of what a question is surely about, where its wording tells so much."""
    if kind is Kind.PLACE and re.search("[在去到]", found[0]):
        return _TAKING_PLACE
    if kind is Kind.DAY:
        until = _UNTIL.search(question)
        return rf"[到至](?P<it>{_DAY})" if until else _part_of_a_day(found) or _DAY
    if kind is Kind.NUMBER and not found.groupdict().get("ordinal"):
        return _count_of(question, found)
    return None


def _count_of(question: str, found: re.Match[str]) -> str | None:
    """Return the pattern of a number of the very things that are counted: 几个项目, 会员多少."""
    after = re.match(rf"({_HAN}{{1,2}})", question[found.end() :])
    before = re.search(
        rf"({_HAN}{{2}})(?:一共|总共|共计|总数)?[有共是为达]?到?$", question[: found.start()]
    )
    thing = after or before
    if thing is None:
        return None
    unit = found.groupdict().get("unit")
    if (unit and unit in "人名位") or _COUNTS_PEOPLE.search(question):
        return None  # the words for people are told already
    units = re.sub("[人名位]", "", _SAME_UNIT.get(unit, unit)) if unit else f"{_UNITS}人门%"
    counted, name = rf"{_NUMERAL}[{units}]", re.escape(thing[1])
    return (
        rf"{counted}[^,。;、:\d]{{0,8}}{name}|"
        rf"{name}[^,。;\d]{{0,8}}?(?P<it>{_NUMERAL}(?:[{units}]|元))"
    )


def _counted(question: str, found: re.Match[str]) -> str:
    """Return the pattern of a number with the unit that was asked for."""
    named = found.groupdict()
    if named.get("ordinal"):
        place = rf"第(?:{_DIGITS}|{_CHINESE}|[一二三四五六七八九]){named['ordinal']}"
        return rf"{place}|[冠亚季]军|[一二三特]等奖" if named["ordinal"] == "名" else place
    if _COUNTS_PEOPLE.search(question):
        return rf"(?<!第){_NUMERAL}(?:[人名位]|个人|(?:{_PEOPLE}))"
    unit = named.get("unit")
    after = (
        f"[{_SAME_UNIT.get(unit, unit)}]" if unit else rf"(?:[%‰倍成{_UNITS}]|平方公里|公里|米)?"
    )
    return rf"(?<![第\d.]){_NUMERAL}{after}(?![\d年月日号])"


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
