"""The days of a question, counted by hand, and articles that agree with them or do not."""

import datetime as dt
import time

import pytest

from retrieval.asking.dated import agreement, may_tell_of, outside
from retrieval.asking.when import Calendar, beyond, days_in_full, ranges_in
from retrieval.types import DateRange, DateSource, EventDate, PageDate, RangeMeaning

TUESDAY = dt.date(2023, 12, 12)
HELD = (dt.date(2023, 1, 3), dt.date(2023, 12, 11))
LIVE = Calendar(TUESDAY, HELD)
LONG_AFTER = Calendar(dt.date(2026, 11, 21), HELD)


def days(question: str, calendar: Calendar) -> list[str]:
    return [f"{r.first}/{r.last}" for r in ranges_in(question, calendar)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("昨天平谷有什么新闻", "2023-12-11/2023-12-11"),
        ("上周的新闻", "2023-12-04/2023-12-10"),
        ("上个星期五谁来了", "2023-12-08/2023-12-08"),
        ("这个月谁来访", "2023-12-01/2023-12-31"),
        ("去年12月评了几家", "2022-12-01/2022-12-31"),
        ("2023年建了几家", "2023-01-01/2023-12-31"),
        ("2022年到2023年建了几家", "2022-01-01/2023-12-31"),
        ("2023密云开了几场会", "2023-01-01/2023-12-31"),
        ("12月6日谁来了", "2023-12-06/2023-12-06"),
        ("十二月七日谁来了", "2023-12-07/2023-12-07"),
        ("１２月６日至１０日", "2023-12-06/2023-12-10"),
        ("上半年服务了多少人", "2023-01-01/2023-06-30"),
        ("国庆期间有什么活动", "2023-10-01/2023-10-07"),
        ("“五一”期间有什么活动", "2023-05-01/2023-05-05"),
        ("春节期间慰问了谁", "2023-01-21/2023-01-28"),
        ("去年国庆有什么活动", "2022-10-01/2022-10-07"),
        ("2015年3月之前叫什么", "0001-01-01/2015-03-31"),
        ("2021年以来建了几家", "2021-01-01/2023-12-12"),
        ("1970年代建的厂", "1970-01-01/1979-12-31"),
        ("最近有什么新闻", "2023-11-13/2023-12-12"),
        ("近三个月有什么新闻", "2023-09-14/2023-12-12"),
        ("過去一週的新聞", "2023-12-06/2023-12-12"),
    ],
)
def test_days_in_words_are_counted_from_today(question: str, expected: str) -> None:
    assert days(question, LIVE) == [expected]


@pytest.mark.parametrize(
    "question",
    [
        "“今天下楼就可以看病”是谁说的",
        "《顺义区2023年工作要点》是谁印发的",
        "每星期三几点上课",
        "离我最近的驿站在哪",
        "近500名职工参加了什么",
        "五一劳动奖章发给了谁",
        "三个月能学完吗",
        "15日的比赛谁赢了",
    ],
)
def test_what_only_looks_like_a_day_is_none(question: str) -> None:
    assert days(question, LIVE) == []


def test_several_days_stand_in_the_order_of_the_question() -> None:
    assert days("2023年比2021年多几家", LIVE) == ["2023-01-01/2023-12-31", "2021-01-01/2021-12-31"]


def test_a_day_without_a_year_is_the_nearest_one_that_is_held() -> None:
    assert days("5月6日谁来了", LONG_AFTER) == ["2023-05-06/2023-05-06"]
    held = (dt.date(2022, 4, 1), dt.date(2023, 2, 1))
    calendar = Calendar(dt.date(2023, 2, 2), held)
    assert days("5月6日谁来了", calendar) == ["2022-05-06/2022-05-06"]
    assert days("国庆期间去了哪", calendar) == ["2022-10-01/2022-10-07"]


@pytest.mark.parametrize(
    ("question", "expected", "anchor"),
    [
        ("昨天谁来了", "2026-11-20/2026-11-20", "2026-11-21"),
        ("上周谁来了", "2026-11-09/2026-11-15", "2026-11-21"),
        ("今年建了几家", "2023-01-01/2023-12-31", "2023-12-11"),
        ("上半年建了几家", "2023-01-01/2023-06-30", "2023-12-11"),
        ("最近谁来了", "2023-11-12/2023-12-11", "2023-12-11"),
    ],
)
def test_in_an_old_archive_days_stay_and_longer_times_are_counted_from_its_newest_day(
    question: str, expected: str, anchor: str
) -> None:
    (asked,) = ranges_in(question, LONG_AFTER)
    assert f"{asked.first}/{asked.last}" == expected
    assert str(asked.anchor) == anchor


def test_a_range_says_how_it_is_meant() -> None:
    meanings = [r.meaning.value for r in ranges_in("12月6日、昨天、最近", LIVE)]
    assert meanings == ["stated", "relative", "recent"]


# --- articles --------------------------------------------------------------------------------

SOME_DECEMBER_6 = DateRange(
    dt.date(2023, 12, 6), dt.date(2023, 12, 6), RangeMeaning.STATED, "12月6日", year_known=False
)
DECEMBER_6 = DateRange(dt.date(2023, 12, 6), dt.date(2023, 12, 6), RangeMeaning.STATED, "12月6日")
YEAR_2023 = DateRange(dt.date(2023, 1, 1), dt.date(2023, 12, 31), RangeMeaning.STATED, "2023年")
THIS_YEAR = DateRange(
    dt.date(2023, 1, 1), dt.date(2023, 12, 31), RangeMeaning.RELATIVE, "今年", TUESDAY
)
RECENTLY = DateRange(dt.date(2023, 11, 13), TUESDAY, RangeMeaning.RECENT, "最近", TUESDAY)


def printed(*ymd: int) -> PageDate:
    return PageDate(dt.date(*ymd), DateSource.FOLIO)


def event(text: str, first: str = "", last: str = "", norm: str = "") -> EventDate:
    start = dt.date.fromisoformat(first) if first else None
    end = dt.date.fromisoformat(last or first) if first else None
    return EventDate(text, start, end, norm)


VISIT = event("12月6日至10日", "2023-12-06", "2023-12-10")
LATELY = event("近日")


@pytest.mark.parametrize(
    ("asked", "page", "events", "expected"),
    [
        (DECEMBER_6, None, [event("6日", "2023-12-06")], 1.0),
        (DECEMBER_6, None, [event("12月6日", norm="--12-06")], 1.0),
        (DECEMBER_6, None, [event("12月7日", norm="--12-07")], 0.0),
        (DECEMBER_6, None, [event("7日", "2023-12-07")], 0.0),
        (DECEMBER_6, printed(2023, 12, 8), [LATELY], 1.0),
        (DECEMBER_6, printed(2023, 12, 6), [event("7日", "2023-12-07")], 1.0),
        (DECEMBER_6, printed(2023, 12, 8), [event("7日", "2023-12-07")], 0.0),
        (DECEMBER_6, printed(2023, 12, 8), [event("7日", "2023-12-07"), LATELY], 1.0),
        (SOME_DECEMBER_6, None, [event("12月6日", "2021-12-06")], 0.5),
        (SOME_DECEMBER_6, printed(2021, 12, 8), [LATELY], 0.5),
        (SOME_DECEMBER_6, None, [event("12月7日", "2021-12-07")], 0.0),
        (DECEMBER_6, None, [event("12月6日", "2021-12-06")], 0.0),
        (DECEMBER_6, printed(2023, 12, 5), [LATELY], 0.0),
        (DECEMBER_6, printed(2023, 12, 30), [LATELY], 0.0),
        (DECEMBER_6, None, [LATELY], None),
        (DECEMBER_6, None, [], None),
        (DECEMBER_6, None, [VISIT], 1.0),
        # A year in which the day lies leaves it open.
        (DECEMBER_6, None, [event("2023年", "2023-01-01", "2023-12-31")], None),
        (YEAR_2023, None, [VISIT], 1.0),
        (YEAR_2023, None, [event("2022年", "2022-01-01", "2022-12-31")], 0.0),
        (YEAR_2023, None, [event("12月", norm="--12")], 1.0),
        (YEAR_2023, printed(2024, 1, 3), [LATELY], 1.0),
        (THIS_YEAR, None, [event("今年")], 1.0),
        (RECENTLY, printed(2023, 12, 1), [], 1.0),
        (RECENTLY, printed(2021, 12, 1), [event("2021年", "2021-01-01", "2021-12-31")], None),
    ],
)
def test_an_article_agrees_contradicts_or_leaves_it_open(
    asked: DateRange, page: PageDate | None, events: list[EventDate], expected: float | None
) -> None:
    assert agreement(asked, page, events) == expected


def test_a_range_is_outside_when_it_touches_no_day_held() -> None:
    assert outside(DECEMBER_6, dt.date(2023, 12, 14), dt.date(2023, 12, 31))
    assert not outside(DECEMBER_6, dt.date(2023, 12, 13), dt.date(2023, 12, 31))
    assert outside(DECEMBER_6, dt.date(2023, 1, 1), dt.date(2023, 12, 5))
    assert not outside(DECEMBER_6, dt.date(2023, 12, 6), dt.date(2023, 12, 31))
    assert not outside(DECEMBER_6, None, None)


def test_only_a_question_all_of_whose_days_are_missing_is_beyond_the_archive() -> None:
    def asked(question: str) -> bool:
        return beyond(ranges_in(question, LONG_AFTER), LONG_AFTER)

    assert asked("昨天谁来了")
    assert asked("2021年建了几家")
    assert not asked("2023年比2021年多几家")
    assert not asked("最近谁来了")
    assert not asked("谁来了")


def test_for_days_not_held_yesterday_wants_agreement_and_a_year_no_contradiction() -> None:
    yesterday = DateRange(TUESDAY, TUESDAY, RangeMeaning.RELATIVE, "昨天", TUESDAY)
    assert not may_tell_of(yesterday, None, [LATELY])
    assert may_tell_of(YEAR_2023, None, [LATELY])
    assert not may_tell_of(YEAR_2023, printed(2021, 5, 5), [LATELY])


@pytest.mark.parametrize("unit", ["去年", "“", "近三", "十", "2023年", "12月6日至", " ", "离最"])
def test_a_long_message_is_read_in_bounded_time(unit: str) -> None:
    began = time.perf_counter()
    ranges_in((unit * 10_000)[:10_000], LIVE)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("question", "in_full"),
    [
        ("12月6和7号有啥事", "12月6日和12月7日有啥事"),
        ("12月6、7两日的活动", "12月6日和12月7日的活动"),
        ("十二月六日和七日", "十二月六日和十二月七日"),
        ("12月6、7、8三天", "12月6日和12月7日和12月8日"),
        ("12月6日至7日", "12月6日至7日"),
        ("12月6日、7名职工", "12月6日、7名职工"),
        ("12月6日和7号线", "12月6日和7号线"),
        ("10月1日、3天假期", "10月1日、3天假期"),
        ("3月15、30天内", "3月15、30天内"),
        ("12月7日、8号台风", "12月7日、8号台风"),
    ],
)
def test_days_of_one_month_become_dates_of_their_own(question: str, in_full: str) -> None:
    assert days_in_full(question) == in_full
