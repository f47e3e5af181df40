"""Messages become queries: small talk, follow-ups, and questions that stand by themselves."""

import pytest

from retrieval.asking.query import MAX_CHARS, understand
from retrieval.text import Tokenizer
from retrieval.types import SmallTalk, Turn

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
    assert understand(message, tokenizer).small_talk is kind


@pytest.mark.parametrize(
    "message", ["你好，平湖体检有多少人", "谢谢大会在哪开", "早上几点上课", "帮助困难职工的办法"]
)
def test_a_question_that_begins_politely_is_still_a_question(
    message: str, tokenizer: Tokenizer
) -> None:
    assert understand(message, tokenizer).small_talk is None


@pytest.mark.parametrize(
    "question", ["他是哪个厂的", "那二等奖呢？", "一共多少人参加", "什么时候", "还有吗"]
)
def test_a_question_that_points_back_is_searched_with_the_one_before(
    question: str, tokenizer: Tokenizer
) -> None:
    query = understand(question, tokenizer, BEFORE)
    assert query.continues == BEFORE
    assert query.text == f"{BEFORE.question} {question}"
    assert "钢笔" in query.terms
    assert query.original == question


@pytest.mark.parametrize("question", ["海淀的“普法驿站”在哪", "青山区职工夜校每周哪天上课要不要钱"])
def test_a_question_that_names_its_subject_is_left_alone(
    question: str, tokenizer: Tokenizer
) -> None:
    query = understand(question, tokenizer, BEFORE)
    assert query.continues is None
    assert query.text == question


def test_without_a_turn_before_nothing_is_completed(tokenizer: Tokenizer) -> None:
    assert understand("他是谁", tokenizer).text == "他是谁"


@pytest.mark.parametrize("message", ["", "？？？", "😀", "\u200b \n"])
def test_a_message_without_words_has_no_terms(message: str, tokenizer: Tokenizer) -> None:
    assert understand(message, tokenizer).terms == ()


def test_a_very_long_message_is_searched_by_its_beginning(tokenizer: Tokenizer) -> None:
    assert len(understand("工会" * 5000, tokenizer).text) == MAX_CHARS
