import datetime as dt

import pytest

from retrieval.pages import read_page
from retrieval.types import DateSource

BODY = (
    "青川机械厂工会送清凉\n\n"
    "本报讯（记者 林平）7月3日，青川机械厂工会为一线职工送去绿豆汤三百份，职工十分欢喜。\n"
)


def read(name, text=BODY, day=None):
    return read_page(name, text.encode(), day)


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("2023-12-11_03.txt", dt.date(2023, 12, 11), "3"),
        ("20231211A3.txt", dt.date(2023, 12, 11), "A3"),
        ("2023年12月11日第2版.txt", dt.date(2023, 12, 11), "2"),
        ("2023-12-11/04.txt", dt.date(2023, 12, 11), "4"),
    ],
)
def test_file_name_tells_day_and_page(name, day, number):
    page = read(name)
    assert page.date is not None
    assert (page.date.day, page.date.source) == (day, DateSource.FILE_NAME)
    assert page.number == number


@pytest.mark.parametrize("name", ["000_ce66349e4058097d.txt", "20231345.txt", "第3期.txt"])
def test_name_without_a_day_tells_none(name):
    assert read(name).date is None


def test_front_matter_wins_over_the_file_name():
    text = f"---\ndate: 2022-05-04\npage: 7\nnewspaper: 青川日报\n---\n\n{BODY}"
    page = read("2023-12-11_03.txt", text)
    assert page.date is not None
    assert (page.date.day, page.date.source) == (dt.date(2022, 5, 4), DateSource.FRONT_MATTER)
    assert (page.number, page.newspaper) == ("7", "青川日报")
    assert page.articles[0].dates[0].norm == "2022-07-03"


def test_folio_line_wins_over_the_admin():
    text = f"青川日报 2024年7月4日 星期四 第5版\n{BODY}"
    page = read("page.txt", text, dt.date(2020, 1, 1))
    assert page.date is not None
    assert (page.date.day, page.date.source) == (dt.date(2024, 7, 4), DateSource.FOLIO)
    assert (page.number, page.newspaper) == ("5", "青川日报")


def test_admin_wins_over_what_the_text_lets_conclude():
    page = read("page.txt", BODY.replace("7月3日", "2024年7月3日"), dt.date(2024, 7, 9))
    assert page.date is not None
    assert (page.date.day, page.date.source) == (dt.date(2024, 7, 9), DateSource.ADMIN)


def test_weekday_decides_the_year_against_a_year_that_is_only_aimed_at():
    text = BODY.replace("7月3日", "12月6日（星期三）") + "到2025年，全厂将建成2024年规划的驿站。\n"
    page = read("page.txt", text)  # in 2023 that day was a Wednesday, in 2024 and 2025 it was not
    assert page.date is not None
    assert (page.date.day, page.date.source) == (dt.date(2023, 12, 7), DateSource.INFERRED)


def test_year_that_a_text_aims_at_gives_way_to_one_it_names():
    page = read("page.txt", BODY.replace("7月3日", "2023年7月3日") + "力争到2025年全覆盖。\n")
    assert page.date is not None
    assert page.date.day == dt.date(2023, 7, 4)


def test_day_after_the_reported_event_is_inferred():
    page = read("page.txt", BODY.replace("7月3日", "2024年7月3日"))
    assert page.date is not None
    assert (page.date.day, page.date.inferred) == (dt.date(2024, 7, 4), True)
    assert page.date.confidence <= 0.5
