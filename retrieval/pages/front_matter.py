"""What a file says of itself above the page: front matter, or lines such as 日期：2023-12-11."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.dates import find_dates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

MAX_LINES = 20

_FENCE = re.compile(r"(?:-{3}|\+{3})\s*")
_PAIR = re.compile(r"\s*(?P<key>[A-Za-z_]{2,20}|[\u4e00-\u9fff]{1,4})\s*[:：=]\s*(?P<value>.*?)\s*")
_KEYS = {
    **dict.fromkeys(
        ("date", "日期", "出版日期", "出报日期", "时间", "发布日期", "published"), "date"
    ),
    **dict.fromkeys(("page", "number", "版", "版次", "版面", "版号", "page_number"), "number"),
    **dict.fromkeys(("newspaper", "paper", "source", "报纸", "报名", "报刊", "来源"), "newspaper"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The facts a file states above its page; `lines` is how many lines they fill."""

    lines: int = 0
    day: dt.date | None = None
    number: str = ""
    newspaper: str = ""


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """Read front matter: a fenced block, or known keys with their values, at the very top."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and _FENCE.fullmatch(lines[first]):
        stop = _closing_fence(lines, first + 1)
        return _facts(lines[first + 1 : stop], stop + 1) if stop else FrontMatter()
    stop = first
    while stop < len(lines) and _key(lines[stop]):
        stop += 1
    return _facts(lines[first:stop], stop) if stop > first else FrontMatter()


def _closing_fence(lines: Sequence[str], start: int) -> int:
    """Return where the fence closes; 0 when what follows are not pairs."""
    for at in range(start, min(len(lines), start + MAX_LINES)):
        if _FENCE.fullmatch(lines[at]):
            return at
        if lines[at].strip() and not _PAIR.fullmatch(lines[at]):
            return 0
    return 0


def _key(line: str) -> str:
    """Return the meaning of a line's key; empty when it has none."""
    pair = _PAIR.fullmatch(line)
    return _KEYS.get(pair["key"].lower(), "") if pair else ""


def _facts(pairs: Sequence[str], lines: int) -> FrontMatter:
    said: dict[str, str] = {}
    for line in pairs:
        pair = _PAIR.fullmatch(line)
        if pair and (meaning := _key(line)):
            said.setdefault(meaning, pair["value"].strip("\"'"))
    return FrontMatter(
        lines,
        _day(said.get("date", "")),
        _number(said.get("number", "")),
        said.get("newspaper", ""),
    )


def _day(text: str) -> dt.date | None:
    compact = re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", text)
    mentions = find_dates("-".join(compact.groups()) if compact else text)
    return next((m.first for m in mentions if m.first and m.first == m.last), None)


def _number(text: str) -> str:
    found = re.search(r"[A-Za-z]?\d{1,2}", text)
    return found[0].upper() if found else ""
