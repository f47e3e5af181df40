"""Personal names: what looks like one, alone, set with spaces, or behind the name of an office."""

from __future__ import annotations

import re

OFFICE = re.compile(
    r"(?:[院校系级班队组段局处部办站厂社矿店区县市镇村]|大学|公司|集团|中心|工会|街道|车间|记者团)$"
)
_OF_OFFICE = re.compile(
    r"(?P<office>[^\s，。：:（()）]{3,20})\s+(?P<name>[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,2})"
)
"""Somebody who is no journalist, below a headline or behind a text: where they work, and who."""
_SPACED_NAME = re.compile(r"[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff]){1,2}")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛"
    "计卜佴逯昝阚宿薄荷衣路牧芦季俞章温鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫"
    "查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边宗晏闫肖付阙刁蔺应冀商仇佟褚娄窦沙池储敖蒲元虞郎苗鹿滕桑项祖练"
    "戚喻奚昌凤酆廉岑邬皮卞穆湛禹狄米贝臧伏谈茅蓝麻骆裘缪宣贲郁杭吉钮嵇滑荣荀羊於惠封芮羿汲邴糜松井巫乌弓隗宓蓬郗"
    "班仰伊栾暴钭厉戎符幸韶郜蓟邰鄂咸籍卓屠蒙阴胥苍闻莘贡劳逄姬堵宰郦雍璩濮寿扈燕郏浦瞿慕茹习宦艾鱼慎戈庾"
    "暨衡弘匡寇禄殴殳沃蔚夔隆巩厍晁勾訾饶毋乜鞠巢蒯荆竺权盖桓仉督帅缑亢况郈琴晋楚汝鄢钦佘伯墨谯邸尧"
    "苟麦冼矫亓仝"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
)


def is_name(text: str) -> bool:
    """Whether a text looks like one Chinese personal name."""
    bare = "".join(text.split())
    if not 2 <= len(bare) <= 4 or not all(
        "\u3400" <= char <= "\u9fff" or char == "·" for char in bare
    ):
        return False
    return (len(bare) <= 3 and bare[0] in _SURNAMES) or bare.startswith(_COMPOUND)


def is_byline(text: str) -> bool:
    """Whether a short line below a headline is the author's name, which may be set with spaces."""
    return is_name(text) or _SPACED_NAME.fullmatch(text) is not None or is_of_office(text)


def is_of_office(text: str) -> bool:
    """Whether a text is the name of somebody behind the name of where they work."""
    found = _OF_OFFICE.fullmatch(text)
    return found is not None and OFFICE.search(found["office"]) is not None
