"""When a page was printed: by front matter, file name, folio line, or inferred from its text.

The surest source wins. An inferred day is the day after the latest event that the articles report,
since a newspaper tells what has happened; without a named year and day there is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.dates import find_dates
from retrieval.types import DateSource, EventDate, PageDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.pages.front_matter import FrontMatter
    from retrieval.types import Article

_FILE_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_.年]?(?P<month>0[1-9]|1[0-2]|[1-9](?=[-_.月]))[-_.月]?"
    r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?!\d))日?(?!\d)"
)
_FILE_NUMBER = re.compile(
    r"^[-_ ]*第?(?P<number>[A-Za-z]?\d{1,2})版?(?=[-_. ]|[\u4e00-\u9fff]|$)", re.IGNORECASE
)
_FOLIO_NUMBER = re.compile(
    r"第\s*(?P<number>[A-Za-z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版"
    r"|(?<![A-Za-z0-9])(?P<lettered>[A-D]\d{1,2})(?:\s*版)?(?![0-9])|(?<!\d)(?P<plain>\d{1,2})\s*版(?!面)"
)
_HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"十": "10"}
_SPOKEN_DAYS = frozenset({"今天", "昨天", "明天", "前天", "后天"})
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})\s*年")
_AIM = re.compile(r"(?:[到至]|力争|预计|计划|目标|展望|迎接|面向|将[于在])\s*$")
"""What stands before a year that a text looks forward to."""
_WEEKDAY = re.compile(
    r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]\s*[，,（(]?\s*(?:星期|周|礼拜)([一二三四五六日天])"
)
NAMED = 3
"""A year that a text names counts so much more than one it only aims at."""
_MONTH_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]")


def day_in_name(name: str) -> PageDate | None:
    """Read the day in a file name, or else in its folders: `2023-12-11_03.txt`, `20231211A3`."""
    found = _FILE_DAY.search(PurePosixPath(name).name) or _FILE_DAY.search(name)
    if found is None:
        return None
    try:
        day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return PageDate(day, DateSource.FILE_NAME)


def number_in_name(name: str) -> str:
    """Read the page number that follows the day in a file name; empty when there is none."""
    path = PurePosixPath(name)
    found = _FILE_DAY.search(path.stem)
    if found is None and _FILE_DAY.search(str(path.parent)):
        number = _FILE_NUMBER.match(path.stem)
    else:
        number = _FILE_NUMBER.match(path.stem[found.end() :]) if found else None
    return _tidy(number["number"]) if number else ""


def number_in_folio(lines: Iterable[str]) -> str:
    """Read the page number in folio lines; empty when there is none."""
    for line in lines:
        if found := _FOLIO_NUMBER.search(line):
            return _tidy(found["number"] or found["lettered"] or found["plain"])
    return ""


def _tidy(number: str) -> str:
    """Write a page number without leading zeros: 03 is 3, a03 is A3, 三 is 3."""
    number = _HAN_DIGITS.get(number, number).upper()
    letters = "".join(char for char in number if not char.isdigit())
    return letters + number[len(letters) :].lstrip("0")


def day_in_folio(lines: Iterable[str]) -> PageDate | None:
    """Read the first whole date with a year in folio lines."""
    for line in lines:
        for mention in find_dates(line):
            if mention.first is not None and mention.first == mention.last:
                return PageDate(mention.first, DateSource.FOLIO)
    return None


def page_date(
    source: str, front: FrontMatter, folios: Sequence[str], said: dt.date | None
) -> PageDate | None:
    """Return the day of a page from the surest source that names one; `None` when none does."""
    if front.day:
        return PageDate(front.day, DateSource.FRONT_MATTER)
    known = day_in_name(source) or day_in_folio(folios)
    return known or (PageDate(said, DateSource.ADMIN) if said else None)


def infer(articles: Sequence[Article]) -> PageDate | None:
    """Infer the day of printing from what the articles report; `None` without year and day."""
    text = "\n".join(article.text for article in articles)
    year = infer_year(text)
    if year is None:
        return None
    days = [
        mention.last
        for mention in find_dates(text, year=year)
        if _MONTH_DAY.search(mention.text) and mention.last
    ]
    reported = [day for day in days if day.year == year]
    if not reported:
        return None
    latest = _latest_of_cluster(reported)
    return PageDate(
        latest + dt.timedelta(days=1), DateSource.INFERRED, _confidence(reported, latest)
    )


def infer_year(text: str) -> int | None:
    """Return the year that a text speaks from, or `None` when it names none.

    That is the year it names most, the later one of equals; aims count little (到2025年), and days
    with their weekdays, 12月6日（星期三）, decide between the years around those that are named.
    """
    weights: Counter[int] = Counter()
    for found in _YEAR.finditer(text):
        aim = _AIM.search(text[max(0, found.start() - 6) : found.start()]) is not None
        weights[int(found["year"])] += 1 if aim else NAMED
    if not weights:
        return None
    around = {year + shift for year in weights for shift in (-1, 0, 1)}
    days = _weekdays(text)
    for year in around if days else ():
        weights[year] += 2 * NAMED * sum(_falls(year, *day) for day in days)
    return max(weights, key=lambda year: (weights[year], year))


def _weekdays(text: str) -> set[tuple[int, int, int]]:
    """Return the days that a text names with their weekday: month, day, and 0 for Monday."""
    return {
        (int(month), int(day), "一二三四五六日".index(name.replace("天", "日")))
        for month, day, name in _WEEKDAY.findall(text)
    }


def _falls(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _latest_of_cluster(days: Sequence[dt.date]) -> dt.date:
    """Return the latest day that another reported day stands near to; plans stand alone."""
    ordered = sorted(days)
    near = [
        day
        for day in ordered
        if any(other is not day and abs((day - other).days) <= 10 for other in ordered)
    ]
    return near[-1] if near else ordered[0]


def _confidence(days: Sequence[dt.date], latest: dt.date) -> float:
    """How sure an inferred day is: the more days are reported shortly before it, the surer."""
    near = sum(0 <= (latest - day).days <= 7 for day in days)
    return min(0.8, 0.3 + 0.1 * near)


def event_dates(text: str, day: dt.date | None, year: int | None = None) -> tuple[EventDate, ...]:
    """Return the dates an article mentions, each wording once, resolved against the page's day."""
    found: dict[str, EventDate] = {}
    for mention in find_dates(text, day, year=year):
        if mention.text in _SPOKEN_DAYS and _in_quotation(text, mention.span.start):
            continue
        found.setdefault(
            mention.text, EventDate(mention.text, mention.first, mention.last, mention.norm)
        )
    return tuple(found.values())


def _in_quotation(text: str, at: int) -> bool:
    """Whether a quotation is open at an offset: what a speaker calls today is another day."""
    return text.rfind("“", 0, at) > text.rfind("”", 0, at)
