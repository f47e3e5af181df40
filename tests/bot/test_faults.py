"""Trouble: errors of ours, and Telegram's faults."""

import asyncio
import logging
import re
import threading
import time

from bot.playground.state import Fault
from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"


class Broken(FakeArchive):
    def ask(self, question, *, context=None):
        raise RuntimeError("the disk is on fire")


class Held(FakeArchive):
    """Holds every answer until the test lets it go."""

    def __init__(self):
        super().__init__()
        self.asked = threading.Event()
        self.may_answer = threading.Event()

    def ask(self, question, *, context=None):
        self.asked.set()
        self.may_answer.wait(10)
        return super().ask(question, context=context)


async def test_admins_are_told_the_cause_and_of_repeated_faults_once(talking):
    async with talking(Broken()) as talk:
        alerts = talk.application.bot_data.alerts
        alerts.quiet_s = 0.3
        talk.state.say(ADMIN, "/start")
        for _ in range(3):
            await talk.ask(QUESTION)
        await talk.until(lambda: len(talk.texts(ADMIN)) == 3)
        first, more = talk.texts(ADMIN)[1:]

    numbers = [text[-8:] for text in talk.texts(MEMBER)]
    assert re.fullmatch(
        rf"⚠ 出错 {numbers[0]}（u\d+）\nRuntimeError: the disk is on fire\ntest_faults.py:\d+",
        first,
    )
    assert more.startswith(f"⚠ 又出错2次，最近一次 {numbers[2]}（u")


async def test_an_error_of_ours_gives_the_member_a_number_and_the_log_its_cause(talking, caplog):
    async with talking(Broken()) as talk:
        reply = await talk.ask(QUESTION)

    shown = re.fullmatch(
        r"出了点问题，没能完成。请稍后再试；如需报告，编号：([0-9a-f]{8})", reply.marked.text
    )
    assert shown
    (record,) = [r for r in caplog.records if r.name == "bot.handlers.errors"]
    assert record.getMessage() == f"incident {shown[1]}"
    assert "the disk is on fire" in str(record.exc_info[1])


async def test_logs_hold_no_word_of_a_member(talk, caplog):
    caplog.set_level(logging.INFO)
    await talk.ask(QUESTION)
    await talk.ask("/ask " + QUESTION)

    assert "answered with 1 quotes, generation 1" in caplog.text
    assert "工作小组" not in caplog.text


async def test_a_message_refused_by_the_flood_limit_is_sent_when_telegram_allows(talk):
    talk.state.faults.append(Fault("sendMessage", 429, "Too Many Requests", retry_after=1))
    begin = time.monotonic()
    reply = await talk.ask(QUESTION)

    assert "9个工作小组" in reply.marked.text
    assert time.monotonic() - begin >= 1
    assert [call.status for call in talk.state.calls if call.method == "sendMessage"] == [429, 200]


async def test_the_flood_limit_of_one_chat_does_not_hold_back_another(talk):
    talk.state.faults.append(Fault("sendMessage", 429, "Too Many Requests", retry_after=3))
    talk.state.say(MEMBER, QUESTION)
    await talk.until(lambda: bool(talk.calls("sendMessage")))
    begin = time.monotonic()
    await talk.ask(QUESTION, user=ADMIN)

    assert time.monotonic() - begin < 2
    await talk.replies(MEMBER, after=0)


async def test_an_answer_whose_response_was_lost_is_not_sent_twice_and_its_member_told(talk):
    talk.state.faults.append(Fault("sendMessage", None))
    question = talk.state.say(MEMBER, QUESTION)
    await talk.replies(MEMBER, after=question.id, count=2)
    await talk.ask("/help")

    texts = [m.marked.text for m in talk.state.chat(MEMBER).messages.values() if m.sender.is_bot]
    assert [text[:3].strip() for text in texts] == ["[1]", "刚才的", "直接发"]
    assert texts[1] == "刚才的回答可能没有送到。如果上面没有看到，请再问一次。"


async def test_a_bad_gateway_is_told_as_well_because_the_answer_may_have_passed_it(talk):
    talk.state.faults.append(Fault("sendMessage", 502, "Bad Gateway"))
    reply = await talk.ask(QUESTION)

    assert reply.marked.text.startswith("刚才的回答可能没有送到")


async def test_what_is_no_answer_is_not_missed_when_its_response_is_lost(talk):
    talk.state.faults.append(Fault("sendMessage", None))
    await talk.ask("/status")
    await talk.quiet()

    assert len(talk.calls("sendMessage")) == 1


async def test_an_answer_waits_for_as_long_as_telegram_asks_however_often(talk):
    talk.state.faults += [Fault("sendMessage", 429, retry_after=1) for _ in range(3)]
    reply = await talk.ask(QUESTION)
    await talk.quiet()

    assert "9个工作小组" in reply.marked.text
    assert await talk.application.bot_data.state.inbox.unanswered() == ()


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(talking, news_dir):
    held = Held()
    held.load([news_dir])
    async with talking(held) as talk:
        group = talk.state.add_group("工会", {MEMBER}).id
        talk.state.say(MEMBER, "/ask " + QUESTION, group)
        assert await asyncio.to_thread(held.asked.wait, 10)
        moved = talk.state.migrate(group).id
        held.may_answer.set()
        (answer, *others) = await talk.replies(moved, after=0)

    assert "9个工作小组" in answer.marked.text
    assert (answer.replies_to, others) == (None, [])


async def test_a_member_who_asks_too_fast_is_told_once_and_what_follows_is_marked(talking, archive):
    async with talking(archive, questions_per_minute=2) as talk:
        asked = [talk.state.say(MEMBER, QUESTION).id for _ in range(5)]
        other = await talk.ask(QUESTION, user=ADMIN)
        replies = await talk.replies(MEMBER, after=0, count=3)
        await talk.quiet()

    refusals = [r.marked.text for r in replies if not r.marked.text.startswith("[1]")]
    assert len(replies) == 3
    assert len(refusals) == 1
    assert re.fullmatch(
        r"您一分钟里问了2个问题，先歇一歇，请过(60|59)秒再问。"
        r"这之前发来的，我标上 😴，请到时再发一次。",
        refusals[0],
    )
    messages = talk.state.chat(MEMBER).messages
    marked = [place for place, one in enumerate(asked) if messages[one].reactions]
    assert marked == [3, 4]
    assert list(messages[asked[4]].reactions.values()) == [("😴",)]
    assert other.marked.text.startswith("[1]")


async def test_where_no_mark_may_be_put_every_question_too_many_is_told(talking, archive):
    async with talking(archive, questions_per_minute=1) as talk:
        talk.state.faults.append(Fault("setMessageReaction", 400, "REACTION_INVALID"))
        for _ in range(3):
            talk.state.say(MEMBER, QUESTION)
        replies = await talk.replies(MEMBER, after=0, count=3)

    assert sum(reply.marked.text.startswith("您一分钟里问了1个问题") for reply in replies) == 2


async def test_an_edited_question_counts_as_one_and_is_told_when_it_is_too_many(talking, archive):
    async with talking(archive, questions_per_minute=1) as talk:
        question = talk.state.say(MEMBER, QUESTION)
        (answer,) = await talk.replies(MEMBER, after=question.id)
        talk.state.edit(MEMBER, MEMBER, question.id, "平谷区总工会探索了什么模式？")
        (_, refusal) = await talk.replies(MEMBER, after=question.id, count=2)
        await talk.quiet()

    assert refusal.marked.text.startswith("您一分钟里问了1个问题")
    assert refusal.replies_to == question.id
    assert talk.text(answer) == answer.marked.text


async def test_a_tap_that_is_too_fast_is_told_so_where_it_was_tapped(talking, archive):
    async with talking(archive, questions_per_minute=1) as talk:
        greeting = await talk.ask("/start")
        assert await talk.press(greeting, "try:0") == ""
        first = await talk.press(greeting, "try:1")
        second = await talk.press(greeting, "try:1")

    assert first.startswith("您一分钟里问了1个问题，先歇一歇")
    assert second.startswith("您一分钟里问了1个问题，先歇一歇")
    assert len(talk.calls("sendMessage")) == 2


async def test_a_queue_that_is_full_says_so_to_each_and_takes_questions_again(talking, news_dir):
    slow = FakeArchive(answer_takes_s=0.5)
    slow.load([news_dir])
    async with talking(slow, max_waiting_questions=1) as talk:
        talk.state.say(MEMBER, QUESTION)
        refused = await talk.ask(QUESTION, user=ADMIN)
        await talk.replies(MEMBER, after=0)
        await talk.quiet()
        taken = await talk.ask(QUESTION, user=ADMIN)

    assert refused.marked.text == "现在提问的人太多，排不下了。请过60秒再问一次。"
    assert taken.marked.text.startswith("[1]")


async def test_a_tap_that_waited_too_long_is_no_incident(talk, caplog):
    greeting = await talk.ask("/start")
    refusal = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    talk.state.faults.append(Fault("answerCallbackQuery", 400, refusal))
    talk.state.press(MEMBER, MEMBER, greeting.id, "try:0")
    (reply,) = await talk.replies(MEMBER, after=greeting.id)

    assert "[1] " in reply.marked.text
    assert "incident" not in caplog.text


async def test_an_edit_whose_response_was_lost_is_repeated_and_the_report_stands(talk):
    talk.state.faults.append(Fault("editMessageText", None))
    progress = await talk.ask("/reload", user=ADMIN)
    await talk.until(lambda: len(talk.calls("editMessageText")) == 2)
    await talk.quiet()

    (message,) = [m for m in talk.state.chat(ADMIN).messages.values() if m.sender.is_bot]
    assert message.id == progress.id
    assert message.marked.text.startswith("没有变化")


async def test_a_member_who_blocked_the_bot_is_left_alone(talk):
    talk.state.faults.append(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"))
    talk.state.say(MEMBER, QUESTION)
    await talk.quiet()

    assert len(talk.calls("sendMessage")) == 1


async def test_polling_survives_a_bad_gateway(talk):
    talk.state.faults.append(Fault("getUpdates", 502, "Bad Gateway"))
    await talk.ask(QUESTION)

    assert "9个工作小组" in (await talk.ask(QUESTION)).marked.text
