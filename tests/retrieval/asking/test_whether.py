"""What a question for yes or no turns on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.asking.whether import gives_money, procedure_of, stand_in, turning_words, turns_on

if TYPE_CHECKING:
    from retrieval.text import Tokenizer


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


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("驿站周末开门吗", ("开门",)),
        ("保安比赛叠被子吗", ("叠",)),
        ("骗子抓到了吗", ("抓",)),
        ("夜校的钱退不退", ("退",)),
        ("夜校卖东西吗", ("卖",)),
        ("小哥有书拿吗", ("拿", "书")),
        ("大赛给发奖金吗", ("奖金",)),
        ("慰问送米了吗", ("米",)),
        ("慰问送书了没有", ("书",)),
        ("慰问送钱了吗", ("钱",)),  # as it is printed
        ("慰问给职工发了大米吗", ("大米",)),
        ("工会发展了吗", ("发展",)),
        ("大赛要叠被褥吗", ("被褥", "叠")),
        ("主席见越南客人没", ("客人", "见")),
        ("漏水修好了吗", ("修",)),
        ("搜出四千万是真的吗", ()),
        ("夜校在哪", ()),
    ],
)
def test_the_words_it_turns_on_are_whole(
    question: str, words: tuple[str, ...], tokenizer: Tokenizer
) -> None:
    assert turning_words(question, tokenizer) == words


@pytest.mark.parametrize(
    ("word", "text"),
    [("抓", "骗子已被抓获"), ("牙", "提供牙齿护理"), ("见", "主席参加会见"), ("看牙", "牙齿护理")],
)
def test_a_word_akin_to_it_will_do(word: str, text: str, tokenizer: Tokenizer) -> None:
    assert stand_in((word,), text, tokenizer)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("开门", "公开专栏，专门放置"),
        ("关", "相关负责人谈劳动关系"),
        ("开除", "公开资料显示"),
        ("考核", "放在大局中思考"),
    ],
)
def test_a_common_character_of_it_in_another_word_will_not(
    word: str, text: str, tokenizer: Tokenizer
) -> None:
    assert not stand_in((word,), text, tokenizer)


@pytest.mark.parametrize(
    ("thing", "printed", "akin"),
    [("桃子", "发放鲜桃", True), ("帽子", "送去草帽", True), ("骗子", "反诈骗", False)],
)
def test_a_thing_with_an_ending_is_akin_to_one_that_is_described(
    thing: str, printed: str, akin: bool, tokenizer: Tokenizer
) -> None:
    assert stand_in((thing,), printed, tokenizer) is akin


def test_what_is_given_tells_more_than_that_it_is_given(tokenizer: Tokenizer) -> None:
    assert turns_on("居民送桃了吗") == "桃"
    assert turning_words("平湖送桃子了吗", tokenizer) == ("桃子",)


def test_money_that_is_given_is_asked_for() -> None:
    assert gives_money("居民送钱了吗")
    assert not gives_money("送米了吗")
    assert not gives_money("送了多少钱")
