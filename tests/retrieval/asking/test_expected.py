"""What a question asks for, and which sentences have it."""

import pytest

from retrieval.asking.expected import expectation
from retrieval.types import Span


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("夜校什么时候開課", "夜校9月3日开课。"),
        ("哪天办的", "比赛在昨日举行。"),
        ("来了多少人", "120名快递员参加了体检。"),
        ("一共几个项目", "设六个项目。"),
        ("几位专家来了", "来了12名专家。"),
        ("培训班上几天", "培训班为期三天。"),
        ("发了多少钱", "发放慰问金27万元。"),
        ("追回多少", "追讨各种款项610万元。"),
    ],
)
def test_a_sentence_that_has_what_is_asked_for_meets_the_question(
    question: str, sentence: str
) -> None:
    assert expectation(question).met_by(sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("夜校什么时候开课", "夜校开设剪纸和摄影课程。"),
        ("几家企业参加", "120名职工参加。"),
        ("发了多少钱", "发放饮料200箱。"),
        ("讲师团有多少人", "2022年向各区律所发出邀请。"),
        ("大赛一共多少个项目", "第三届比赛落下帷幕。"),
        ("谁得了一等奖", "9月3日有120人参加。"),
    ],
)
def test_a_sentence_without_it_and_a_question_that_does_not_tell_do_not(
    question: str, sentence: str
) -> None:
    assert not expectation(question).met_by(sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("谁带的队", "考察团由平湖区总工会主席周大江带队。", ["周大江"]),
        ("夜校在哪儿办的", "夜校在平湖工人文化宫举行。", ["平湖工人文化宫"]),
        ("主题是什么", "活动以“书香平湖”为主题。", ["“书香平湖”"]),
        ("有多少职工报名", "第3期夜校有120余名职工报名，收费30元。", ["120余名"]),
        ("第几届", "这是平湖区第六届运动会。", ["第六届"]),
        ("周大江是什么职务", "周大江是平湖区总工会主席。", ["平湖区总工会主席"]),
    ],
)
def test_what_answers_is_found_in_its_place(
    question: str, sentence: str, expected: list[str]
) -> None:
    spans = expectation(question).spans(sentence)
    assert [sentence[span.start : span.end] for span in spans][:1] == expected


def test_what_the_question_says_itself_is_no_answer_to_it() -> None:
    assert expectation("9月3日的夜校是哪天报名").spans("9月3日夜校开课。") == []


def test_names_that_the_article_holds_are_found_as_well() -> None:
    spans = expectation("谁来讲课").spans("讲课的是阿卜杜拉。", ["阿卜杜拉"])
    assert spans == [Span(4, 8)]
