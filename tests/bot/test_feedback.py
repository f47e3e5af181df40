"""What members say of answers: by button, by reaction, with reasons; and what they miss."""

import pytest

from bot.state import Gap, Reason, Verdict
from retrieval.types import GenerationNumber, NoEvidenceReason
from tests.bot.talk import ADMIN, MEMBER

QUESTION = "密云区总工会成立了几个工作小组？"
NO_ANSWER = "How tall is Everest?"


async def verdict_of(talk, reply, member=MEMBER):
    state = talk.application.bot_data.state
    given = await state.answers.of_message(reply.chat.id, reply.id)
    return await state.feedback.verdict(given.id, member)


async def test_a_thumb_up_is_stored_and_shown_and_the_same_again_takes_it_back(talk):
    reply = await talk.ask(QUESTION)
    assert await talk.tap(reply, "👍") == "谢谢，记下了。"
    assert await verdict_of(talk, reply) == (Verdict.GOOD, frozenset())
    assert [*talk.buttons(talk.now(reply))][2:] == ["🔎 更多报道", "↗ 分享", "✓ 👍", "👎"]

    assert await talk.tap(reply, "👍") == "已撤回。"
    assert await verdict_of(talk, reply) is None
    assert talk.now(reply).reply_markup == reply.reply_markup


async def test_a_thumb_down_asks_why_and_takes_several_reasons(talk):
    reply = await talk.ask(QUESTION)
    assert await talk.tap(reply, "👎") == "记下了。哪里不对？"
    assert [*talk.buttons(talk.now(reply))] == [
        "文章不对",
        "句子不对",
        "内容过时",
        "报上其实没有",
        "好了",
    ]
    assert await talk.tap(reply, "句子不对") == "✓ 句子不对"
    assert await talk.tap(reply, "内容过时") == "✓ 内容过时"
    assert [*talk.buttons(talk.now(reply))][1:3] == ["✓ 句子不对", "✓ 内容过时"]
    assert await talk.tap(reply, "内容过时") == "已撤回。"
    assert await verdict_of(talk, reply) == (Verdict.BAD, frozenset({Reason.WRONG_SENTENCE}))

    await talk.tap(reply, "好了")
    assert [*talk.buttons(talk.now(reply))][2:] == ["🔎 更多报道", "↗ 分享", "👍", "✓ 👎"]
    await talk.tap(reply, "👍")
    assert await verdict_of(talk, reply) == (Verdict.GOOD, frozenset())


async def test_a_verdict_stands_under_the_answer_when_one_comes_back_from_its_article(talk):
    reply = await talk.ask(QUESTION)
    await talk.tap(reply, "👍")
    await talk.tap(reply, "打开原文")
    await talk.tap(reply, "返回")

    assert "✓ 👍" in talk.buttons(talk.now(reply))


async def test_in_a_group_the_buttons_stay_as_they_are_and_why_is_asked_in_private(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    await talk.ask("你好", user=ADMIN)
    reply = await talk.ask(f"/ask {QUESTION}", chat=group)
    await talk.tap(reply, "👍")
    before = len(talk.calls("sendMessage"))
    assert await talk.tap(reply, "👎", user=ADMIN) == "谢谢，记下了。"
    assert talk.now(reply).reply_markup == reply.reply_markup
    assert talk.calls("editMessageReplyMarkup") == []

    (call,) = talk.calls("sendMessage")[before:]
    assert (call["chat_id"], call["disable_notification"]) == (str(ADMIN), "true")
    why = [m for m in talk.state.chat(ADMIN).messages.values() if m.sender.is_bot][-1]
    assert why.marked.text == f"您给“{QUESTION}”的回答点了 👎，记下了。哪里不对？"
    assert await talk.tap(why, "文章不对", user=ADMIN) == "✓ 文章不对"
    assert await talk.tap(why, "内容过时", user=ADMIN) == "✓ 内容过时"
    assert await talk.tap(why, "内容过时", user=ADMIN) == "已撤回。"
    assert next(iter(talk.buttons(talk.now(why)))) == "✓ 文章不对"
    await talk.tap(why, "好了", user=ADMIN)
    assert (talk.text(why), talk.now(why).reply_markup) == ("谢谢，记下了。", None)
    assert len(talk.calls("sendMessage")) == before + 1
    assert await talk.tap(reply, "👎", user=ADMIN) == "已撤回。"
    assert len(talk.calls("sendMessage")) == before + 1
    await talk.tap(reply, "👎", user=ADMIN)
    again = list(talk.state.chat(ADMIN).messages.values())[-1]
    await talk.tap(again, "文章", user=ADMIN)

    assert await verdict_of(talk, reply) == (Verdict.GOOD, frozenset())
    assert await verdict_of(talk, reply, ADMIN) == (
        Verdict.BAD,
        frozenset({Reason.WRONG_ARTICLE}),
    )


async def test_who_never_wrote_to_the_bot_is_not_asked_and_the_verdict_stands(talk, caplog):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    reply = await talk.ask(f"/ask {QUESTION}", chat=group)

    assert await talk.tap(reply, "👎", user=ADMIN) == "谢谢，记下了。"
    assert await verdict_of(talk, reply, ADMIN) == (Verdict.BAD, frozenset())
    assert "incident" not in caplog.text


async def test_after_the_verdict_was_taken_back_the_private_question_is_void(talk):
    reply = await talk.ask(QUESTION)
    talk.state.react(MEMBER, MEMBER, reply.id, ["👎"])
    (why,) = await talk.replies(MEMBER, after=reply.id)
    talk.state.react(MEMBER, MEMBER, reply.id, [])
    await talk.quiet()

    assert await talk.tap(why, "文章不对") == "这条回答的记录已经删除，请重新提问。"
    assert await verdict_of(talk, reply) is None


async def test_a_thumb_down_reaction_is_asked_why_in_reply_to_the_answer(talk):
    reply = await talk.ask(QUESTION)
    talk.state.react(MEMBER, MEMBER, reply.id, ["👎"])
    (why,) = await talk.replies(MEMBER, after=reply.id)
    await talk.tap(why, "句子不对")

    assert why.replies_to == reply.id
    assert await verdict_of(talk, reply) == (Verdict.BAD, frozenset({Reason.WRONG_SENTENCE}))
    assert talk.now(reply).reply_markup == reply.reply_markup


@pytest.mark.parametrize(("emoji", "verdict"), [("👍", Verdict.GOOD), ("👎", Verdict.BAD)])
async def test_a_reaction_counts_as_the_button_and_is_taken_back_as_one(talk, emoji, verdict):
    reply = await talk.ask(QUESTION)
    talk.state.react(MEMBER, MEMBER, reply.id, [emoji])
    await talk.quiet()
    assert await verdict_of(talk, reply) == (verdict, frozenset())

    talk.state.react(MEMBER, MEMBER, reply.id, [])
    await talk.quiet()
    assert await verdict_of(talk, reply) is None


async def test_a_thumb_down_reaction_keeps_the_reasons_that_were_given_by_button(talk):
    reply = await talk.ask(QUESTION)
    await talk.tap(reply, "👎")
    await talk.tap(reply, "内容过时")
    talk.state.react(MEMBER, MEMBER, reply.id, ["👎"])
    await talk.quiet()

    assert await verdict_of(talk, reply) == (Verdict.BAD, frozenset({Reason.OUT_OF_DATE}))


async def test_another_reaction_and_one_on_another_message_say_nothing(talk):
    reply = await talk.ask(QUESTION)
    start = await talk.ask("/start")
    talk.state.react(MEMBER, MEMBER, reply.id, ["🔥"])
    talk.state.react(MEMBER, MEMBER, start.id, ["👎"])
    await talk.quiet()

    assert await verdict_of(talk, reply) is None
    assert await talk.application.bot_data.state.feedback.counts() == {}


async def test_an_unanswered_question_is_told_to_the_editors_once(talk):
    reply = await talk.ask(NO_ANSWER)
    assert await talk.tap(reply, "告诉编辑") == "已转告编辑，谢谢。"
    assert "✓ 已告诉编辑" in talk.buttons(talk.now(reply))
    assert await talk.tap(reply, "告诉编辑") == "您已经告诉过编辑了。"

    (gap,) = await talk.application.bot_data.state.gaps.newest()
    assert gap == Gap(
        NO_ANSWER, NoEvidenceReason.NOTHING_ON_SUBJECT, GenerationNumber(1), 1, gap.at
    )


async def test_where_nothing_was_asked_there_is_nothing_to_press(talk):
    assert (await talk.ask("你好")).reply_markup is None
    assert (await talk.ask("@wenbao_playground_bot")).reply_markup is None
