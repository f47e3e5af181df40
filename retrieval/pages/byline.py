"""Datelines and credits: where they stand in a line, and what they are.

A dateline is what opens a news story (本报讯…); a credit closes it, stands on a line of its own, or
is glued to the last sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.pages.names import OFFICE, is_name, is_of_office
from retrieval.pages.people import (
    ACT,
    LEAD,
    NAME,
    NAMES,
    PART,
    PEN_NAME,
    ROLE,
    SENT,
    people_of,
    split_names,
)
from retrieval.types import People

_AGENCY = (
    r"(?:据)?(?:本报|本刊|本台|本网|新华社|新华网|中新社|中新网|人民网|央视网"
    r"|[\u4e00-\u9fff]{0,5}(?:日报|晚报|午报|时报|早报|晨报|都市报|通讯社))"
)
_DATELINE = re.compile(
    rf"【{_AGENCY}[^】]{{0,16}}】|"
    rf"{_AGENCY}[^\s。，,：:（()）“”]{{0,14}}?(?:专?讯|专?电|消息)\s*(?:[（(][^（()）。]{{1,60}}[）)])?"
    rf"|{_AGENCY}(?:记者)[^。，,：:（()）“”]{{2,20}}?(?:报道|电)[：:]?"
    rf"|讯\s*[（(][^（()）。]{{0,8}}{ROLE}[^（()）。]{{1,50}}[）)]"
    rf"|[（(](?:本报)?{ROLE}\s*[^（()）。，,]{{2,40}}[）)](?=.)"
)
_UNBRACKETED = re.compile(rf"\s*(?:{PART}\s*)+(?:报道)?[：:\s]")
_SENT_PICTURE = rf"{SENT}[（(]\s*{NAMES}\s*摄\s*[）)]"
"""How agencies credit a picture that a correspondent sent in: 新华社发（某某 摄）."""
_CREDIT = re.compile(
    rf"{LEAD}(?:{_SENT_PICTURE}|[（(]\s*(?:{PART}\s*)+{ACT}?\s*[）)]|(?:{PART}\s*)+{ACT}?"
    rf"|{NAMES}\s*[/／]?\s*(?:摄影报道|摄影|文/摄|摄|供图|文/图)|[□■◎]\s*{NAMES})[。]?"
)
_PHOTO_CREDIT = re.compile(
    rf"{_SENT_PICTURE}$|[（(]?\s*(?:(?:{PART}\s*)+{ACT}|{NAME}(?:[\s、/／]{NAME})?\s*[/／]?\s*(?:摄影报道|供图|摄影|摄))\s*[）)]?$"
)
_CLOSING = re.compile(rf"[（(]\s*(?:(?:{PART}\s*)+{ACT}?|{NAMES})\s*[）)]$")
_SIGNED_STAFF = re.compile(r"□?本报[\u4e00-\u9fff]{2,6}[\s：:]+([\u4e00-\u9fff·]{2,4})")
"""A line signed by somebody of the newspaper whose office is no role that we know."""
_SOURCE_NOTE = re.compile(
    r"[（(](?:作者|指导(?:教师|老师)|受访专家|供稿|来源|摘自|选自|原载|据)[^（()）。]{0,4}[^（()）]{2,50}[）)]"
)
"""A bracket on a line of its own that says who the author is, or where a text was taken from."""
_HEADED = re.compile(
    rf"(?P<head>[^。，,；;：:]{{2,30}}?)\s*(?P<credit>(?<=\s)[□■◎]\s*{NAMES}|(?:(?<=\s)|(?=本报|本刊))(?:{PART}\s*)+{ACT}?)"
)
"""A headline to which the line below it, a credit, is glued."""
_WORK = re.compile(r"摄影|撰文|采写|文字|图片|图文|统筹|策划|编辑|制图|整理")
"""What somebody made, in front of who it was."""
_GIVEN = re.compile(r"[（(]?(?:受访者|网友|网络|资料|主办方|本报资料)(?:供图|提供|图片?)[）)]?")
"""Credits of pictures that name nobody."""
MIN_HEAD, MAX_HEADED = 4, 80
_UNMISTAKABLE = re.compile(rf"[□■◎]|本报|{ROLE}\s*[:：]?\s+{NAME}(?:\s|$)")
"""What a sentence that happens to begin with 记者 does not look like."""
_SIGNED = re.compile(r"(?<=[。！？!?”’」』）)…])\s*")


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
    if _SOURCE_NOTE.fullmatch(text) or PEN_NAME.fullmatch(text):
        return True
    staff = _SIGNED_STAFF.fullmatch(text)
    return _is_signature(text) or (staff is not None and is_name(staff[1]))


def headed_credit(text: str) -> int | None:
    """Return where a credit begins that is glued to a headline; `None` when there is none."""
    if len(text) > MAX_HEADED:
        return None
    found = _HEADED.fullmatch(text)
    if found is None or is_name(found["head"]) or re.search(ROLE, found["head"]):
        return None
    if len(found["head"].rstrip()) < MIN_HEAD and not found["credit"].startswith("本"):
        return None  # it may be the name of somebody else
    if re.match(_AGENCY, found["head"]) or OFFICE.search(found["head"]):
        return None  # whom somebody works for, and no headline
    if _WORK.fullmatch(found["head"].rstrip()):
        return None
    return found.start("credit") if _credits_somebody(found["credit"]) else None


def _is_signature(text: str) -> bool:
    """Whether a line is a bracket of names and where they work."""
    if text[:1] in "（(" and text[-1:] in "）)" and is_of_office(text[1:-1].strip()):
        return True
    if _CLOSING.fullmatch(text) is None:
        return False
    inside = text[1:-1]
    return _credits_somebody(text) or any(map(is_name, [inside, *inside.split()]))


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
    names = split_names(re.sub(r"[（()）\s]+", " ", text))
    return bool(names) and all(is_name(name) for name in names)
