"""What the caption of a sent file says of the page: its day, and its number in the paper."""

from __future__ import annotations

import datetime as dt
import re

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(\d\d)(\d\d)|\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2}))(?!\d)"
)


def day_in(caption: str) -> dt.date | None:
    """Return the day that a caption names (2023-12-11, 2023年12月11日, 20231211), if it does."""
    found = _DAY.search(caption)
    try:
        return dt.date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        return None
