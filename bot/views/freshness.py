"""When an answer must say how recent the archive is: a matter of dates, and of words like 最近."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.types import RangeMeaning

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.types import Answer, ArchiveStatus, DateRange

OLD_AFTER_DAYS = 30  # an answer from a paper that much older than the newest one
ABOUT_NOW = re.compile(
    r"最近|近日|近来|近來|近期|今天|今日|今年|昨天|昨日|现在|現在|目前|眼下|当前|當前|如今|最新|刚刚|剛剛"
    r"|[本这這]个?個?[周週月]|这几天|這幾天"
    r"|\b(?:now|today|yesterday|latest|newest|recent(?:ly)?|current(?:ly)?)\b"
    r"|\bthis (?:week|month|year)\b",
    re.IGNORECASE,
)


def asks_about_now(answer: Answer) -> bool:
    """Whether a question wants to know how things stand, so that the day of its paper matters."""
    ranges = answer.query.ranges if answer.query else ()
    is_counted = any(days.meaning is not RangeMeaning.STATED for days in ranges)
    return is_counted or ABOUT_NOW.search(answer.question) is not None


def newest_day(answer: Answer) -> dt.date | None:
    """Return the day of the newest paper that is quoted, `None` where none is dated."""
    dates = (quote.citation.article.date for quote in answer.quotes)
    return max((date.day for date in dates if date), default=None)


def counted_from(answer: Answer, held: ArchiveStatus) -> DateRange | None:
    """Return what words such as 昨天 mean where they are counted from the newest paper."""
    ranges = answer.query.ranges if answer.query else ()
    return next((days for days in ranges if days.anchor and days.anchor == held.last_day), None)


def is_stamped(answer: Answer, held: ArchiveStatus) -> bool:
    """Whether the answer should say from when to when the archive reaches."""
    if held.last_day is None or not answer.quotes:
        return False
    day = newest_day(answer)
    is_old = day is not None and (held.last_day - day).days > OLD_AFTER_DAYS
    return is_old or asks_about_now(answer)
