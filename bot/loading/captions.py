"""What the caption of a sent file says of the page: its day, and its number in the paper."""

from __future__ import annotations

import datetime as dt
import re

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(\d\d)(\d\d)|\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2}))(?!\d)"
)
_NUMBER = re.compile(r"第?\s*([A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版")
_HAN = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}


def number_in(caption: str) -> str:
    """Return the number of a page that a caption names (第3版, A2版, 第十二版), "" for none."""
    found = _NUMBER.search(caption)
    if found is None:
        return ""
    number = found[1]
    if number[0] not in _HAN and number[0] != "十":
        return number.lstrip("0")
    tens, ten, ones = number.rpartition("十")
    return str((_HAN.get(tens, 1) if ten else 0) * 10 + _HAN.get(ones, 0))


def day_in(caption: str) -> dt.date | None:
    """Return the day that a caption names (2023-12-11, 2023年12月11日, 20231211), if it does."""
    found = _DAY.search(caption)
    try:
        return dt.date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        return None
