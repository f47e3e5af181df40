"""Numbers and days in one form, whatever they were written in."""

import pytest

from retrieval.quantities import days_in_digits, in_digits, quantities
from retrieval.text import fold


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("２０人", ("20人",)),
        ("20余人", ("20人",)),
        ("20多名职工", ("20人",)),
        ("二十人", ("20", "20人")),
        ("二十余名", ("20", "20人")),
        ("12月7日", ("12月", "7日", "12月7日")),
        ("十二月七日", ("12", "12月", "7", "7日", "12月7日")),
        ("12月7号", ("12月", "7日", "12月7日")),
        ("1,200万元", ("1200万元",)),
        ("三万余户", ("3万", "3万户")),
        ("二〇二三年", ("2023", "2023年")),
        ("第十八次代表大会", ("18", "18次")),
        ("一百零五岁", ("105", "105岁")),
    ],
)
def test_a_quantity_has_one_form(written: str, terms: tuple[str, ...]) -> None:
    assert quantities(fold(written)) == terms


@pytest.mark.parametrize("words", ["一起去", "一定", "十分高兴", "万一", "张三丰", "七上八下", ""])
def test_numerals_inside_words_count_nothing(words: str) -> None:
    assert quantities(words) == ()


@pytest.mark.parametrize(
    ("chinese", "digits"),
    [("十", "10"), ("二十一", "21"), ("三百", "300"), ("一千零二", "1002"), ("两", "2")],
)
def test_a_number_in_chinese_is_read(chinese: str, digits: str) -> None:
    assert in_digits(chinese) == digits


@pytest.mark.parametrize("chinese", ["十百", "二三十", "三五"])
def test_what_is_no_single_number_is_none(chinese: str) -> None:
    assert in_digits(chinese) == ""


@pytest.mark.parametrize(
    ("spoken", "printed"),
    [
        ("十二月六号谁来了", "12月6日谁来了"),
        ("12月6号", "12月6日"),
        ("十二月二十一日", "12月21日"),
        ("二月有几天", "二月有几天"),
        ("坐6号线", "坐6号线"),
    ],
)
def test_days_in_words_become_days_as_they_are_printed(spoken: str, printed: str) -> None:
    assert days_in_digits(spoken) == printed
