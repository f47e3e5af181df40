"""What is stored and deleted, and how the bot behaves in groups."""

import sqlite3

from tests.bot.talk import ADMIN, MEMBER

QUESTION = "密云区总工会成立了几个工作小组？"


def rows_of(talk, member: int) -> int:
    path = talk.application.bot_data.settings.data_dir / "bot.sqlite"
    with sqlite3.connect(path) as db:
        tables = ("turns", "answers", "feedback", "gaps", "inbox")
        counts = [
            db.execute(f"SELECT count(*) FROM {table} WHERE member_id = ?", (member,)).fetchone()[0]
            for table in tables
        ]
    db.close()
    return sum(counts)


async def test_privacy_says_what_is_stored_and_for_how_long(talking, archive):
    async with talking(archive, retention_days=30) as talk:
        reply = await talk.ask("/privacy")

    assert reply.marked.text.startswith("我保存什么：\n• 您问我的问题、引用给我的话和我的回答")
    assert "保存30天后删除" in reply.marked.text


async def test_forget_deletes_everything_of_a_member_once_confirmed(talk):
    await talk.ask(QUESTION)
    await talk.ask(QUESTION, user=ADMIN)
    sure = await talk.ask("/forget")
    assert talk.buttons(sure) == {"删除": f"forget:{MEMBER}", "不删": f"keep:{MEMBER}"}
    assert rows_of(talk, MEMBER) > 0
    talk.state.press(MEMBER, MEMBER, sure.id, f"forget:{MEMBER}")
    await talk.quiet()

    shown = talk.state.message(MEMBER, sure.id)
    assert shown.marked.text.startswith("已删除，共")
    assert shown.reply_markup is None
    assert rows_of(talk, MEMBER) == 0
    assert rows_of(talk, ADMIN) > 0
    await talk.ask("他们去了哪里？")
    assert talk.application.bot_data.archive.questions[-1] == ("他们去了哪里？", None)


async def test_forget_can_be_called_off(talk):
    await talk.ask(QUESTION)
    sure = await talk.ask("/forget")
    talk.state.press(MEMBER, MEMBER, sure.id, f"keep:{MEMBER}")
    await talk.quiet()

    assert talk.state.message(MEMBER, sure.id).marked.text == "好，什么也没有删。"
    assert rows_of(talk, MEMBER) > 0


async def test_in_a_group_only_who_asked_to_be_forgotten_can_confirm_it(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    await talk.ask("/ask " + QUESTION, chat=group)
    sure = await talk.ask("/forget", chat=group)
    tap = talk.state.press(ADMIN, group, sure.id, f"forget:{MEMBER}")
    await talk.quiet()

    assert tap.answer["text"] == "这是别人的按钮。"
    assert rows_of(talk, MEMBER) > 0


async def test_a_group_is_greeted_once_when_the_bot_is_added_and_not_when_it_leaves(talk):
    group = talk.state.add_group("工会", {MEMBER})
    talk.state.set_out(group, talk.state.person(MEMBER), out=True)
    talk.state.set_out(group, talk.state.person(MEMBER), out=False)
    (greeting,) = await talk.replies(group.id, after=0)
    await talk.quiet()

    assert greeting.marked.text == (
        "大家好，我是问报：用报纸原文回答问题。\n请用 /ask 加问题，或者 @wenbao_playground_bot、"
        "回复我的消息。没有叫我的时候我不说话，也不保存。"
    )
    assert len(talk.calls("sendMessage")) == 1


async def test_a_member_who_blocks_the_bot_and_comes_back_is_not_greeted_as_a_group(talk):
    talk.state.say(MEMBER, "/start")
    await talk.replies(MEMBER, after=0)
    talk.state.block(MEMBER, blocked=True)
    talk.state.block(MEMBER, blocked=False)
    await talk.quiet()

    assert len(talk.calls("sendMessage")) == 1


async def test_a_conversation_goes_on_in_the_supergroup_that_a_group_became(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    await talk.ask("/ask " + QUESTION, chat=group)
    moved = talk.state.migrate(group).id
    await talk.quiet()
    await talk.ask("/ask 他们去了哪里？", chat=moved)

    question, turn = talk.application.bot_data.archive.questions[-1]
    assert (question, turn.question) == ("他们去了哪里？", QUESTION)
