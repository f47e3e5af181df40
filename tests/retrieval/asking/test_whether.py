"""What a question for yes or no turns on."""

from __future__ import annotations

import pytest

from retrieval.asking.whether import procedure_of, turns_on


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("骗子抓到了吗", "抓"),
        ("骗子被抓了没", "抓"),
        ("夜校能组队报名吗", "报名"),
        ("有没有律师坐班", "坐班"),
        ("报名有年龄限制吗", "限制"),
        ("假唱是真的吗", "假唱"),
        ("港口还能出船吗", "出船"),
        ("骗子抓没抓到", "抓"),
        ("夜校需不需要报名", "报名"),
        ("能否组队报名", "报名"),
    ],
)
def test_it_is_the_last_thing_that_is_said(question: str, thing: str) -> None:
    assert turns_on(question) == thing


@pytest.mark.parametrize(
    "question",
    [
        "夜校在哪",
        "什么时候开课了吗",
        "医生说得对吗",
        "两天一样吗",
        "是平湖吗",
        "好吗",
        "吗",
        "",
        "那么",
        "能看看夜校的新闻吗",
        "有夜校的消息吗",
        "可以介绍一下夜校吗",
    ],
)
def test_another_question_and_a_mere_judgement_turn_on_nothing(question: str) -> None:
    assert turns_on(question) == ""


def test_how_to_do_a_thing_turns_on_its_name() -> None:
    assert procedure_of("夜校怎么报名") == "报名"
    assert procedure_of("到哪里咋领取") == "领取"
    assert procedure_of("报名的人怎么说") == ""
