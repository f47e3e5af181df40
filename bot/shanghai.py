"""The paper's time zone: moments are kept in UTC, and shown as they are in Shanghai."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment_text(moment: dt.datetime | int) -> str:
    """Return an aware moment, or seconds since 1970, to the minute."""
    if isinstance(moment, int):
        moment = dt.datetime.fromtimestamp(moment, dt.UTC)
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
