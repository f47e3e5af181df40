"""Ranges of days and articles: whether an article is of the days asked about, as far as it says.

The ranking prefers what agrees; an archive that holds no such day says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.dates import find_dates
from retrieval.types import RangeMeaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.types import DateRange, EventDate, PageDate

# What a paper of some day calls 近日 lies at most so long before it, and what it announces after.
NEWS_DAYS = 7
# A date that says only a year says nothing of a day in it; one that says a visit of some days does.
NARROW_DAYS = 14
VAGUE_SHARE = 0.5
AGREES_BUT_FOR_THE_YEAR = 0.5


def agreement(
    asked: DateRange, page_date: PageDate | None, event_dates: Sequence[EventDate]
) -> float | None:
    """Say whether an article is of the days asked about: 1 agrees, 0 contradicts, `None` unknown.

    It agrees when a date in it lies in the range, or words it alike (今年) without saying more, or
    when it was printed then, or soon after without a day of its own. One half is for what agrees
    but for a year that nobody named. Nothing contradicts a wish for what is recent.
    """
    agrees = _agreement(asked, page_date, event_dates)
    if agrees == 0.0 and not asked.year_known:
        years = {event.start.year for event in event_dates if event.start is not None}
        years |= {page_date.day.year} if page_date else set()
        moved = (moved_by(asked, year - asked.first.year) for year in years)
        if any(m and _agreement(m, page_date, event_dates) == 1.0 for m in moved):
            return AGREES_BUT_FOR_THE_YEAR
    return agrees


def _agreement(
    asked: DateRange, page_date: PageDate | None, event_dates: Sequence[EventDate]
) -> float | None:
    known = [days for event in event_dates for days in _days_of(event, asked)]
    alike = any(event.start is None and event.text == asked.text for event in event_dates)
    if alike or any(_says(days, asked) for days in known):
        return 1.0
    if page_date is not None and _printed_then(page_date.day, asked, known, event_dates):
        return 1.0
    if asked.meaning is RangeMeaning.RECENT or any(_overlap(days, asked) > 0 for days in known):
        return None
    return 0.0 if known or page_date is not None else None


def moved_by(asked: DateRange, years: int) -> DateRange | None:
    """Return a range some years later; `None` where a day does not exist then (29 February)."""
    try:
        first = asked.first.replace(year=asked.first.year + years)
        last = asked.last.replace(year=asked.last.year + years)
    except ValueError:
        return None
    return replace(asked, first=first, last=last)


def outside(asked: DateRange, first_day: dt.date | None, last_day: dt.date | None) -> bool:
    """Whether a range lies wholly outside the days held; never where no day is known.

    The first paper held tells of some days before it.
    """
    if first_day is None or last_day is None:
        return False
    return asked.last < first_day - dt.timedelta(days=NEWS_DAYS) or asked.first > last_day


def may_tell_of(
    asked: DateRange, page_date: PageDate | None, event_dates: Sequence[EventDate]
) -> bool:
    """Whether an article may answer for a time of which the archive holds no page.

    What is counted from today (昨天) wants an article that agrees; for a date of the calendar it is
    enough that an undated article does not contradict.
    """
    agrees = agreement(asked, page_date, event_dates)
    if agrees is None:
        return asked.meaning is RangeMeaning.STATED
    return agrees > 0


_Days = tuple[dt.date, dt.date]


def _days_of(event: EventDate, asked: DateRange) -> list[_Days]:
    """Return the days of a date in an article; without a year, in each year asked about."""
    if event.start is not None and event.end is not None:
        return [(event.start, event.end)]
    if not event.norm.startswith("--"):
        return []
    first, _, last = event.norm.partition("/")
    # Two years hold every day of a year: more of a long range say nothing new.
    years = range(max(asked.first.year, asked.last.year - 1), asked.last.year + 1)
    return [days for year in years if (days := _within(year, first, last or first))]


def _within(year: int, first: str, last: str) -> _Days | None:
    """Return the days from `--12-06` to `--12-10` of a year."""
    mentions = find_dates(f"{_in_words(first, year)}至{_in_words(last, year)}")
    if len(mentions) != 1 or mentions[0].first is None or mentions[0].last is None:
        return None
    return mentions[0].first, mentions[0].last


def _in_words(norm: str, year: int) -> str:
    month, _, day = norm.removeprefix("--").partition("-")
    return f"{year}年{month}月{day}日" if day else f"{year}年{month}月"


def _overlap(days: _Days, asked: DateRange) -> float:
    """Return the share of `days` that lies in the range."""
    shared = (min(days[1], asked.last) - max(days[0], asked.first)).days + 1
    return max(0, shared) / ((days[1] - days[0]).days + 1)


def _says(days: _Days, asked: DateRange) -> bool:
    """Whether a date in an article is of the range, and no vaguer than that."""
    share = _overlap(days, asked)
    return share >= VAGUE_SHARE or (share > 0 and _is_narrow(days))


def _is_narrow(days: _Days) -> bool:
    return (days[1] - days[0]).days < NARROW_DAYS


def _printed_then(
    day: dt.date, asked: DateRange, known: Sequence[_Days], event_dates: Sequence[EventDate]
) -> bool:
    """Whether a paper of that day reports of the range: printed in it, or some days after it.

    After it, only what names no other day, or leaves its day open (近日), may be of the range.
    """
    if asked.first <= day <= asked.last:
        return True
    is_open = any(event.start is None and not event.norm for event in event_dates)
    names_a_day = any(_is_narrow(days) for days in known)
    soon = asked.last < day <= asked.last + dt.timedelta(days=NEWS_DAYS)
    return soon and (is_open or not names_a_day)
