"""Questions asked in vain, grouped by likeness, and shown without what tells who asked."""

import pytest

from bot.care.gap_groups import GapGroup, grouped, masked
from bot.state import Missed


def test_alike_questions_are_one_group_and_the_most_asked_comes_first():
    missed = [
        Missed("月球基地何时招工", 1, told=True),
        Missed("地铁几点开", 1, told=False),
        Missed("地铁几点开？", 2, told=False),
        Missed("请问地铁几点开门", 3, told=False),
    ]

    assert grouped(missed) == (GapGroup("地铁几点开", 3, 3), GapGroup("月球基地何时招工", 1, 1))


def test_what_one_member_alone_asked_is_counted_and_not_shown_unless_they_passed_it_on():
    often = [Missed("我家的地址在哪里", 5, told=False)] * 3

    assert grouped(often) == (GapGroup("", 3, 1),)
    assert grouped([*often, Missed("我家的地址", 6, told=True)]) == (GapGroup("我家的地址", 4, 2),)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("我的电话13800138000谁看到了", "我的电话…谁看到了"),
        ("写信给 li@example.com 或 @xiao_li 吧", "写信给 … 或 … 吧"),
        ("2023年12月11日第3版说了什么", "2023年12月11日第3版说了什么"),
        ("a\n b", "a b"),
        ("问" * 130, "问" * 120 + "…"),
    ],
)
def test_what_could_tell_who_asked_is_blotted_out(question, shown):
    assert masked(question) == shown


def test_no_questions_make_no_groups_and_marks_alone_are_no_trouble():
    assert grouped([]) == ()
    assert grouped([Missed("？！", 1, told=True), Missed("。", 2, told=True)]) != ()
