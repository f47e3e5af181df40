"""The kinds of thing that a question asks for: how it asks, and the forms that such a thing has.

All patterns are for folded text: its marks are half-width, but for 。 and 、.
"""

from __future__ import annotations

import re
from enum import StrEnum

from retrieval.names import NameKind
from retrieval.names.lists import COMMON_SURNAMES


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


HAN = r"[\u4e00-\u9fff]"
# A character of a name, as far as a pattern can tell it from the words that lead up to one.
_NAMED = r"(?:(?![是在于的由到被把从向将了及、让使请])[\u4e00-\u9fff])"
DIGITS = r"\d[\d.,]*"
CHINESE = (
    r"(?:[一二两三四五六七八九][十百千万亿]|[二两三四五六七八九十百千])"
    r"[一二三四五六七八九十百千万]*"
)
NUMERAL = rf"(?:近|约|超|逾)?(?:{DIGITS}|{CHINESE})(?:[余多来几])?(?:万亿|[万亿千])?(?:余|多)?"
UNITS = "个名家次场位支件份项所条届岁人种类张辆套轮期户株棵本部间座台处层篇首枚吨对"
DAY = (
    rf"(?:{DIGITS}|{CHINESE}|[一二三四五六七八九]) ?(?:年(?!级)|月份?|日|号(?!线|楼)|点)"
    rf"(?: ?(?:{DIGITS}|{CHINESE}|[一二三四五六七八九]) ?(?:月份?|日|号|点))*"
    r"(?:[上下]午|晚上|凌晨|起|前|后|底|初)?|第[一二三四1-4]季度|[年月][底末初]|[上中下]旬|昨[日天晚]|今[日天晚]|明[日天]|(?:星期|周)[一二三四五六日末]|"
    r"[上下]半年|春节|元旦|五一|国庆|中秋|端午|世纪"
)
_SOME_DAY = "近日|日前|连日来|不久前"
_ONE = rf"(?:{DIGITS}|{CHINESE}|[一二三四五六七八九])"
PARTS_OF_A_DAY = {
    "年": rf"{_ONE}年(?:{_ONE}月(?:{_ONE}[日号])?)?|[今去前明]年",
    "月": rf"(?:{_ONE}年)?{_ONE}月份?(?:{_ONE}[日号])?|[上本下]个?月",
    "点": rf"{_ONE}[点时](?:{_ONE}分|半)?",
}
_MONEY = rf"{NUMERAL}(?:元|块钱?|美元|美金|欧元|人民币|日元|英镑)"
_LASTING = (
    r"(?!(?:19|20)\d\d年)(?<!\d)"
    rf"(?:{DIGITS}|{CHINESE}|[一半])(?:余|多)?(?:个?(?:半)?(?:小时|月(?!\d)|星期|学期|季度|工作日)|"
    r"天|周(?!年)|年(?:间|半)?|分钟|秒|日)|全年|全天"
)
_ROLE = (
    "主席|书记|主任|局长|部长|市长|省长|区长|县长|校长|院长|经理|董事长|总裁|队长|会长|站长|所长|处长|"
    "总理|总统|负责人|教授|医生|教师|老师|律师|工程师|师傅|选手|代表|委员|专家|学者|研究员|检察官|法官|民警|警察|调解员|记者|作家|导演|演员|"
    "教练|队员|巡视员|组长|科长|厂长|店长|创始人|发言人|通讯员|同志|先生|女士"
)
_AFTER_ROLE = "|".join(sorted({role[-2:] for role in _ROLE.split("|")}))
_PERSON = (
    rf"(?<={_AFTER_ROLE})[{COMMON_SURNAMES}]{HAN}{{1,2}}?"
    r"(?=说|表示|介绍|认为|指出|等|一行|带队|主持|告诉|获|为|在|出席|宣布|[记通]|、|。|,|\(|\)|$)|"
    rf"(?<={_AFTER_ROLE})[{COMMON_SURNAMES}]{HAN}{{2}}|"
    rf"{HAN}{{1,6}}·{HAN}{{1,8}}"
)
TAKING_PLACE = (
    r"(?<=[在于赴到])[^。,;在于]{2,24}?(?<![下中时后前])(?=[内里]?(?:隆重|成功|顺利|正式|热烈|激烈|如期|火热)?"
    r"(?:举[行办]|召开|开[展幕启设办赛班讲课]|启动|揭牌|成立|进行|落幕|闭幕|演出|上演|打响|揭晓|"
    r"相聚|建|设立|出生|去世|工作|学习|上课|集合|组织))|"
    r"(?<=位于|落于|地处|前往|走进|来到)[^。,;的]{2,20}"
)
_PLACE = (
    r"(?<=来自)[^。,;的]{2,20}|"
    rf"{_NAMED}{{2,8}}(?:街道|社区|公园|广场|文化宫|馆|体育场|会议室|礼堂|大厦|大楼|园区|基地|庄园|酒店|小区|新区|"
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
PEOPLE = (
    r"人|职工|员工|选手|运动员|保安|青年|妇女|老人|医生|护士|会员|"
    r"学员|队员|工人|志愿者|小哥|骑手|代表|群众|居民|孩子|劳动者|司机|教师|老师|学生|"
    r"干部|同志|村民|观众|患者|家庭"
)
_BODY = (
    rf"{_NAMED}{{2,14}}(?:总工会|工会|公司|集团|医院|大学|学院|中学|小学|学校|幼儿园|法院|检察院|局|委员会|协会|"
    r"联合会|中心|银行|厂|研究院|研究所|部门|出版社|报社|电视台|社区|街道|队|部|委|署|厅)"
)
_TITLE = r"[“《「『\"][^”》」』\"]{1,40}[”》」』\"]"
_ITEM = r"[^。、,;:!?]{1,24}"
_LIST = rf"{_ITEM}(?:、{_ITEM})+(?:[和与及以]及?{_ITEM})?|《[^》]+》(?:[、和与及]?《[^》]+》)+"
_REASON = (
    r"因为?[^,。;]{2,40}|由于[^,。;]{2,40}|为了[^,。;]{2,60}|旨在[^。;]{2,60}|为(?:进一步|更好|深入|切实)[^。;]{2,60}|"
    r"以(?:此|便|更好)[^。;]{2,40}|原因[^。;]{2,60}"
)

# People whom no word of their work tells.
_CALLED = "[长师员妻夫]|儿子|女儿|父亲|母亲|爸|妈"
_WHO = "谁|哪[个支一]?支?队|哪些?人|哪位"
_WON = "[冠亚季]军|第[一二三]名|(?:得|拿|获)了?第[一二三]|[一二三特]等奖|金[奖牌]|获奖|夺冠|[赢胜]"

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
        Kind.DAY,
        (
            r"(?:什么|啥)时[候间]|[何几]时|哪一?个?(?:[天年月日](?!级)|世纪|季度)|"
            r"几[号月日点](?!线)|周几|星期几|日期|[西公]元几年|时间[?]?$"
        ),
    ),
    (
        Kind.DURATION,
        r"多久|多长时间|[多几]少?个?(?:小时|星期|分钟|周(?!年))|[多几]少?天|几个?月|[多几]少?年(?!级)",
    ),
    (
        Kind.MONEY,
        (
            r"多少钱|(?<!哪)几块钱?|多少(?:万|亿)?(?:元|美元)|金额|票价|价格|价钱|薪资|工资多少|"
            r"(?:花|罚|赔|赚|捐|欠|卖|值)[了到出掉]?多少(?![\u4e00-\u9fff])"
        ),
    ),
    (
        Kind.NUMBER,
        rf"(?<![哪第那这好前十])(?:几|多少)(?:万|亿)?(?P<unit>[{UNITS}])|第几(?P<ordinal>[{UNITS}])?",
    ),
    (
        Kind.NUMBER,
        (
            r"多少|(?<![哪那这好前十])几(?!乎)|多[大高长重远宽深]|"
            r"(?:总数|人数|数量|比例|占比|率|增速|增幅|降幅)(?:是|有|为)?[?]?$"
        ),
    ),
    (
        Kind.ROLE,
        rf"^[{COMMON_SURNAMES}]{HAN}{{1,2}}(?:是谁|是什么人|是?[干做](?:什么|啥|嘛))|职务|"
        r"[干做](?:什么|啥|嘛)的|什么(?:身份|工作|职业)",
    ),
    (Kind.ANYBODY, r"[给跟和与向对]谁|(?<!是)谁(?:了|呢|的)?$"),
    (
        Kind.PERSON,
        rf"(?:{_ROLE}|{_CALLED}|(?<!机器)(?:{PEOPLE}))们?的?(?:名字)?叫(?:什么|啥)|"
        r"谁|哪[一]?[位人]|哪几[位人]|什么人|(?<!任)何人|(?:主席|书记|主任|队长|校长|院长|局长|老师|师傅|记者|教练|导演|"
        r"总统|负责人)(?:是|的?名字|姓名|叫)",
    ),
    (
        Kind.PLACE,
        (
            r"在哪(?![些家所]|一?[个场部本届次项种类份篇支级代门条款])|"
            r"哪里|哪儿|什么地[方点]|啥地[方点]|(?<![如任])何[地处]|地[点址]|"
            r"哪一?[个座条]?(?:地方|社区|小区|公园|广场|区|街道?|路(?!线)|村|镇|县|城?市|省|国家?|地区|"
            r"[\u4e00-\u9fff]{0,3}(?:馆|宫|礼堂|会议室|剧[院场]|酒店|大厦))|去哪"
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
    Kind.MONEY: _MONEY,
    Kind.DURATION: _LASTING,
    Kind.DAY: rf"{DAY}|{_SOME_DAY}",
    Kind.PERSON: _PERSON,
    Kind.PLACE: rf"{TAKING_PLACE}|{_PLACE}",
    Kind.BODY: _BODY,
    Kind.ANYBODY: rf"{_PERSON}|{_BODY}|{_NAMED}{{0,8}}(?:{PEOPLE})",
    Kind.WINNER: rf"{_PERSON}|{_BODY}",
    Kind.ROLE: rf"{_NAMED}{{0,10}}(?:{_ROLE})",
    Kind.TITLE: _TITLE,
    Kind.LIST: _LIST,
    Kind.REASON: _REASON,
}
# People are counted in several words that mean the same, and 个 counts nearly everything.
COUNTS_PEOPLE = re.compile(rf"(?:多少|几)[个名位]?(?:{PEOPLE})")
SAME_UNIT = {
    "人": "人名位",
    "名": "人名位",
    "位": "人名位",
    "个": "个名人家项种类支所条件场处座只",
}


WINS = re.compile("获|夺|赢|摘[得下]|拿下|捧|荣膺|[冠亚季]军|[一二三特]等奖|金[奖牌]")
# The end of something is asked for.
UNTIL = re.compile(r"结束|截止|到(?:什么|啥|几)|为止|完[?？]?$")
# Who reported is no answer to who, unless that is asked.
# Nor is the day that an agency's report is of the day of what it tells.
BYLINE = re.compile(
    r"\([^()]{0,60}(?:记者|通讯员|摄)[^()]{0,60}\)|"
    r"(?:新华|中新|本报|人民)[^,。()\d]{0,16}\d{1,2}月\d{1,2}日[^,。()\d]{0,8}[电讯]"
)
ABOUT_AUTHORS = re.compile(r"记者|通讯员|[写拍]|摄影|照片|作者|稿|署名|报道")
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
