"""Small talk and questions are told apart, whichever comes with the other."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.asking.small_talk import small_talk_in
from retrieval.text import fold
from retrieval.types import SmallTalk


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("你好", SmallTalk.GREETING),
        ("早上好呀！", SmallTalk.GREETING),
        ("早啊", SmallTalk.GREETING),
        ("Hello there", SmallTalk.GREETING),
        ("謝謝你，辛苦了", SmallTalk.THANKS),
        ("好的，知道了，谢谢", SmallTalk.THANKS),
        ("Thank you!", SmallTalk.THANKS),
        ("谢谢，再见", SmallTalk.FAREWELL),
        ("拜拜👋", SmallTalk.FAREWELL),
        ("你是谁？", SmallTalk.ABOUT_BOT),
        ("你好，你会什么", SmallTalk.ABOUT_BOT),
        ("怎么用", SmallTalk.ABOUT_BOT),
        ("数据到哪天", SmallTalk.ABOUT_ARCHIVE),
        ("报纸更新到什么时候了？", SmallTalk.ABOUT_ARCHIVE),
        ("你们收录了哪些报纸", SmallTalk.ABOUT_ARCHIVE),
        ("库里一共有多少篇报道", SmallTalk.ABOUT_ARCHIVE),
        ("讲个笑话听听", SmallTalk.CHATTER),
        ("哈哈哈哈", SmallTalk.CHATTER),
    ],
)
def test_small_talk_is_told_by_its_kind(message: str, kind: SmallTalk) -> None:
    assert small_talk_in(fold(message)) is kind


QUESTIONS = [
    "你好，平湖体检有多少人",
    "谢谢大会在哪开",
    "早上几点上课",
    "早餐多少钱",
    "帮助困难职工的办法",
    "平谷好吗",
    "好人好事有哪些",
    "可以报名吗",
    "行动计划是什么",
    "明白纸写了什么",
    "再见面会在哪办",
    "有什么新闻",
    "有多少篇报道写了平谷",
    "夜校的数据到哪天为止报上去",
    "他是谁",
    "88岁老人获奖了吗",
    "测试题有几道",
    "平谷区",
]


@pytest.mark.parametrize("message", ["", "？？", "👋", *QUESTIONS])
def test_a_question_and_no_words_at_all_are_no_small_talk(message: str) -> None:
    assert small_talk_in(fold(message)) is None


@given(
    st.sampled_from(["你好", "谢谢", "早上好！", "好的", "再见", "哈哈", "你是谁？", ""]),
    st.sampled_from(QUESTIONS),
    st.sampled_from(["", "谢谢", "！", "辛苦了", "👍", "拜拜"]),
)
def test_politeness_around_a_question_never_swallows_it(
    before: str, question: str, after: str
) -> None:
    assert small_talk_in(fold(before + question + after)) is None


@pytest.mark.parametrize("message", ["是谁", "叫什么名字", "怎么用", "有什么用", "多大"])
def test_what_asks_of_the_bot_at_first_asks_of_the_turn_before_in_a_conversation(
    message: str,
) -> None:
    assert small_talk_in(message) is SmallTalk.ABOUT_BOT
    assert small_talk_in(message, in_conversation=True) is None


@pytest.mark.parametrize(
    "unit", ["8", "哈", "你好", "谢谢你", "你们", "库里", "一共", "收录了", "早"]
)
def test_a_long_message_is_read_in_bounded_time(unit: str) -> None:
    began = time.process_time()
    small_talk_in((unit * 10_000)[:10_000] + "x")
    assert time.process_time() - began < 2
