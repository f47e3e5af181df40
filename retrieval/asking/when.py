"""The days that a question asks about: words become ranges.

Words are counted from today; years that nobody names are those that the archive holds.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.asking.dated import moved_by, outside
from retrieval.dates import find_dates
from retrieval.text import fold
from retrieval.types import DateRange, RangeMeaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.dates import DateMention


RECENT_DAYS = 30
# What stands in quotation marks is a name or somebody's words, dates and all.
_QUOTED = re.compile(r"“[^”]{1,60}”|《[^》]{1,60}》|「[^」]{1,60}」|\"[^\"]{1,60}\"")
_YEAR = r"(?:(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年|今年|去年|前年|明年)"
_HOLIDAY = re.compile(
    rf"(?P<year>{_YEAR})?[“\"]?(?P<name>元旦|春节|五一|国庆)[”\"]?节?的?"
    r"(?P<tail>期间|假期|小?长假|黄金周|前后|前夕|当天|那天|那几天)?"
)
_HOLIDAYS = {"元旦": ((1, 1), (1, 3)), "五一": ((5, 1), (5, 5)), "国庆": ((10, 1), (10, 7))}
# Month and day of the lunar new year, from 2010: too irregular for a rule, too few for a library.
_NEW_YEARS = tuple(
    divmod(day, 100)
    for day in (
        *(214, 203, 123, 210, 131, 219, 208, 128, 216, 205, 125, 212, 201),
        *(122, 210, 129, 217, 206, 126, 213, 203, 123, 211, 131, 219, 208),
    )
)
_FIRST_NEW_YEAR = 2010

_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_COUNTS = {"一": 1, "两": 2, "二": 2, "三": 3, "半": 6, "六": 6, "十": 10, "几": 3, "数": 3}
_RECENT = re.compile(
    r"(?:最近|过去|近)这?(?P<count>\d{1,2}|[一两二三半六十几数])个?(?P<unit>天|日|周|星期|礼拜|月|年)"
    r"|(?<!离)(?<!离.)(?<!离..)(?<!离...)最近|最新|近来|近日|近期|连日来|近年来"
    r"|这[两三几些]天|(?<![的赛会期])前[两三几些]天|[这前]一?阵子?|[这前]段时间|前不久"
)
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# 12月6和7号, 12月6、7两日: the month is said once, and 日 often at the end alone.
_DAYS_OF_A_MONTH = re.compile(
    rf"(?P<month>{_NUMBER}月)"
    rf"(?P<days>{_NUMBER}[日号]?(?:(?:[和与及跟、,]|还有|以及){_NUMBER}[日号]?)+)"
    r"(?<![日号])(?:[两三几]?[日号](?![线楼院厅馆门店台房食])|[两三几]天)"
)
_ONE_NUMBER = re.compile(_NUMBER)
# 2023 without 年, when no counted thing follows.
_BARE_YEAR = re.compile(
    r"(?<![\d.\-/年])(20[0-4]\d)(?=[\u4e00-\u9fff])(?![年余多个名人元家份项次])"
)

_NAMES_DAYS = re.compile(r"[今昨前明后]天|[今昨前明]日|[今昨明][晚晨早]|周|星期|礼拜")
_NAMES_LONGER = re.compile(r"[今本去上前明后这下]个?[年月]|[上下]半年|季度")
_BARE_DAY = re.compile(r"[\d一二三四五六七八九十]{1,3}日")
_BEFORE = re.compile(r"[底末初]?(?:[之以]前|前(?![后往夕期]))")
_SINCE = re.compile(r"[底末初]?(?:[之以]后|以来|至今|起(?![来点草])|后(?![来期半]))")
_WEEKDAY_ALONE = re.compile(r"^(?:星期|礼拜)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a question's days are counted from: today, and the first and last day that is held.

    `held` is `None` where no page is dated.
    """

    today: dt.date
    held: tuple[dt.date, dt.date] | None = None

    @property
    def newest(self) -> dt.date:
        """The newest day of the archive, today at the latest; today where no day is known."""
        return min(self.today, self.held[1]) if self.held else self.today

    def holds(self, asked: DateRange) -> bool:
        """Whether the archive may hold some of the days asked about."""
        return self.held is None or not outside(asked, *self.held)


def days_in_full(question: str) -> str:
    """Return a question with each of several days of a month as a date of its own.

    12月6和7号 is 12月6日和12月7日.
    """
    return _DAYS_OF_A_MONTH.sub(_each_in_full, question)


def _each_in_full(several: re.Match[str]) -> str:
    named = (f"{several['month']}{day}日" for day in _ONE_NUMBER.findall(several["days"]))
    return "和".join(day for day in named if find_dates(day)) or several[0]


def ranges_in(question: str, calendar: Calendar) -> tuple[DateRange, ...]:
    """Return the days that `question` asks about, in its order.

    昨天 and 上周 are counted from today, whatever is held. 今年 and 最近 are too, unless the
    archive holds nothing of that time: then they are counted from its newest day. A date without a
    year (12月6日, 国庆期间) is the nearest one that is held, or else the one nearest to today.
    """
    text = fold(question)
    found = dict(_holidays(text, calendar))
    text = _blanked(text, found)
    text = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    found |= _recent(text, calendar)
    text = _BARE_YEAR.sub(r"\1年", _blanked(text, found))
    found |= _mentioned(text, calendar)
    return tuple(found[span] for span in sorted(found))


def beyond(ranges: Sequence[DateRange], calendar: Calendar) -> bool:
    """Whether days are asked about, and the archive holds none of them."""
    return bool(ranges) and not any(
        days.meaning is RangeMeaning.RECENT or calendar.holds(days) for days in ranges
    )


# --- words → ranges --------------------------------------------------------------------------

_Span = tuple[int, int]


def _mentioned(text: str, calendar: Calendar) -> dict[_Span, DateRange]:
    """Return the dates that pages word alike, counted from today or from the newest day held."""
    by_today = {(m.span.start, m.span.end): m for m in find_dates(text, calendar.today)}
    by_newest = {(m.span.start, m.span.end): m for m in find_dates(text, calendar.newest)}
    found = {}
    for span, mention in by_newest.items():
        if _NAMES_DAYS.search(mention.text) and span in by_today:
            asked = _relative(by_today[span], calendar.today)
        elif _NAMES_LONGER.search(mention.text):
            asked = _relative(by_today.get(span, mention), calendar.today)
            if asked is None or not calendar.holds(asked):
                asked = _relative(mention, calendar.newest)
        else:
            asked = _stated(mention, text, calendar)
        if asked is not None:
            found[span] = asked
    return found


def _relative(mention: DateMention, anchor: dt.date) -> DateRange | None:
    """Return what is counted from a day; a weekday alone is of a timetable, so it is no range."""
    if mention.first is None or mention.last is None or _WEEKDAY_ALONE.match(mention.text):
        return None
    return DateRange(mention.first, mention.last, RangeMeaning.RELATIVE, mention.text, anchor)


def _stated(mention: DateMention, text: str, calendar: Calendar) -> DateRange | None:
    """Return a date of the calendar, in the nearest held year where none is named.

    A day of which no month was said (15日) is of too many months.
    """
    first, last, end = mention.first, mention.last, mention.span.end
    if first is None or last is None or (_BARE_DAY.match(mention.text) and "月" not in text[:end]):
        return None
    asked = DateRange(first, last, RangeMeaning.STATED, mention.text)
    if mention.year_named:
        return _extended(asked, text[end:], calendar)
    asked = replace(asked, year_known=False)
    if calendar.held is None or calendar.holds(asked):
        return asked
    years = range(calendar.held[0].year, calendar.held[1].year + 1)
    moved = (moved_by(asked, year - asked.first.year) for year in years)
    return _nearest_held([days for days in moved if days], calendar) or asked


def _extended(asked: DateRange, following: str, calendar: Calendar) -> DateRange:
    """Read what follows a date: 1970年代, 2015年3月之前, 1979年以来."""
    if following.startswith("代"):
        return replace(asked, last=asked.last.replace(year=asked.last.year + 9))
    if _BEFORE.match(following):
        return replace(asked, first=dt.date.min)
    return replace(asked, last=calendar.today) if _SINCE.match(following) else asked


def _nearest_held(candidates: Sequence[DateRange], calendar: Calendar) -> DateRange | None:
    held = [days for days in candidates if calendar.holds(days)]
    return min(held, key=lambda days: abs(days.first - calendar.newest), default=None)


def _holidays(text: str, calendar: Calendar) -> Iterator[tuple[_Span, DateRange]]:
    """Yield holidays that are meant as days: with a year, or with a word such as 期间."""
    newest = calendar.newest
    for match in _HOLIDAY.finditer(text):
        if match["year"]:
            named = find_dates(match["year"], newest)[0].first
            years = range(named.year, named.year + 1) if named else range(0)
        elif match["tail"]:
            first = calendar.held[0].year if calendar.held else newest.year - 1
            years = range(first, newest.year + 2)
        else:
            continue
        days = [day for year in years if (day := _holiday(match["name"], year, match[0]))]
        asked = _nearest_held(days, calendar) or next(iter(days), None)
        if asked is not None:
            yield match.span(), replace(asked, year_known=bool(match["year"]))


def _holiday(name: str, year: int, text: str) -> DateRange | None:
    if name in _HOLIDAYS:
        first, last = (dt.date(year, *day) for day in _HOLIDAYS[name])
    elif 0 <= year - _FIRST_NEW_YEAR < len(_NEW_YEARS):
        new_year = dt.date(year, *_NEW_YEARS[year - _FIRST_NEW_YEAR])
        first, last = new_year - dt.timedelta(days=1), new_year + dt.timedelta(days=6)
    else:
        return None
    return DateRange(first, last, RangeMeaning.STATED, text)


def _recent(text: str, calendar: Calendar) -> dict[_Span, DateRange]:
    found = {}
    for match in _RECENT.finditer(text):
        days = RECENT_DAYS
        if match["unit"]:
            count = match["count"]
            days = (int(count) if count.isdigit() else _COUNTS[count]) * _UNIT_DAYS[match["unit"]]
        asked = _ending(calendar.today, days, match[0])
        if not calendar.holds(asked):
            asked = _ending(calendar.newest, days, match[0])
        found[match.span()] = asked
    return found


def _ending(last: dt.date, days: int, text: str) -> DateRange:
    first = last - dt.timedelta(days=days - 1)
    return DateRange(first, last, RangeMeaning.RECENT, text, last)


def _blanked(text: str, spans: dict[_Span, DateRange]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
