"""Who made an article: datelines, credit lines, and the people and roles that they name.

A dateline is what opens a news story (本报讯…); a credit closes it, stands on a line of its own, or
is glued to the last sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.types import People

_INTERN = r"(?:实习|见习)(?:生|记者)?"
_CORRESPONDENT = r"(?:特约|本报)?通讯员"
_PHOTOGRAPHER = r"摄影(?:记者|师)?(?=[\s:：/／])"
_REPORTER = (
    r"(?:(?:本报|本刊|本网|特约|特派|首席|驻地|文字|全媒体|融媒体?|学生|校园|社区|小)*记者"
    r"|本报评论员|作者(?!单位|[系为是])|撰文|文(?=[\s:：/／]))"
)
_ROLE = rf"(?:{_INTERN}|{_CORRESPONDENT}|{_PHOTOGRAPHER}|{_REPORTER})"
_NAME = r"[\u3400-\u9fff·]{1,6}"
_GAP = r"[\s、，,/／|｜&;；]"
_NAMES = rf"{_NAME}(?:{_GAP}+{_NAME}){{0,7}}?"
_PLAIN_NAME = r"(?:(?!记者|通讯员|实习|见习|摄影|报道)[\u3400-\u9fff·]){1,6}"
_PLAIN_NAMES = rf"{_PLAIN_NAME}(?:{_GAP}+{_PLAIN_NAME}){{0,7}}?"
"""Names in which no word for an office is hidden, as where 记者张三通讯员李四 is set in one."""
_ACT = (
    r"(?:摄影[/／]?报道|文并?[/／、]?\s*摄(?:影)?|文\s*[/／]?\s*图|图\s*[/／]\s*文|图文|摄影|摄制|摄|供图|制图|漫画|绘|图"
    r"|综合报道|报道|整理|编译)"
)
_LEAD = r"[□■◎●◆▲△○◇☆★/／]?\s*"
_PART = rf"(?:本报|本刊)?{_ROLE}\s*[:：/／]?\s*{_NAMES}"

_AGENCY = (
    r"(?:据)?(?:本报|本刊|本台|本网|新华社|新华网|中新社|中新网|人民网|央视网"
    r"|[\u4e00-\u9fff]{0,5}(?:日报|晚报|午报|时报|早报|晨报|都市报|通讯社))"
)
_DATELINE = re.compile(
    rf"【{_AGENCY}[^】]{{0,16}}】|"
    rf"{_AGENCY}[^\s。，,：:（()）“”]{{0,14}}?(?:专?讯|专?电|消息)\s*(?:[（(][^（()）。]{{1,60}}[）)])?"
    rf"|{_AGENCY}(?:记者)[^。，,：:（()）“”]{{2,20}}?(?:报道|电)[：:]?"
    rf"|讯\s*[（(][^（()）。]{{0,8}}{_ROLE}[^（()）。]{{1,50}}[）)]"
    rf"|[（(](?:本报)?{_ROLE}\s*[^（()）。，,]{{2,40}}[）)](?=.)"
)
_UNBRACKETED = re.compile(rf"\s*(?:{_PART}\s*)+(?:报道)?[：:\s]")
_SENT = r"(?:新华社|中新社)发\s*"
_SENT_PICTURE = rf"{_SENT}[（(]\s*{_NAMES}\s*摄\s*[）)]"
"""How agencies credit a picture that a correspondent sent in: 新华社发（某某 摄）."""
_CREDIT = re.compile(
    rf"{_LEAD}(?:{_SENT_PICTURE}|[（(]\s*(?:{_PART}\s*)+{_ACT}?\s*[）)]|(?:{_PART}\s*)+{_ACT}?"
    rf"|{_NAMES}\s*[/／]?\s*(?:摄影报道|摄影|文/摄|摄|供图|文/图)|[□■◎]\s*{_NAMES})[。]?"
)
_PHOTO_CREDIT = re.compile(
    rf"{_SENT_PICTURE}$|[（(]?\s*(?:(?:{_PART}\s*)+{_ACT}|{_NAME}(?:[\s、/／]{_NAME})?\s*[/／]?\s*(?:摄影报道|供图|摄影|摄))\s*[）)]?$"
)
_CLOSING = re.compile(rf"[（(]\s*(?:(?:{_PART}\s*)+{_ACT}?|{_NAMES})\s*[）)]$")
_SIGNED_STAFF = re.compile(r"□?本报[\u4e00-\u9fff]{2,6}[\s：:]+([\u4e00-\u9fff·]{2,4})")
"""A line signed by somebody of the newspaper whose office is no role that we know."""
_PEN_NAME = re.compile(r"□\s*[\u3400-\u9fff·]{1,2}\s*[\u3400-\u9fff·]{1,3}")
_SPACED_NAME = re.compile(r"[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff]){1,2}")
_SOURCE_NOTE = re.compile(
    r"[（(](?:作者|指导(?:教师|老师)|受访专家|供稿|来源|摘自|选自|原载|据)[^（()）。]{0,4}[^（()）]{2,50}[）)]"
)
"""A bracket on a line of its own that says who the author is, or where a text was taken from."""
_HEADED = re.compile(
    rf"(?P<head>[^。，,；;：:]{{2,30}}?)\s*(?P<credit>(?<=\s)[□■◎]\s*{_NAMES}|(?:(?<=\s)|(?=本报|本刊))(?:{_PART}\s*)+{_ACT}?)"
)
"""A headline to which the line below it, a credit, is glued."""
_IN_WORDS = re.compile(r"(?:文|撰文|采写|文字)\s*[/／:：\s]\s*(?=[^\s/／]{0,4}(?:记者|通讯员))")
_IN_PICTURES = re.compile(r"(?:图|图片|摄影)\s*[/／:：\s]\s*[^\s/／]{0,4}(?:记者|通讯员)\s*")
"""文/记者 某某 图/记者 某某: what each of them made."""
_WORK = re.compile(r"摄影|撰文|采写|文字|图片|图文|统筹|策划|编辑|制图|整理")
"""What somebody made, in front of who it was."""
_NOBODY = re.compile(
    r"受访者|网友|网络|资料|本报|手记|观察|调查|札记|感言|走访|日记|连线|在线|现场"
)
"""What stands in the place of a name and is none: 受访者供图, 记者手记."""
_GIVEN = re.compile(r"[（(]?(?:受访者|网友|网络|资料|主办方|本报资料)(?:供图|提供|图片?)[）)]?")
"""Credits of pictures that name nobody."""
MIN_HEAD = 4
_OFFICE = re.compile(
    r"(?:[院校系级班队组段局处部办站厂社矿店区县市镇村]|大学|公司|集团|中心|工会|街道|车间|记者团)$"
)
_OF_OFFICE = re.compile(
    r"(?P<office>[^\s，。：:（()）]{3,20})\s+(?P<name>[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,2})"
)
"""Somebody who is no journalist, below a headline or behind a text: where they work, and who."""
_UNMISTAKABLE = re.compile(rf"[□■◎]|本报|{_ROLE}\s*[:：]?\s+{_NAME}(?:\s|$)")
"""What a sentence that happens to begin with 记者 does not look like."""
_SIGNED = re.compile(r"(?<=[。！？!?”’」』）)…])\s*")
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


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit found in a line: `text[start:]`, and whether it credits pictures."""

    start: int
    pictures: bool


def dateline_end(text: str) -> int:
    """Return where the dateline at the head of a paragraph ends; 0 when it has none."""
    found = _DATELINE.match(text)
    if found is None:
        return 0
    end = found.end()
    if not found[0].rstrip().endswith(("）", ")")):
        names = _UNBRACKETED.match(text, end)
        end = names.end() if names else end
    return len(text[:end].rstrip())


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit (通讯员 某某 摄影报道, □本报记者 某某, （某某）)."""
    if _CREDIT.fullmatch(text) and _credits_somebody(text):
        return headed_credit(text) is None
    if _SOURCE_NOTE.fullmatch(text) or _PEN_NAME.fullmatch(text):
        return True
    staff = _SIGNED_STAFF.fullmatch(text)
    return _is_signature(text) or (staff is not None and is_name(staff[1]))


def is_byline(text: str) -> bool:
    """Whether a short line below a headline is the author's name, which may be set with spaces."""
    return is_name(text) or _SPACED_NAME.fullmatch(text) is not None or _is_of_office(text)


def _is_of_office(text: str) -> bool:
    found = _OF_OFFICE.fullmatch(text)
    return found is not None and _OFFICE.search(found["office"]) is not None


def headed_credit(text: str) -> int | None:
    """Return where a credit begins that is glued to a headline; `None` when there is none."""
    found = _HEADED.fullmatch(text)
    if found is None or is_name(found["head"]) or re.search(_ROLE, found["head"]):
        return None
    if len(found["head"].rstrip()) < MIN_HEAD and not found["credit"].startswith("本"):
        return None  # it may be the name of somebody else
    if re.match(_AGENCY, found["head"]) or _OFFICE.search(found["head"]):
        return None  # whom somebody works for, and no headline
    if _WORK.fullmatch(found["head"].rstrip()):
        return None
    return found.start("credit") if _credits_somebody(found["credit"]) else None


def _is_signature(text: str) -> bool:
    """Whether a line is a bracket of names and where they work."""
    if text[:1] in "（(" and text[-1:] in "）)" and _is_of_office(text[1:-1].strip()):
        return True
    if _CLOSING.fullmatch(text) is None:
        return False
    inside = text[1:-1]
    return _credits_somebody(text) or any(map(is_name, [inside, *inside.split()]))


def is_name(text: str) -> bool:
    """Whether a text looks like one Chinese personal name."""
    bare = "".join(text.split())
    if not 2 <= len(bare) <= 4 or not all(
        "\u3400" <= char <= "\u9fff" or char == "·" for char in bare
    ):
        return False
    return (len(bare) <= 3 and bare[0] in _SURNAMES) or bare.startswith(_COMPOUND)


def glued_credit(text: str) -> Credit | None:
    """Find a credit glued to the end of a sentence; `None` when there is none."""
    for found in _SIGNED.finditer(text):
        tail = text[found.end() :]
        if not tail or len(tail) > 60:
            continue
        if _PHOTO_CREDIT.fullmatch(tail):
            return Credit(found.end(), pictures=True)
        if _CLOSING.fullmatch(tail) and _credits_somebody(tail):
            return Credit(found.end(), pictures=False)
        if _UNMISTAKABLE.match(tail) and _CREDIT.fullmatch(tail) and _credits_somebody(tail):
            return Credit(found.end(), pictures=False)
    return None


def _credits_somebody(text: str) -> bool:
    people = people_of(text)
    if people != People() or _GIVEN.fullmatch(text):
        return True
    names = _names(re.sub(r"[（()）\s]+", " ", text))
    return bool(names) and all(is_name(name) for name in names)


def credits_pictures(text: str) -> bool:
    """Whether a credit is for pictures."""
    return re.search(r"摄|供图|图\s*[/／]?\s*文|文\s*[/／]?\s*图", text) is not None


def credits_text(text: str) -> bool:
    """Whether a credit is for words, too: 摄影报道, 文/图."""
    return re.search("报道|文", text) is not None


def people_of(text: str) -> People:
    """Return the people that a dateline or credit names, by role, in printed order."""
    text = _IN_WORDS.sub("", _IN_PICTURES.sub("摄影 ", text))
    found: dict[str, list[str]] = {
        key: [] for key in ("reporter", "intern", "correspondent", "photo")
    }
    named: list[str] = []
    for part in re.finditer(
        rf"({_ROLE})\s*[:：/／]?\s*({_PLAIN_NAMES})(?=\s*(?:{_ROLE}|{_ACT}|[）)。：:]|$))", text
    ):
        names = _names(part[2])
        found[_role(part[1])].extend(names)
        named.extend(names)
    if not named:
        unnamed = re.match(
            rf"{_LEAD}(?:{_SENT})?[（(]?\s*({_NAMES})\s*[/／]?\s*(?={_ACT}|[）)]|$)", text
        )
        named = _names(unnamed[1]) if unnamed else []
        if not credits_pictures(text):
            found["reporter"].extend(named if _PEN_NAME.fullmatch(text) else ())
    return _with_pictures(text, found, named)


def _with_pictures(text: str, found: dict[str, list[str]], named: list[str]) -> People:
    """Credit the pictures; 摄 alone makes a photographer of a reporter, 摄影报道 makes both."""
    if credits_pictures(text) and not found["photo"]:
        found["photo"].extend(named)
        if not credits_text(text):
            found["reporter"], found["intern"], found["correspondent"] = [], [], []
    return People(
        reporters=_once(found["reporter"]),
        interns=_once(found["intern"]),
        correspondents=_once(found["correspondent"]),
        photographers=_once(found["photo"]),
    )


def merge_people(parts: list[People]) -> People:
    """Put the people of several credits together, each once."""
    return People(
        reporters=_once([name for part in parts for name in part.reporters]),
        interns=_once([name for part in parts for name in part.interns]),
        correspondents=_once([name for part in parts for name in part.correspondents]),
        photographers=_once([name for part in parts for name in part.photographers]),
    )


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _role(word: str) -> str:
    if re.search(r"实习|见习", word):
        return "intern"
    if "通讯员" in word:
        return "correspondent"
    return "photo" if "摄影" in word else "reporter"


def _names(text: str) -> list[str]:
    """Split names; single characters that stand next to each other are one spaced-out name."""
    names: list[str] = []
    spaced = ""
    for word in re.split(rf"{_GAP}+", text.strip()):
        if len(word) == 1:
            spaced += word
            if len(spaced) == 2:
                names.append(spaced)
                spaced = ""
        elif word:
            names.append(word)
    names = [re.sub(r"(?<=..)(?:摄影报道|摄影|报道|供图|制图|摄)$", "", name) for name in names]
    return [name for name in names if len(name) > 1 and not _NOBODY.fullmatch(name)]
