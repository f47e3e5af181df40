"""What compares things is asked of each."""

import pytest

from retrieval.asking.comparing import needs_all, sides
from retrieval.text import Tokenizer


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("东山和西河谁的驿站多？", ("东山有多少驿站", "西河有多少驿站")),
        ("師大和排水集團的比賽哪個項目多", ("师大的比赛有多少项目", "排水集团的比赛有多少项目")),
        ("柳河街道跟东山街道各给职工送了啥", ("柳河街道给职工送了啥", "东山街道给职工送了啥")),
        ("乒乓球赛和网球赛哪个人多", ("乒乓球赛有多少人", "网球赛有多少人")),
        ("海淀跟朝阳的工会培训有什么区别", ("海淀的工会培训", "朝阳的工会培训")),
        (
            "东山、西河和南湾谁的驿站多",
            ("东山有多少驿站", "西河有多少驿站", "南湾有多少驿站"),
        ),
        (
            "东山和西河和南湾谁的驿站多",
            ("东山有多少驿站", "西河有多少驿站", "南湾有多少驿站"),
        ),
        ("东山、西河谁的驿站多", ("东山有多少驿站", "西河有多少驿站")),
        ("东山和西河谁有网球比赛", ("东山有网球比赛吗", "西河有网球比赛吗")),
        ("东山或西河哪个街道办了法律讲座", ("东山办了法律讲座吗", "西河办了法律讲座吗")),
        ("密云和平谷谁有驿站", ("密云有驿站吗", "平谷有驿站吗")),  # no 和平
        ("东山的剪纸和书法分别有多少人", ("东山的剪纸有多少人", "东山的书法有多少人")),
    ],
)
def test_a_comparison_is_one_question_on_each(
    question: str, each: tuple[str, ...], tokenizer: Tokenizer
) -> None:
    assert sides(question, tokenizer) == each


@pytest.mark.parametrize(
    "question",
    [
        "工会和法院一起办了什么活动",
        "谁和他一起去的",
        "驿站有多少家",
        "李四和谁一起获奖了",
        "和平街",
        "在技能大赛中，东山、西河和南湾谁的驿站多",
    ],
)
def test_what_compares_nothing_has_no_sides(question: str, tokenizer: Tokenizer) -> None:
    assert sides(question, tokenizer) == ()


@pytest.mark.parametrize(
    ("question", "all_sides"),
    [
        ("东山和西河谁办了讲座", False),
        ("东山或西河哪家去了书店", False),
        ("东山和西河哪边有网球比赛", False),
        ("东山和西河谁的驿站多", True),
        ("东山和西河哪个多", True),
        ("东山和西河差多少", True),
        ("东山和西河谁的名次靠前", True),
        ("东山和西河谁名次靠前", True),
        ("东山和西河分别送了什么", True),
    ],
)
def test_what_is_measured_takes_all_sides(question: str, all_sides: bool) -> None:
    assert needs_all(question) is all_sides
