"""Buttons that nobody was given: whatever is sent, nothing leaks, and every press is answered."""

import pytest
from telegram import Update

from bot.buttons import Act, Press
from bot.playground.queries import CallbackQuery
from tests.bot.talk import ADMIN, MEMBER

QUESTION = "密云区总工会成立了几个工作小组？"
GONE = "这条回答的记录已经删除，请重新提问。"
DEAD = "这个按钮已经失效，请直接发问题。"
NUMBERS = ("0", "7", "9" * 40)


async def forge(talk, message, data: str, user: int = MEMBER) -> object:
    """Press a button that is not there, and return what is told of it."""
    rows = [[{"text": "?", "callback_data": data}]]
    forged = message.edited(message.marked, {"inline_keyboard": rows}, message.date)
    talk.state.keep(forged)
    return await talk.press(message, data, user)


async def given_in(talk, message):
    """Return the answer that a message shows."""
    await talk.quiet()
    return await talk.application.bot_data.state.answers.of_message(message.chat.id, message.id)


NOBODYS = (
    *("x", "try", "a", "w:", "forget", "a:b", "a::0", "z:abc:0", ":::", "a:b:c:d:e"),
    *("w:L0.:", "w:Q0.", "w:L0.xyz", "w:S99999999.", "forget:", "keep:me", "forget:-7"),
    *("emoji:😴", "a:abc:-1", "a:abc:1:-1", "o:abc:0\n0", "nul:\x00"),
)
BEYOND = ("w:L9999999.", "w:I9999999.", "w:P0.0123456789ab", "w:D0.:nothing:0", "w:D0.:a-b:99999")


async def test_what_no_button_carries_is_answered_and_changes_nothing(talk, caplog):
    shown = await talk.ask("/latest")
    before = len(talk.calls("sendMessage"))

    assert {data: await forge(talk, shown, data) for data in NOBODYS} == dict.fromkeys(
        NOBODYS, DEAD
    )
    assert talk.text(shown) == shown.marked.text
    assert len(talk.calls("sendMessage")) == before
    assert "incident" not in caplog.text


async def test_an_answer_of_another_chat_opens_nowhere_else(talk):
    private = await talk.ask(QUESTION, user=ADMIN)
    given = await given_in(talk, private)
    here = await talk.ask("/latest")
    for act in Act:
        for number in (0, 7):
            assert await forge(talk, here, Press(act, given.id, number).packed()) == GONE

    assert talk.text(here) == here.marked.text
    assert await talk.application.bot_data.state.feedback.counts() == {}
    assert await talk.application.bot_data.state.gaps.newest() == ()


async def test_an_answer_that_never_was_is_said_to_be_gone(talk):
    here = await talk.ask("/latest")
    for act in Act:
        for number in NUMBERS:
            assert await forge(talk, here, f"{act.value}:nothing:{number}") == GONE


async def test_numbers_beyond_what_there_is_break_nothing(talk, caplog):
    answer = await talk.ask(QUESTION)
    given = await given_in(talk, answer)
    for act in Act:
        for number in NUMBERS[1:]:
            await forge(talk, answer, f"{act.value}:{given.id}:{number}"[:64])
            await forge(talk, answer, f"{act.value}:{given.id}:0:{number}"[:64])

    assert "incident" not in caplog.text
    assert len(talk.state.chat(MEMBER).messages) == 2


async def test_a_place_beyond_the_paper_says_so_or_shows_its_end(talk, caplog):
    here = await talk.ask("/latest")
    for data in BEYOND:
        assert await forge(talk, here, data) == ""
        assert talk.text(here)

    assert "incident" not in caplog.text


async def test_the_wish_of_another_to_be_forgotten_cannot_be_forged(talk):
    await talk.ask(QUESTION, user=ADMIN)
    here = await talk.ask("/forget")
    await talk.quiet()

    assert await forge(talk, here, f"forget:{ADMIN}") == "这是别人的按钮。"
    stored = await talk.application.bot_data.state.answers.to_question(ADMIN, 1)
    assert len(stored) == 1


async def test_a_reason_is_only_taken_from_who_said_that_the_answer_is_bad(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    await talk.ask("你好")
    answer = await talk.ask(f"/ask {QUESTION}", user=ADMIN, chat=group)
    given = await given_in(talk, answer)
    mine = await talk.ask("/latest")

    assert await forge(talk, mine, Press(Act.WHY, given.id).packed()) == GONE
    assert await talk.application.bot_data.state.feedback.counts() == {}


@pytest.mark.parametrize("data", ["w:L0.", "a:nothing:0", "try:0"])
async def test_a_button_whose_message_telegram_shows_no_more_is_answered(talk, data):
    tap = CallbackQuery("77", MEMBER, MEMBER, 1, data)
    talk.state.callbacks[tap.id] = tap
    sender = {"id": MEMBER, "is_bot": False, "first_name": "小李"}
    message = {"chat": {"id": MEMBER, "type": "private"}, "message_id": 1, "date": 0}
    query = {"id": tap.id, "from": sender, "message": message, "chat_instance": "1", "data": data}
    update = Update.de_json({"update_id": 1, "callback_query": query}, talk.application.bot)
    await talk.application.process_update(update)

    assert tap.answer is not None
