"""In groups: only when spoken to, with what is quoted, in its topic, and nothing from elsewhere."""

import json

import pytest

from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"
NAME = "@wenbao_playground_bot"


@pytest.fixture
def group(talk):
    return talk.state.add_group("工会", {MEMBER, ADMIN}).id


def asked(talk):
    return talk.application.bot_data.archive.questions


@pytest.mark.parametrize(
    "text",
    [
        "/ask " + QUESTION,
        f"/ask{NAME} {QUESTION}",
        f"{NAME} {QUESTION}",
        f"请问 {NAME} {QUESTION}",
    ],
)
async def test_a_command_or_a_mention_is_spoken_to_us(talk, group, text):
    reply = await talk.ask(text, chat=group)

    assert "9个工作小组" in reply.marked.text


@pytest.mark.parametrize(
    "text",
    [QUESTION, "/ask@another_bot " + QUESTION, "@another_bot " + QUESTION, "/latest@other_bot"],
)
async def test_what_is_said_to_others_is_neither_answered_nor_stored(talk, group, text):
    talk.state.chat(group).bot_is_admin = True  # an admin hears everything
    said = talk.state.say(MEMBER, text, group)
    await talk.quiet()

    assert talk.calls("sendMessage") == []
    assert talk.calls("sendChatAction") == []
    assert await talk.application.bot_data.state.inbox.knows(group, said.id) is False
    path = talk.application.bot_data.settings.data_dir / "bot.sqlite"
    stored = path.read_bytes() + path.with_name("bot.sqlite-wal").read_bytes()
    assert "工作小组".encode() not in stored
    assert json.dumps("工作小组").strip('"').encode() not in stored


async def test_a_message_of_another_member_is_the_question_when_we_are_called_in_reply(talk, group):
    said = talk.state.say(ADMIN, QUESTION, group)
    reply = await talk.ask(NAME, chat=group, replies_to=said.id)

    assert "9个工作小组" in reply.marked.text
    assert asked(talk) == [(QUESTION, None)]


async def test_the_ask_command_in_reply_takes_the_question_of_that_message(talk, group):
    said = talk.state.say(ADMIN, QUESTION, group)
    reply = await talk.ask("/ask", chat=group, replies_to=said.id)

    assert "9个工作小组" in reply.marked.text


async def test_a_question_in_reply_to_another_member_leans_on_their_words(talk, group):
    said = talk.state.say(ADMIN, "听说密云区总工会下沉一线。大家怎么看？", group)
    await talk.ask(f"{NAME} 成立了几个工作小组？", chat=group, replies_to=said.id)
    await talk.ask(
        f"{NAME} 他们成立了几个小组？", chat=group, replies_to=said.id, quote="密云区总工会下沉一线"
    )

    assert [turn.question for _, turn in asked(talk)] == [
        "听说密云区总工会下沉一线。大家怎么看？",
        "密云区总工会下沉一线",
    ]


async def test_a_command_that_is_replied_to_is_no_context(talk, group):
    said = talk.state.say(ADMIN, "/latest", group)
    await talk.replies(group, after=said.id)
    await talk.ask(f"{NAME} {QUESTION}", chat=group, replies_to=said.id)

    assert asked(talk) == [(QUESTION, None)]


async def test_in_a_topic_the_typing_sign_and_all_that_is_sent_stay_there(talking, news_dir):
    slow = FakeArchive(answer_takes_s=1.2)
    slow.load([news_dir])
    async with talking(slow) as talk:
        forum = talk.state.add_group("工会", {MEMBER})
        forum.topics |= {2: "体育"}
        answer = await talk.ask("/ask " + QUESTION, chat=forum.id, thread_id=2)
        listed = await talk.ask("/latest", chat=forum.id, thread_id=2)
        actions = talk.calls("sendChatAction")

    assert (answer.thread_id, listed.thread_id) == (2, 2)
    assert [int(str(action["message_thread_id"])) for action in actions] == [2]


async def test_nothing_of_a_private_chat_reaches_a_group(talk, group):
    private = await talk.ask(QUESTION)
    buttons = private.reply_markup
    await talk.ask("/ask 他们去了哪里？", chat=group)
    assert asked(talk)[-1] == ("他们去了哪里？", None)

    # A button of the private answer, forged under a message of the group, opens nothing.
    shown = await talk.ask("/latest", chat=group)
    forged = talk.state.keep(shown.edited(shown.marked, buttons, shown.date))
    opening = next(iter(talk.buttons(forged).values()))
    words = await talk.press(forged, opening)
    assert words == "这条回答的记录已经删除，请重新提问。"
    assert talk.text(forged) == shown.marked.text


async def test_a_tap_of_one_member_does_not_become_the_conversation_of_another(talk, group):
    greeting = await talk.ask("/help", chat=group)
    talk.state.press(ADMIN, group, greeting.id, "try:0")
    await talk.replies(group, after=greeting.id)
    await talk.ask("/ask 他们去了哪里？", chat=group)
    assert asked(talk)[-1] == ("他们去了哪里？", None)

    await talk.ask("/ask 他们去了哪里？", user=ADMIN, chat=group)
    assert asked(talk)[-1][1].question == "平谷区总工会探索了什么模式？"


async def test_two_topics_of_a_member_are_two_conversations(talk):
    forum = talk.state.add_group("工会", {MEMBER})
    forum.topics |= {2: "体育", 3: "工资"}
    await talk.ask("/ask " + QUESTION, chat=forum.id, thread_id=2)
    await talk.ask("/ask 他们去了哪里？", chat=forum.id, thread_id=3)

    assert asked(talk)[-1] == ("他们去了哪里？", None)
    replies = [
        json.loads(str(c["reply_parameters"]))["message_id"] for c in talk.calls("sendMessage")
    ]
    assert len(set(replies)) == 2
