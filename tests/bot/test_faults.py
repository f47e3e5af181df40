"""Trouble: errors of ours, and Telegram's faults."""

import logging
import re
import time

from bot.playground.state import Fault
from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"


class Broken(FakeArchive):
    def ask(self, question, *, context=None):
        raise RuntimeError("the disk is on fire")


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


async def test_a_message_whose_response_was_lost_is_not_sent_twice(talk):
    talk.state.faults.append(Fault("sendMessage", None))
    await talk.ask(QUESTION)
    await talk.ask("/help")

    texts = [m.marked.text for m in talk.state.chat(MEMBER).messages.values() if m.sender.is_bot]
    assert [text[:3] for text in texts] == ["[1]", "直接发"]


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
