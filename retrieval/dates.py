"""Dates in words: found in pages and in questions by the same code, resolved where possible.

A date is resolved against a reference day: the day a page was printed, or the day a question is
asked. What names no day (近日) stays open, and a year that nobody names is left out, never guessed
without a reference.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable

FUTURE_COSTS = 2.0
"""A day that many days ahead is as unlikely to be meant as one this many times as long ago."""

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
}
_YEAR_SHIFTS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_DAY_SHIFTS = {
    **dict.fromkeys(("今日", "今天", "今晨", "今晚", "今早"), 0),
    **dict.fromkeys(("昨日", "昨天", "昨晚", "昨晨"), -1),
    **dict.fromkeys(("前日", "前天"), -2),
    "大前天": -3,
    **dict.fromkeys(("明日", "明天", "明晚", "明早"), 1),
    "后天": 2,
}
_WEEKDAYS = {char: index for index, char in enumerate("一二三四五六日")} | {"天": 6}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_Y = (
    r"(?:(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})\s*年"
    r"|今年|本年|去年|上年|前年|明年|后年)"
)
_YM = rf"(?:{_Y}\s*)?{_N}\s*月"
_TO = r"\s*(?:至|到|—{1,2}|-|－|–|~|～|―)\s*"
_HOUR = r"(?:上午|下午|中午|凌晨|清晨|早上|晚上|傍晚|晚间|晚|早)?"

_KINDS = {
    "days": rf"{_YM}\s*{_N}\s*[日号]?{_TO}(?:{_YM}\s*)?{_N}\s*[日号]",
    "iso": r"(?<![\d.])(?:19|20)\d{2}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2}(?![\d.])",
    "months": rf"{_YM}?{_TO}{_YM}(?:份)?(?![\d一二三四五六七八九十])",
    "month": rf"(?:{_Y}\s*)?(?<![个\d一二三四五六七八九十正腊]){_N}\s*月(?:\s*{_N}\s*[日号]|份)?",
    "years": rf"(?<!\d)(?:19|20)\d{{2}}\s*年?{_TO}(?:19|20)\d{{2}}\s*年",
    "year": rf"(?<!\d){_Y}(?:度)?(?:\s*(?:上半年|下半年|第?[一二三四]季度))?",
    "half": r"(?:上半年|下半年|(?<!前)第?[一二三四]季度)",
    "moon": rf"(?:本月|上个?月|下个?月|这个?月)(?:{_N}[日号])?",
    "week": r"(?:本|[这上下]个?)(?:周|星期|礼拜)[一二三四五六日天末]?"
    r"|(?:星期|礼拜)[一二三四五六日天]",
    "day": r"大前天|[今昨前明]日(?![\u4e00-\u9fff]?报)|[今昨前明后]天"
    r"|[今昨明]晚|今晨|昨晨|今早|明早",
    "bare": rf"(?<![\d月续近前后每一二三四五六七八九十]){_N}日{_HOUR}(?![内后间前均])",
    "open": r"近日|(?<!\d)日前(?!往)|近期|连日来|前不久|不久前|近年来|近几年|截至目前|前些天",
}
_FIRST = "[\\d〇○一二三四五六七八九十今本去上前明后大昨近连不截下这星礼第日]"
"""How a date can begin; most characters of a text are passed over by this look alone."""
_DATE = re.compile(
    f"(?={_FIRST})(?:" + "|".join(f"(?P<{kind}>{how})" for kind, how in _KINDS.items()) + ")"
)
_NUMBER = re.compile(r"\d+|[〇○零一二三四五六七八九十]+")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text words it, and the days it means.

    `first` and `last` are inclusive and `None` when the text leaves them open; `norm` is ISO with
    what is known (`2023-12-06/2023-12-10`, `2024-11`, `--12-06`), or `""` for nothing.
    `year_named` says whether the year is said (2023年, 去年) and not only concluded.
    """

    text: str
    span: Span
    first: dt.date | None = None
    last: dt.date | None = None
    norm: str = ""
    year_named: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A calendar date of which some parts may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def norm(self) -> str:
        year = f"{self.year:04d}" if self.year else "-"
        rest = [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join([year, *rest]) if self.year or rest else ""

    @property
    def first(self) -> dt.date | None:
        return dt.date(self.year, self.month or 1, self.day or 1) if self.year else None

    @property
    def last(self) -> dt.date | None:
        if not self.year:
            return None
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a date (February has 29 days where no year is known)."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        days = calendar.monthrange(self.year or 2000, self.month)[1] if self.month else 31
        return self.day is None or 1 <= self.day <= days


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known at one point of a text: the reference day or year, and the date last named."""

    today: dt.date | None
    year: int | None
    latest: _Part


_Pair = tuple[_Part, _Part]


def find_dates(
    text: str, today: dt.date | None = None, *, year: int | None = None
) -> tuple[DateMention, ...]:
    """Find the dates of a text, in order, resolved against a reference day.

    Where only the year of reference is known, give `year` and no `today`.
    """
    known = _Known(today, today.year if today else year, _Part())
    found: list[DateMention] = []
    folded = text.translate(_DIGITS)
    for match in _DATE.finditer(folded):
        kind = match.lastgroup or "open"
        pair = _RESOLVE[kind](match[0], known) if kind in _RESOLVE else (_Part(), _Part())
        if pair is None or not (pair[0].exists and pair[1].exists):
            continue
        if pair[1].month:
            known = replace(known, latest=pair[1])
        span = Span(match.start(), match.end())
        found.append(_mention(text[match.start() : match.end()], span, pair))
    return tuple(found)


def _mention(text: str, span: Span, pair: _Pair) -> DateMention:
    first, last = pair
    norm = first.norm if first == last else f"{first.norm}/{last.norm}"
    named = re.search(
        r"\d{4}|[一二][〇○零一二三四五六七八九]{3}年|[今本去上前明后][年日天晚晨早月周星]", text
    )
    return DateMention(text, span, first.first, last.last, norm, named is not None)


def _number(text: str) -> int:
    """Read an Arabic or Chinese number (十二, 二十一, 二〇二三)."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _HAN.get(tens, 1) * 10 + _HAN.get(ones, 0)
    return int("".join(str(_HAN[char]) for char in text))


def _numbers(text: str) -> list[int]:
    return [_number(word) for word in _NUMBER.findall(text)]


def _year_of(text: str, known: _Known) -> tuple[int | None, str]:
    """Read the year at the head of a date; return it, and what follows it."""
    found = re.match(rf"{_Y}\s*", text)
    if found is None:
        return None, text
    word = found[0].strip()
    rest = text[found.end() :]
    if word in _YEAR_SHIFTS:
        return (known.year + _YEAR_SHIFTS[word] if known.year else None), rest
    return _number(word.rstrip("年").strip()), rest


def _nearest(part: _Part, known: _Known) -> _Part:
    """Give a date the year that brings it nearest to the reference, past years before future."""
    if part.year or known.year is None:
        return part
    if known.today is None:
        return replace(part, year=known.year)
    today = known.today
    years = [
        dated
        for dated in (replace(part, year=today.year + shift) for shift in (-1, 0, 1))
        if dated.exists
    ]
    return min(years, key=lambda dated: _distance(dated, today), default=part)


def _distance(part: _Part, today: dt.date) -> float:
    first, last = part.first, part.last
    if first is None or last is None or first <= today <= last:
        return 0.0
    return (today - last).days if last < today else FUTURE_COSTS * (first - today).days


def _day_range(text: str, known: _Known) -> _Pair | None:
    left, right = re.split(_TO, text, maxsplit=1)
    start = _month_day(left, known)
    year, rest = _year_of(right, known)
    numbers = _numbers(rest)
    month = numbers[0] if len(numbers) == 2 else start.month
    end = _Part(year or start.year, month, numbers[-1])
    if end.year and start.month and month and month < start.month and not year:
        end = replace(end, year=end.year + 1)
    return start, end


def _month_day(text: str, known: _Known) -> _Part:
    year, rest = _year_of(text, known)
    numbers = _numbers(rest)
    relative_unknown = rest != text and year is None
    part = _Part(year, numbers[0], numbers[1] if len(numbers) > 1 else None)
    return part if relative_unknown or not part.exists else _nearest(part, known)


def _month(text: str, known: _Known) -> _Pair | None:
    part = _month_day(text, known)
    return part, part


def _month_range(text: str, known: _Known) -> _Pair | None:
    left, right = re.split(_TO, text, maxsplit=1)
    start = _month_day(left, known)
    end = _month_day(right, known)
    if start.year and end.month and start.month:
        wraps = end.month < start.month
        end = replace(end, year=start.year + wraps) if _year_of(right, known)[0] is None else end
    return start, end


def _iso(text: str, _: _Known) -> _Pair | None:
    year, month, day = (int(word) for word in re.split(r"[-/.]", text))
    part = _Part(year, month, day)
    return part, part


def _years(text: str, _: _Known) -> _Pair | None:
    first, last = (int(word) for word in re.findall(r"\d{4}", text))
    return _Part(first), _Part(last)


def _year(text: str, known: _Known) -> _Pair | None:
    year, rest = _year_of(text, known)
    months = _months_of(rest)
    if year is None or months is None:
        return _Part(year), _Part(year)
    return _Part(year, months[0]), _Part(year, months[1])


def _half(text: str, known: _Known) -> _Pair | None:
    months = _months_of(text)
    if known.year is None or months is None:
        return _Part(), _Part()
    return _Part(known.year, months[0]), _Part(known.year, months[1])


def _months_of(text: str) -> tuple[int, int] | None:
    """Return the first and last month of a half or quarter of a year."""
    if found := re.search(r"[上下]半年", text):
        return _HALVES[found[0]]
    if found := re.search(r"([一二三四])季度", text):
        quarter = _HAN[found[1]]
        return 3 * quarter - 2, 3 * quarter
    return None


def _moon(text: str, known: _Known) -> _Pair | None:
    if known.today is None:
        return _Part(), _Part()
    shift = {"上": -1, "下": 1}.get(text[0], 0)
    months = known.today.year * 12 + known.today.month - 1 + shift
    numbers = _numbers(text)
    part = _Part(months // 12, months % 12 + 1, numbers[0] if numbers else None)
    return part, part


def _week(text: str, known: _Known) -> _Pair | None:
    if known.today is None:
        return _Part(), _Part()
    monday = known.today - dt.timedelta(days=known.today.weekday())
    named = _WEEKDAYS.get(text[-1])
    if text.startswith(("星期", "礼拜")):
        back = (known.today.weekday() - (named or 0)) % 7
        return _whole(known.today - dt.timedelta(days=back))
    monday += dt.timedelta(weeks={"上": -1, "下": 1}.get(text[0], 0))
    if text.endswith("末"):
        return _from_to(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))
    if named is None:
        return _from_to(monday, monday + dt.timedelta(days=6))
    return _whole(monday + dt.timedelta(days=named))


def _relative_day(text: str, known: _Known) -> _Pair | None:
    if known.today is None:
        return _Part(), _Part()
    return _whole(known.today + dt.timedelta(days=_DAY_SHIFTS[text]))


def _bare_day(text: str, known: _Known) -> _Pair | None:
    """Read 6日: in the month last named, or in the last month that has had such a day."""
    day = _numbers(text)[0]
    if known.latest.month:
        part = replace(known.latest, day=day)
        return part, part
    if known.today is None:
        return None
    months = known.today.year * 12 + known.today.month - 1 - (day > known.today.day + 7)
    part = _Part(months // 12, months % 12 + 1, day)
    return part, part


def _whole(day: dt.date) -> _Pair:
    return _from_to(day, day)


def _from_to(first: dt.date, last: dt.date) -> _Pair:
    return _Part(first.year, first.month, first.day), _Part(last.year, last.month, last.day)


_RESOLVE: dict[str, Callable[[str, _Known], _Pair | None]] = {
    "days": _day_range,
    "iso": _iso,
    "months": _month_range,
    "month": _month,
    "years": _years,
    "year": _year,
    "half": _half,
    "moon": _moon,
    "week": _week,
    "day": _relative_day,
    "bare": _bare_day,
}
