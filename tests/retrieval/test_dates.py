import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dates import find_dates

MONDAY = dt.date(2023, 12, 11)


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("2023年12月7日", "2023-12-07"),
        ("2023-12-07", "2023-12-07"),
        ("2023.12.7", "2023-12-07"),
        ("二〇二三年十二月七日", "2023-12-07"),
        ("１２月７日", "2023-12-07"),
        ("12月6日至10日", "2023-12-06/2023-12-10"),
        ("11月28日至12月3日", "2023-11-28/2023-12-03"),
        ("2023年12月30日至1月2日", "2023-12-30/2024-01-02"),
        ("今年5月至8月", "2023-05/2023-08"),
        ("2021年至2023年", "2021/2023"),
        ("去年", "2022"),
        ("明年3月", "2024-03"),
        ("去年12月3日", "2022-12-03"),
        ("今年上半年", "2023-01/2023-06"),
        ("第三季度", "2023-07/2023-09"),
        ("上个月", "2023-11"),
        ("本月5日", "2023-12-05"),
        ("昨日", "2023-12-10"),
        ("前天", "2023-12-09"),
        ("上周五", "2023-12-08"),
        ("本周", "2023-12-11/2023-12-17"),
        ("星期三", "2023-12-06"),
        ("8日", "2023-12-08"),
        ("25日", "2023-11-25"),
        ("近日", ""),
    ],
)
def test_date_is_resolved_against_the_day_of_reference(text, norm):
    (mention,) = find_dates(f"活动于{text}举办", MONDAY)
    assert (mention.text, mention.norm) == (text, norm)


@pytest.mark.parametrize(
    ("text", "norm"),
    [("12月6日", "--12-06"), ("去年", ""), ("昨日", ""), ("2024年11月", "2024-11")],
)
def test_without_a_reference_only_what_is_printed_is_known(text, norm):
    (mention,) = find_dates(text)
    assert mention.norm == norm
    assert (mention.first is None) == (not norm.startswith("2"))


def test_year_that_nobody_named_is_the_one_that_brings_the_day_nearest():
    found = find_dates("12月7日，1月5日，6月1日", MONDAY)
    assert [mention.norm for mention in found] == ["2023-12-07", "2024-01-05", "2023-06-01"]
    assert not any(mention.year_named for mention in found)


def test_bare_day_stands_in_the_month_last_named():
    found = find_dates("11月6日至10日，代表团来访。6日下午会谈。", MONDAY)
    assert [mention.norm for mention in found] == ["2023-11-06/2023-11-10", "2023-11-06"]


@pytest.mark.parametrize(
    "text", ["2月30日", "三个月", "30日内", "8类服务", "731医院", "每日", "今日头条在线", "周一鸣"]
)
def test_what_only_looks_like_a_date_is_none(text):
    assert [m.text for m in find_dates(text, MONDAY) if m.text != "今日"] == []


@given(st.text("0123456789年月日至今去明上下周星期一二三四五六近前昨天号-./十〇 　Ａ", max_size=30))
def test_mentions_stand_in_order_where_they_say(text):
    ends = 0
    for mention in find_dates(text, MONDAY):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.span.start >= ends
        assert (mention.first is None) == (mention.last is None)
        ends = mention.span.end
