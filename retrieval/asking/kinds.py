"""The kinds of thing that a question asks for: how it asks, and the forms that such a thing has.

All patterns are for folded text: its marks are half-width, but for 。 and 、.
"""

from __future__ import annotations

import re
from enum import StrEnum

from retrieval.asking.forms import (
    AGE,
    BODY,
    CONTACT,
    DAY,
    FEE,
    HAN,
    LASTING,
    LEADERS,
    LIST,
    LONG_UNITS,
    MONEY,
    NAME_CHARACTER,
    PEOPLE,
    PERSON,
    PLACE,
    POINTS,
    REASON,
    ROLE,
    SOME_DAY,
    TAKING_PLACE,
    TITLE,
    UNIT,
    UNITS,
)
from retrieval.names import NameKind
from retrieval.names.lists import SURNAMES


class Kind(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    MONEY = "money"
    FEE = "fee"
    DURATION = "duration"
    DAY = "day"
    AGE = "age"
    CONTACT = "contact"
    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    ANYBODY = "anybody"
    WINNER = "winner"
    ROLE = "role"
    TITLE = "title"
    LIST = "list"
    REASON = "reason"
    WHETHER = "whether"


# The names that a generation knows, by the kind that is asked for.
NAMED = {
    Kind.PERSON: frozenset({NameKind.PERSON}),
    Kind.PLACE: frozenset({NameKind.PLACE}),
    Kind.BODY: frozenset({NameKind.BODY}),
    Kind.ANYBODY: frozenset({NameKind.PERSON, NameKind.BODY}),
    Kind.WINNER: frozenset({NameKind.PERSON, NameKind.BODY}),
    Kind.TITLE: frozenset({NameKind.WORK, NameKind.EVENT}),
}
_NUMBERED = r"电话|热线|手机|号码|联系方式|邮箱|网址|微信"
# People whom no word of their work tells.
_CALLED = "[长师员妻夫生手者]|儿子|女儿|父亲|母亲|爸|妈|[男女][子孩]|小伙子?|姑娘"
_SURNAMES = "".join(sorted(SURNAMES))
_NO_NAME = rf"{ROLE}|{PEOPLE}|[冠亚季]军|.{{1,2}}[员师生手长者主人部局队]是"
_WHO = "谁|哪[个支一]?支?队|哪些?人|哪位"
_HOLDERS = rf"(?:领导|{ROLE})们?(?:都|分别|现在)?"
_WHICH = r"哪(?:些|几[位个])人?(?=[?]|$)"
_WON = "[冠亚季]军|第[一二三]名|(?:得|拿|获)了?第[一二三]|[一二三特]等奖|金[奖牌]|获奖|夺冠|[赢胜]"

_SUMS = "奖金|慰问金|补贴|补助|津贴|罚款|赔偿金?|押金|门票钱?|票价|学费|房租|费用|经费"

# The kinds, the surest sign first: how a question asks for it, and what a sentence then has.
ASKED = (
    (
        Kind.BODY,
        r"(?:谁|哪[家个])[^,。?]{0,2}(?:主办|承办|举办)|(?:主办|承办|举办)[^,。?]{0,4}谁",
    ),
    (
        Kind.WINNER,
        (
            rf"(?:{_WHO})[^,。?]{{0,10}}(?:{_WON})|(?:{_WON})[^,。?]{{0,4}}(?:{_WHO})|"
            r"^[^获夺赢拿摘得]*(?:[冠亚季]军|得主)[?]?$"
        ),
    ),
    (
        Kind.CONTACT,
        rf"(?:{_NUMBERED})(?:号码?)?(?:是|打)?(?:多少|什么|啥|哪个|几)(?:号码?)?[?]?$|"
        rf"^[^谁哪几多什啥为怎]*(?:{_NUMBERED})(?:号码?)?[?]?$|"
        r"[打拨](?:什么|啥|哪个|多少|几)(?:电话|号|热线)|怎么联系",
    ),
    (Kind.AGE, "多大(?:年纪|岁数|年龄|了)|多少岁|几岁|(?:年纪|岁数|年龄)(?:多大|是多少|[?]|$)"),
    (
        Kind.DAY,
        (
            r"(?:什么|啥)时[候间]|[何几]时|哪一?个?(?:[天年月日](?!级)|世纪|季度)|哪几[天年月日]|"
            r"(?<![那这近前过好])几[号月日点](?!线|要求|意见|建议)|周几|星期几|日期|[西公]元几年|(?<![多少长])时间[?]?$"
        ),
    ),
    (
        Kind.FEE,
        r"(?:要|花|收|交)不(?:要|花|收|交)[钱费]|(?:要|花|收|交)[钱费](?:吗|么|不|没)|"
        r"(?:收费|免费|付费|自费)的?(?:吗|么|不|没)|是[不否]是?(?:免费|收费)",
    ),
    (
        Kind.DURATION,
        r"多久|多[长少]时间|(?<![这那近前过好第哪])"
        r"(?:[多几]少?个?(?:小时|星期|分钟|周(?!年))|[多几]少?天|几个?月|[多几]少?年(?!级))",
    ),
    (
        Kind.MONEY,
        (
            r"多少钱|(?<!哪)几块(?![金银铜奖]牌)钱?|多少(?:万|亿)?(?:元|美元)|金额|票价|价格|价钱|薪资|工资多少|"
            r"(?:花|罚|赔|赚|捐|欠|卖|值)[了到出掉]?多少(?![\u4e00-\u9fff])|"
            rf"(?:{_SUMS})(?:[一总]?共?[是有为给发]?)多少(?![\u4e00-\u9fff])|多少(?:{_SUMS})"
        ),
    ),
    (
        Kind.NUMBER,
        rf"(?<![哪第那这好前近过十])(?:几|多少)(?:万|亿)?(?P<unit>{LONG_UNITS}|{UNIT}|{POINTS})",
    ),
    (
        Kind.NUMBER,
        rf"(?P<ordered>第几)(?P<ordinal>[{UNITS}])?",
    ),
    (
        Kind.NUMBER,
        (
            r"多少|比分|(?<![哪那这好前近过十])几(?!乎)|多[大高长重远宽深]|"
            r"(?:总数|人数|数量|比例|占比|率|增速|增幅|降幅)(?:是|有|为)?[?]?$"
        ),
    ),
    (
        Kind.ROLE,
        rf"^(?!{_NO_NAME})[{_SURNAMES}]{HAN}{{1,2}}(?:是谁|是什么人|是?[干做](?:什么|啥|嘛))|职务|"
        r"[干做](?:什么|啥|嘛)的|什么(?:身份|工作|职业)",
    ),
    (
        Kind.PERSON,
        rf"{_HOLDERS}(?:有|是|叫)?谁|{_HOLDERS}[有是]{_WHICH}|哪(?:些|几[位个])(?:领导|{LEADERS})",
    ),
    (Kind.ANYBODY, r"[给跟和与向对]谁|(?<!是)谁(?:了|呢|的)?$"),
    (
        Kind.PERSON,
        rf"(?:{ROLE}|{_CALLED}|(?<!机器)(?:{PEOPLE}))们?的?(?:名字)?(?:名?叫|姓)(?:什么|啥)|"
        r"谁|哪[一]?[位人]|哪几[位人]|什么人|(?<!任)何人|"
        rf"(?:{LEADERS}|队长|老师|师傅|记者|教练|导演|总统)(?:是|的?名字|姓名|叫)",
    ),
    (
        Kind.PLACE,
        (
            r"在哪(?![些家所]|一?[个场部本届次项种类份篇支级代门条款])|"
            r"哪里|哪儿|什么地[方点]|啥地[方点]|(?<![如任])何[地处]|地[点址]|"
            r"哪一?[个座条]?(?:地方|国家?|地区|(?P<place>社区|小区|公园|广场|区|街道?|路(?!线)|村|镇|县|城?市|省|"
            r"[\u4e00-\u9fff]{0,3}(?:馆|宫|礼堂|会议室|剧[院场]|酒店|大厦)))|去哪"
        ),
    ),
    (
        Kind.TITLE,
        r"叫做?(?:什么|啥)|[称名]为(?:什么|啥)|名称|什么名|啥名|主题(?:是什么|是啥)?|什么主题|哪几?[本部首篇](?:书|歌|电影|文章|作品)?|口号|书名|片名",
    ),
    (
        Kind.BODY,
        r"哪[几两三四五]?[家所]|哪[几两三四五]?个?(?:单位|公司|部门|机构|企业|集团|学校|大学|医院|工会|组织|银行|法院|队|局)|"
        r"什么(?:单位|公司|部门|机构|组织)",
    ),
    (
        Kind.LIST,
        r"哪[些几两三四五六七八九十]|(?:都|分别)(?:有|是|包括)|包括(?:什么|啥)|有(?:什么|啥)(?:项目|内容|服务|活动)",
    ),
    (Kind.REASON, r"(?<![称名作成认视定变改])为(?:什么|啥)|为何|原因|怎么会|目的"),
)
ANSWERING = {
    Kind.MONEY: MONEY,
    Kind.FEE: FEE,
    Kind.DURATION: LASTING,
    Kind.DAY: rf"{DAY}|{SOME_DAY}",
    Kind.AGE: AGE,
    Kind.CONTACT: CONTACT,
    Kind.PERSON: PERSON,
    Kind.PLACE: rf"{TAKING_PLACE}|{PLACE}",
    Kind.BODY: BODY,
    Kind.ANYBODY: rf"{PERSON}|{BODY}|{NAME_CHARACTER}{{0,8}}(?:{PEOPLE})",
    Kind.WINNER: rf"{PERSON}|{BODY}",
    Kind.ROLE: rf"{NAME_CHARACTER}{{0,10}}(?:{ROLE})",
    Kind.TITLE: TITLE,
    Kind.LIST: LIST,
    Kind.REASON: REASON,
}
WINS = re.compile(
    "获|夺|赢(?!得[^,。]{0,8}(?:掌声|赞|好评|信任|尊重|认可))|摘[得下]|拿下|捧|荣膺|[冠亚季]军|[一二三特]等奖|金[奖牌]"
)
# Whose holder is asked for: 主席是谁, 谁是主席.
ROLE_ASKED = re.compile(
    rf"(?P<role>领导|{ROLE})们?(?:都|分别|现在)?(?:(?:是|有|叫)?谁|名?叫|姓|是哪|有{_WHICH})|"
    rf"哪(?:些|几[位个])(?P<which>领导|{LEADERS})|"
    rf"谁(?:是|当|担任|出任)[^,。?]{{0,20}}?(?P<held>领导|{ROLE})[?]?$"
)
# A day to the day is asked for: no year alone answers.
TO_THE_DAY = re.compile(r"几[号日]|哪一?[天日]|哪几[天日]|周几|星期几|日期")
# Who asks so wants a name.
NAME_ASKED = re.compile(
    r"名?叫(?:什么|啥)|姓(?:什么|啥|甚)|(?:名字|姓名)(?:是|叫)?(?:什么|啥)?[?]?$"
)
# Several people are asked for: a sentence that lists them says more than one that does not.
SEVERAL_PEOPLE = re.compile(
    rf"(?:都|分别)(?:有|是|叫)?谁|有谁(?=[?]|$)|{_HOLDERS}[有是]{_WHICH}|"
    rf"哪(?:些|几[位个])(?:领导|{LEADERS})|哪几[位个]人?(?=[?]|$)"
)
# A word that only says what kind of thing is asked for: papers print the office, not 领导, and a
# body by its name; several are summed up as such: 等单位.
_KIND_WORD = re.compile(
    rf"(?P<holder>领导)们?(?:都|分别|现在)?(?:[有是叫]?谁|名?叫|姓|[有是]{_WHICH})|"
    r"哪(?:些|几[位个])(?P<which>领导)|"
    r"(?:哪一?[个家]|什么|啥)(?P<body>单位|部门|机构)"
)
# What stands before a number of a part, or of each of several; and how such a number is asked for.
PART = re.compile(
    r"(?:(?:其中|另有|另外)[^,。;:!?]{0,10}|(?:分别|各)[有派为是达]?|每[人家队个组][^,。;:!?]{0,4})$"
)
PART_ASKED = re.compile("其中|另|分别|各|每|还有")
# The end of something is asked for.
UNTIL = re.compile(r"结束|截止|到(?:什么|啥|几)|为止|完[?？]?$")
# Kinds whose form hardly any answer to them lacks.
MEASURED = frozenset(
    {Kind.NUMBER, Kind.MONEY, Kind.FEE, Kind.DURATION, Kind.DAY, Kind.AGE, Kind.CONTACT},
)
# Kinds of which what answers may be what the question says.
SAID = frozenset({Kind.FEE, Kind.WHETHER})
# Kinds that have a form of their own, so that a sentence without one hardly answers.
PLAIN = MEASURED | {Kind.TITLE, Kind.PERSON, Kind.PLACE, Kind.WINNER}


def kind_words(question: str) -> frozenset[str]:
    """Return the words of a folded question that say what it asks for, and stand in no answer."""
    found = (match.groupdict().values() for match in _KIND_WORD.finditer(question))
    return frozenset(word for words in found for word in words if word)
