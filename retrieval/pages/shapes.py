"""The shapes of newspaper text: what a line looks like, whatever it says.

Everything here looks at one or two lines and answers a small question; the weighing of the answers
is done in `scoring`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ENDS = "。！？!?"
CLOSERS = "”’」』）)】》〉\"'"
_OPEN_TO_CLOSE = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "《": "》",
    "【": "】",
}
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200d\u2060\ufeff]")
_FINIS = re.compile(r"[（(](?:完|全文完|待续|未完待续)[）)]$")
"""What an agency puts behind the last sentence of a report."""
_MID_STARTS = frozenset("，,。、；;：:！!？?”’」』）)】》〉…—%％的了着们吗呢吧")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Fold a text for comparing: widths folded, spaces and invisible characters gone."""
    folded = unicodedata.normalize("NFKC", text.replace("…", "⋯"))
    return "".join(_INVISIBLE.sub("", folded).split())


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a sentence may end; closing quotes and brackets may follow.

    A bare ellipsis does not count: columns break beside it in mid-sentence.
    """
    text = _FINIS.sub("", text.rstrip())
    bare = text.rstrip().rstrip(CLOSERS)
    if bare == text.rstrip() and bare.endswith(("…", "⋯")):
        return False
    return bool(bare) and (bare[-1] in ENDS or bare.endswith(("…", "⋯")) or _ends_list_item(bare))


def is_cut(text: str) -> bool:
    """Whether a line is body text that breaks off in the middle of a sentence."""
    return not ends_sentence(text) and bool(re.search("[，,。]", text))


def _ends_list_item(text: str) -> bool:
    return text[-1] in "；;" or (text[-1] == "." and not text[-2:-1].isdigit())


@lru_cache(maxsize=1024)
def open_marks(text: str) -> int:
    """How many quotes, brackets and title marks are opened and not closed in the text."""
    waiting: list[str] = []
    for char in text:
        if char in _OPEN_TO_CLOSE:
            waiting.append(_OPEN_TO_CLOSE[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return len(waiting)


@lru_cache(maxsize=1024)
def has_stray_close(text: str) -> bool:
    """Whether a quote or bracket is closed that was not opened in this text."""
    depth = dict.fromkeys(_OPEN_TO_CLOSE.values(), 0)
    for char in text:
        if char in _OPEN_TO_CLOSE:
            depth[_OPEN_TO_CLOSE[char]] += 1
        elif char in depth:
            depth[char] -= 1
            if depth[char] < 0:
                return True
    return False


def starts_amid(text: str) -> bool:
    """Whether the text begins with something that no sentence begins with."""
    return text[:1] in _MID_STARTS


def agreement(line: str, body: str) -> float:
    """How much of a line's wording occurs in a body of text: 0 for nothing, 1 for all of it.

    Counted are the different pairs of neighbouring letters, digits and ideographs.
    """
    folded = plain(line)
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
    wanted = [pair for pair in pairs if pair.isalnum()]
    text = plain(body)
    return sum(pair in text for pair in wanted) / len(wanted) if wanted else 0.0


def shared_opening(line: str, body: str) -> int:
    """How many characters at the head of a line occur together in a body of text."""
    folded, text = plain(line), plain(body)
    length = 0
    while length < len(folded) and folded[: length + 1] in text:
        length += 1
    return length


_SPEAKER = re.compile(r"([\u4e00-\u9fff·QA]{1,8})(?:[（(][^（）()]{1,12}[）)])?[：:]")
_ITEM = re.compile(
    r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|\d{1,2}[.．、]|[①-⑳●◆■□▲★·•])"
)
_NUMBERED_HEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{2}\s|第[一二三四五六七八九十]+[：:、\s])"
)


def speaker(text: str) -> str:
    """Return what stands before a colon at the head of a line, as speakers do; empty for none."""
    found = _SPEAKER.match(text)
    return found[1] if found else ""


def is_list_item(text: str) -> bool:
    """Whether a line opens with the number or bullet of a list item."""
    return _ITEM.match(text) is not None


def is_numbered_head(text: str) -> bool:
    """Whether a line opens as numbered in-article subheads do."""
    return _NUMBERED_HEAD.match(text) is not None


_DAY = re.compile(
    r"(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_NOTICE_ITEM = re.compile(r"\S{0,8}(?:通知|启事|公告|声明|提示|提醒|信息|招聘|公示)[:：]")
_BRIEF = re.compile(r"[▲△■□●◆★☆▇►▶◎]")


def is_day(text: str) -> bool:
    """Whether a line is a date and nothing else, as under a notice."""
    return _DAY.fullmatch(plain(text)) is not None


def is_notice_item(text: str) -> bool:
    """Whether a line is one of several notices in a box: it opens with its kind and a colon."""
    return _NOTICE_ITEM.match(text) is not None


def is_marked(text: str) -> bool:
    """Whether a line opens with a mark that sets off briefs and captions."""
    return _BRIEF.match(text) is not None


def clauses(text: str) -> list[str]:
    """Return the groups of a line set apart by inner spaces; a spaced-out word is one group."""
    groups = text.split()
    if len(groups) > 2 and sum(len(group) == 1 for group in groups) > len(groups) / 2:
        return ["".join(groups)]
    return groups
