"""Page furniture: folio, editor and phone lines, rules, page marks and 下转/上接 notes.

Furniture belongs to the page and not to any article; it may stand anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.pages.names import is_name
from retrieval.pages.shapes import is_day, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.pages.fragments import Fragment

_PAPER = (
    r"[\u4e00-\u9fff]{1,5}(?:日报|晚报|午报|时报|早报|晨报|都市报|青年报|商报|周报|导报|快报"
    r"|工人报|农民报|周刊)"
)
_FOLIO_WORDS = re.compile(
    rf"第?[A-Za-z]?\d{{1,3}}版?|第?[一二三四五六七八九十]{{1,3}}版|(?:版面|版次|页码|版)[:：]?.{{0,6}}|{_PAPER}"
    r"|\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?:第?\d{1,2}版|[A-D]\d{1,2})?"
    r"|(?:星期|周|礼拜)[一二三四五六日天]|农历.{2,10}|[\u4e00-\u9fff]{2}年.{1,3}月(?:初|十|廿|三)?.{1,2}|今日\d{1,2}版"
    r"|总?第\d{1,6}(?:期|号)|PAGE\d+|[-—·|｜]+|\d{1,3}/\d{1,3}"
)
_STAFF = re.compile(
    r"(?:本版|值班|执行|责任|本期|首席|图片|文字|美术|版式|视觉|网络)*"
    r"(?:责编|编辑|主编|编委|总编|美编|校对|校检|审校|审读|设计|版式|制版|排版|组版|值班|主任|检校|统筹|策划)"
    r"(?:[:：/／]|$)"
)
_CONTACT = re.compile(
    r"(?:新闻|本报|读者|投稿|编辑部|广告|发行|服务|报料|爆料|订报|联系|传真|咨询|热线|电子)*(?:电话|热线|邮箱|信箱|传真|E-?mail|邮编|网址|地址)[:：/]"
    r"|国内统一(?:连续)?(?:出版物|刊)号|邮发代号|CN\d{2}|零售(?:价)?[:：]|https?:/|www\.|微信公众号[:：]|社址[:：]|印刷[:：]|扫(?:描二维)?码(?:关注|看|阅读)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|[\d()-]{7,}")
"""An e-mail address or a telephone number."""
_RULE = re.compile(
    r"[-—–=_*~·•.#+|<>/\\^]+|[-—–·]*\d{1,3}[-—–·]*|第\d+页.{0,8}|page\d+(?:of\d+)?|!\[.*?\]\(.*?\)|<!--.*?-->",
    re.IGNORECASE,
)
_GUIDE = re.compile(r"(?:今日|本期)?(?:导读|看点|要目|导览)")
_GUIDED = re.compile(
    r"(?:第?[A-D]?\d{1,2}版?|[A-D]\d{1,2})[:：·]?\S{4,40}$|\S{4,40}[A-D]?\d{1,2}版[)）]?$"
)
"""A line of a page's guide to what stands on other pages."""
_NAMEPLATE = re.compile(r"[\u4e00-\u9fff]{2,7}报|《[\u4e00-\u9fff]{2,8}》报?")
EDGE_TOP, EDGE_BOTTOM = 4, 3
"""How many lines at the top and bottom of a page are its edge."""
_SECTIONS = frozenset(
    [
        "要闻",
        "综合",
        "新闻",
        "时政",
        "本市",
        "国内",
        "国际",
        "社会",
        "民生",
        "经济",
        "文化",
        "体育",
        "副刊",
        "广告",
        "综合新闻",
        "要闻版",
        "本市新闻",
        "国内新闻",
        "国际新闻",
        "社会新闻",
        "工会新闻",
        "经济新闻",
        "文体新闻",
        "民生新闻",
        "时事新闻",
        "头版",
        "评论",
        "专题",
        "专版",
        "关注",
        "天下",
        "财经",
        "教育",
        "健康",
        "法治",
        "旅游",
        "读书",
        "专刊",
        "聚焦",
        "视点",
        "导读",
        "今日导读",
    ]
)
_FORWARD = re.compile(
    r"[（(【\[]?\s*(?:紧?接|下转|转)\s*第?\s*([A-Za-z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版\s*.{0,20}?[）)】\]]?$"
)
_BACK = re.compile(
    r"^[（(【\[]?\s*(?:上接|紧接)\s*第?\s*([A-Za-z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版\s*[^）)】\]。，]{0,24}[）)】\]]?"
)


def is_furniture(text: str, *, at_edge: bool = False) -> bool:
    """Whether a line is page furniture; phone numbers and names count only at the page's edge."""
    folded = plain(text)
    if _RULE.fullmatch(folded) or folded in _SECTIONS:
        return True
    if len(folded) > 120 or folded.endswith("。"):
        return False
    if _STAFF.match(folded) and len(folded) <= 60:
        return not re.search(r"[，。]", text)
    if at_edge and (_CONTACT.match(folded) or _NAMEPLATE.fullmatch(folded)):
        return True
    return _is_folio(text) and (at_edge or not is_day(text))


def _is_folio(text: str) -> bool:
    """Whether every part of a line is a part of a folio, an editor line or a section name.

    Beside two parts that only a folio has, any short word is taken for the name of a section.
    """
    parts = [plain(part) for part in re.split(r"[\s|｜]+", text) if part.strip()]
    staffed = any(_STAFF.match(part) for part in parts[:-1] or parts)
    named = frozenset(
        at for at, part in enumerate(parts) if at and _follows_role(parts[at - 1], part)
    )
    certain = sum(
        (_FOLIO_WORDS.fullmatch(part) is not None and not part.isdigit())
        or _NAMEPLATE.fullmatch(part) is not None
        for part in parts
    )
    return bool(parts) and all(
        _is_folio_part(part, len(parts))
        or (staffed and is_name(part))
        or at in named
        or (certain >= 2 and len(part) <= 4 and part.isalpha())
        for at, part in enumerate(parts)
    )


def _follows_role(role: str, part: str) -> bool:
    """Whether a part of a line is the name behind 编辑 or 校对, or the number behind 电话."""
    if _STAFF.fullmatch(role):
        return re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", part) is not None
    return _CONTACT.match(f"{role}:") is not None and re.fullmatch(r"[\d()-]{5,}", part) is not None


def _is_folio_part(part: str, among: int) -> bool:
    if _FOLIO_WORDS.fullmatch(part):
        return True
    return among > 1 and (
        part in _SECTIONS
        or _STAFF.match(part) is not None
        or _ADDRESS.fullmatch(part) is not None
        or _CONTACT.match(part) is not None
        or _CONTACT.fullmatch(f"{part}:") is not None
        or _NAMEPLATE.fullmatch(part) is not None
    )


def forward_note(text: str) -> tuple[int, str] | None:
    """Find 下转第×版 at the end of a text; return its offset and the page it names."""
    found = _FORWARD.search(text)
    return (found.start(), _page_number(found[1])) if found else None


def back_note(text: str) -> tuple[int, str] | None:
    """Find 上接第×版 at the head of a text; return its end and the page it names."""
    found = _BACK.match(text)
    return (found.end(), _page_number(found[1])) if found else None


def _page_number(text: str) -> str:
    digits = "〇一二三四五六七八九"
    if text in digits:
        return str(digits.index(text))
    if "十" in text:
        tens, _, ones = text.partition("十")
        return str((digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0))
    return text.upper().lstrip("0")


def newspaper_in(lines: Iterable[str]) -> str:
    """Return the newspaper that folio lines name; empty when they name none."""
    for line in lines:
        for part in re.split(r"[\s|｜·]+", line):
            if re.fullmatch(_PAPER, part) or _NAMEPLATE.fullmatch(part):
                return part
    return ""


def split_furniture(fragments: list[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Part the furniture lines of a page from the rest."""
    kept: list[Fragment] = []
    furniture: list[Fragment] = []
    in_guide = False
    for index, fragment in enumerate(fragments):
        in_guide = _GUIDE.fullmatch(plain(fragment.text)) is not None or (
            in_guide and _GUIDED.match(plain(fragment.text)) is not None
        )
        if in_guide:
            furniture.append(fragment)
            continue
        at_top = index < EDGE_TOP
        at_edge = at_top or index >= len(fragments) - EDGE_BOTTOM
        if not at_top and is_day(fragment.text) and kept and kept[-1] is fragments[index - 1]:
            at_edge = False  # the day below a notice, and no folio
        (furniture if is_furniture(fragment.text, at_edge=at_edge) else kept).append(fragment)
    return kept, furniture
