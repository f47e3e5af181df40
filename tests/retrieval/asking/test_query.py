"""Messages become queries: small talk, follow-ups, and questions that stand by themselves."""

import datetime as dt

import pytest

from retrieval.asking.query import MAX_CHARS, understand
from retrieval.asking.when import Calendar
from retrieval.text import Tokenizer
from retrieval.types import SmallTalk, Turn

CALENDAR = Calendar(dt.date(2023, 12, 12))
BEFORE = Turn("柳河街道的钢笔字比赛谁得了一等奖？", "王小雨")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("你好", SmallTalk.GREETING),
        ("早上好呀！", SmallTalk.GREETING),
        ("謝謝你，辛苦了", SmallTalk.THANKS),
        ("好的，知道了，谢谢", SmallTalk.CHATTER),
        ("拜拜👋", SmallTalk.FAREWELL),
        ("你是谁？", SmallTalk.ABOUT_BOT),
        ("讲个笑话听听", SmallTalk.CHATTER),
    ],
)
def test_small_talk_is_told_apart(message: str, kind: SmallTalk, tokenizer: Tokenizer) -> None:
    (query,) = understand(message, tokenizer, CALENDAR)
    assert query.small_talk is kind


@pytest.mark.parametrize(
    "message", ["你好，平湖体检有多少人", "谢谢大会在哪开", "早上几点上课", "帮助困难职工的办法"]
)
def test_a_question_that_begins_politely_is_still_a_question(
    message: str, tokenizer: Tokenizer
) -> None:
    (query,) = understand(message, tokenizer, CALENDAR)
    assert query.small_talk is None


@pytest.mark.parametrize(
    "question", ["他是哪个厂的", "那二等奖呢？", "什么时候", "还有吗", "谁的", "这次有几家"]
)
def test_a_question_that_points_back_is_searched_with_the_one_before(
    question: str, tokenizer: Tokenizer
) -> None:
    (query,) = understand(question, tokenizer, CALENDAR, BEFORE)
    assert query.continues == BEFORE
    assert query.text == f"{BEFORE.question} {question}"
    assert "钢笔" in query.terms
    assert query.original == question


@pytest.mark.parametrize("question", ["一共来了多少人", "走访了几家", "带了什么礼物"])
def test_a_question_that_says_too_little_is_tried_alone_and_then_with_the_one_before(
    question: str, tokenizer: Tokenizer
) -> None:
    alone, completed = understand(question, tokenizer, CALENDAR, BEFORE)
    assert (alone.text, alone.continues) == (question, None)
    assert (completed.text, completed.continues) == (f"{BEFORE.question} {question}", BEFORE)


@pytest.mark.parametrize(
    "question",
    ["海淀的“普法驿站”在哪", "青山区职工夜校每周哪天上课要不要钱", "火星移民飞船几号发射"],
)
def test_a_question_that_names_its_subject_is_left_alone(
    question: str, tokenizer: Tokenizer
) -> None:
    (query,) = understand(question, tokenizer, CALENDAR, BEFORE)
    assert query.continues is None
    assert query.text == question


def test_without_a_turn_before_nothing_is_completed(tokenizer: Tokenizer) -> None:
    (query,) = understand("他是谁", tokenizer, CALENDAR)
    assert query.text == "他是谁"


@pytest.mark.parametrize("message", ["", "？？？", "😀", "\u200b \n"])
def test_a_message_without_words_has_no_terms(message: str, tokenizer: Tokenizer) -> None:
    (query,) = understand(message, tokenizer, CALENDAR)
    assert query.terms == ()


def test_a_very_long_message_is_searched_by_its_beginning(tokenizer: Tokenizer) -> None:
    (query,) = understand("工会" * 5000, tokenizer, CALENDAR)
    assert len(query.text) == MAX_CHARS


def test_names_are_people_places_works_and_years_and_a_district_goes_without_its_suffix(
    tokenizer: Tokenizer,
) -> None:
    (query,) = understand("2021年昌平区的“四季服务品牌”是张文涛办的吗", tokenizer, CALENDAR)
    assert sorted(query.names) == sorted(["四季服务品牌", "昌平", "张文涛", "2021年"])
