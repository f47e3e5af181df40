"""What an answer cannot do without: its subject, what a question turns on, a time, a denial."""

from dataclasses import replace

import pytest

from retrieval.asking.needs import lacks_a_need
from retrieval.asking.rank import TermRarity
from retrieval.asking.search import Found
from retrieval.text import Tokenizer
from tests.retrieval.asking.made import article, found

SCHOOL = article(
    "a",
    "平湖夜校周六开课，公开招收学员，专门放了书籍。夜校上午教理发，下一步将教摄影。"
    "因场地不足，舞蹈课没有开。",
    "平湖夜校开课",
)
MATCH = article("b", "平湖网球赛在体育馆举行，有网上直播。", "平湖网球赛举行")
FIRST, SECOND, THIRD = "平湖夜校周六", "夜校上午", "因场地"


def lacks(question: str, shown: str, tokenizer: Tokenizer) -> bool:
    given = found(question, [SCHOOL], {shown: 1.0}, expected=1.0)
    return lacks_a_need(given.sentences, given, tokenizer)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("夜校教理发吗", SECOND),
        ("夜校有书拿吗", FIRST),  # 书籍
        ("夜校周末开课吗", FIRST),  # on Saturdays
        ("夜校早上教理发吗", SECOND),
        ("夜校还会再教摄影吗", SECOND),
        ("夜校能剪头发吗", SECOND),  # in print: 理发
        ("舞蹈课为什么没开", THIRD),
        ("夜校为什么教理发", SECOND),  # why it does is another question
        ("夜校教什么", SECOND),
    ],
)
def test_what_stands_there_in_the_same_or_akin_words_is_not_lacking(
    question: str, shown: str, tokenizer: Tokenizer
) -> None:
    assert not lacks(question, shown, tokenizer)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("夜校开门吗", FIRST),  # neither 公开 nor 专门
        ("夜校关了没", FIRST),
        ("夜校卖东西吗", SECOND),
        ("夜校晚上教理发吗", SECOND),
        ("夜校为什么没教日语", SECOND),
        ("夜校为什么推迟", FIRST),
    ],
)
def test_single_characters_of_it_in_other_words_do_not_count(
    question: str, shown: str, tokenizer: Tokenizer
) -> None:
    assert lacks(question, shown, tokenizer)


def test_what_is_yet_to_come_is_not_told_by_an_article_of_the_past(tokenizer: Tokenizer) -> None:
    given = found("网球赛还会再直播吗", [MATCH], {"平湖网球赛": 1.0}, expected=1.0)
    assert lacks_a_need(given.sentences, given, tokenizer)


def of_tennis(question: str, known: dict[str, float], unknown: frozenset[str]) -> Found:
    given = found(question, [SCHOOL, MATCH], {"平湖网球赛": 1.0}, terms=known, expected=1.0)
    words = TermRarity(known, unknown=unknown)
    return replace(given, rarity=words, nouns=words)


@pytest.mark.parametrize(
    ("question", "subject", "unknown", "missing"),
    [
        ("浪花节有没有网上直播", "浪花节", frozenset(), True),
        ("网球赛有没有网上直播", "网球赛", frozenset(), False),
        # A common noun may be printed as another: 老师 as 教师.
        ("夜校有没有网上直播", "夜校", frozenset(), False),
        # A member's own word for a thing need not stand in print.
        ("夜课有没有网上直播", "夜课", frozenset({"夜课"}), False),
    ],
)
def test_the_name_that_a_question_begins_with_stands_in_the_article(
    question: str, subject: str, unknown: frozenset[str], *, missing: bool, tokenizer: Tokenizer
) -> None:
    given = of_tennis(question, {subject: 3.0, "直播": 2.0}, unknown)
    assert lacks_a_need(given.sentences, given, tokenizer) is missing


@pytest.mark.parametrize(
    ("question", "names", "missing"),
    [
        ("网球赛在苏州哪个馆举行", ("苏州",), True),
        ("苏州网球赛在哪个馆举行", ("苏州",), True),
        ("青年下河打网球赛", ("下河",), False),  # as well the name of a place
    ],
)
def test_a_place_that_it_is_said_to_be_in_stands_there_too(
    question: str, names: tuple[str, ...], tokenizer: Tokenizer, *, missing: bool
) -> None:
    given = found(question, [MATCH], {"平湖网球赛": 1.0}, names=names, expected=1.0)
    assert lacks_a_need(given.sentences, given, tokenizer) is missing


def test_the_papers_own_town_need_not_stand_there(tokenizer: Tokenizer) -> None:
    question, shown = "北京网球赛在哪个馆举行", {"平湖网球赛": 1.0}
    given = found(question, [MATCH], shown, names=("北京",), terms={"北京": 1.5}, expected=1.0)
    assert not lacks_a_need(given.sentences, given, tokenizer)


def test_a_denial_in_the_words_of_the_question_denies_nothing(tokenizer: Tokenizer) -> None:
    question, trouble = "无人机课为什么没开", article("c", "平湖无人机课开了三周。", "无人机课")
    given = found(question, [trouble], {"平湖": 1.0}, terms={"无人机": 3.0}, expected=1.0)
    assert lacks_a_need(given.sentences, given, tokenizer)


def test_what_is_put_somewhere_is_not_yet_to_come(tokenizer: Tokenizer) -> None:
    folding = article("c", "平湖夜校教人将被褥叠成方块。", "平湖夜校开课")
    given = found("夜校明年还教叠被褥吗", [folding], {"平湖": 1.0}, expected=1.0)
    assert lacks_a_need(given.sentences, given, tokenizer)
