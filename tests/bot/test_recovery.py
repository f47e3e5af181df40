"""A question that was accepted is answered once, whenever the process is killed."""

from __future__ import annotations

import asyncio
import json
import signal
import time

from bot.playground.state import Fault, PlaygroundState
from bot.state import Accepted
from bot.state.clock import DAY_S
from bot.traffic.recovery import take_up_again
from tests.bot.process import bot_says, started, unused_port
from tests.bot.talk import MEMBER

QUESTION = "密云区总工会成立了几个工作小组？"
OTHER = "平谷区总工会探索了什么模式？"


def said_by_bot(playground: PlaygroundState) -> list[str]:
    return [m.marked.text for m in playground.chat(MEMBER).messages.values() if m.sender.is_bot]


async def kill(bot) -> None:
    bot.tell(signal.SIGKILL)
    await bot.end()


async def stop(bot) -> None:
    bot.tell(signal.SIGTERM)
    assert (await bot.end())[0] == 0


async def test_a_question_is_answered_once_although_the_process_was_killed_before(env, playground):
    async with started({**env, "ANSWER_TAKES_S": "30"}) as bot:
        playground.say(MEMBER, QUESTION)
        playground.say(MEMBER, OTHER)
        assert await playground.wait_until(lambda: bool(playground.chat(MEMBER).actions), 20)
        assert await playground.wait_until(lambda: not playground.updates, 20)
        await kill(bot)
    assert said_by_bot(playground) == []

    async with started(env) as bot:
        assert await bot_says(playground, MEMBER, "“党建+”模式")
        await stop(bot)
    assert [text[:10] for text in said_by_bot(playground)] == [
        "[1] 密云区总工会",
        "[1] 平谷区总工会",
    ]

    async with started(env) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.say(MEMBER, "/status")
        assert await bot_says(playground, MEMBER, "第1代索引")
        await stop(bot)
    assert len(said_by_bot(playground)) == 3


async def test_a_question_that_telegram_gives_again_after_a_kill_is_answered_once(env, playground):
    playground.say(MEMBER, QUESTION)
    (update,) = playground.updates
    async with started(env) as bot:
        playground.say(MEMBER, OTHER)
        assert await bot_says(playground, MEMBER, "“党建+”模式")  # so the first is done with
        await kill(bot)
    playground.updates.append(update)

    async with started(env) as bot:
        playground.say(MEMBER, "/status")
        assert await bot_says(playground, MEMBER, "第1代索引")
        await stop(bot)
    assert sum("9个工作小组" in text for text in said_by_bot(playground)) == 1


async def test_an_answer_that_was_on_its_way_at_the_kill_is_not_sent_again_but_told(
    env, playground
):
    async with started(env) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.faults.append(Fault("sendMessage", delay_s=1.5))
        playground.say(MEMBER, QUESTION)
        assert await playground.wait_until(lambda: not playground.faults, 20)
        await kill(bot)

    async with started(env) as bot:
        assert await bot_says(playground, MEMBER, "刚才的回答可能没有送到")
        await stop(bot)
    async with started(env) as bot:
        playground.say(MEMBER, "/status")
        assert await bot_says(playground, MEMBER, "第1代索引")
        await stop(bot)
    assert [text[:5] for text in said_by_bot(playground)] == ["刚才的回答", "第1代索引"]


async def test_a_question_that_kills_the_bot_is_given_up_after_some_starts(env, playground):
    playground.say(MEMBER, QUESTION)
    for _ in range(4):
        playground.chat(MEMBER).actions.clear()
        async with started({**env, "ANSWER_TAKES_S": "30"}) as bot:
            assert await playground.wait_until(lambda: bool(playground.chat(MEMBER).actions), 20)
            await kill(bot)
    async with started(env) as bot:
        await bot.line_with("was there at several kills: left alone")
        playground.say(MEMBER, "/status")
        assert await bot_says(playground, MEMBER, "第1代索引")
        await stop(bot)
    assert len(said_by_bot(playground)) == 1


async def test_an_answer_waits_out_an_outage_and_a_stop_meanwhile_loses_nothing(env, playground):
    async with started(env) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.faults.append(Fault("sendMessage", 429, retry_after=60))
        playground.say(MEMBER, QUESTION)
        await bot.line_with("sendMessage: told to wait 60 s")
        bot.tell(signal.SIGTERM)
        code, output = await bot.end()
    assert (code, "work still under way" in output) == (0, True)

    async with started(env) as bot:
        assert await bot_says(playground, MEMBER, "9个工作小组")
        await asyncio.sleep(0.2)
        await stop(bot)
    assert len(said_by_bot(playground)) == 1


async def test_a_tapped_question_is_answered_although_the_process_was_killed_before(
    env, playground
):
    async with started(env) as bot:
        playground.say(MEMBER, "/start")
        assert await bot_says(playground, MEMBER, "您好，我是问报")
        await stop(bot)
    greeting = next(m for m in playground.chat(MEMBER).messages.values() if m.sender.is_bot)
    async with started({**env, "ANSWER_TAKES_S": "30"}) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.press(MEMBER, MEMBER, greeting.id, "try:0")
        assert await playground.wait_until(lambda: bool(playground.chat(MEMBER).actions), 20)
        await kill(bot)

    async with started(env) as bot:
        assert await bot_says(playground, MEMBER, "[1] 平谷区总工会积极探索“党建+”模式。")
        await stop(bot)


async def test_an_edited_question_is_answered_although_the_process_was_killed_before(
    env, playground
):
    async with started(env) as bot:
        question = playground.say(MEMBER, QUESTION)
        assert await bot_says(playground, MEMBER, "9个工作小组")
        await stop(bot)
    async with started({**env, "ANSWER_TAKES_S": "30"}) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.edit(MEMBER, MEMBER, question.id, OTHER)
        assert await playground.wait_until(lambda: bool(playground.chat(MEMBER).actions), 20)
        await kill(bot)

    async with started(env) as bot:
        assert await bot_says(playground, MEMBER, "“党建+”模式")
        await stop(bot)
    assert len(said_by_bot(playground)) == 1


async def test_with_a_webhook_a_question_is_answered_once_although_the_process_was_killed_before(
    env, playground
):
    port = unused_port()
    env = {
        **env,
        "TELEGRAM_WEBHOOK_URL": "https://paper.example/hook",
        "TELEGRAM_WEBHOOK_PORT": str(port),
    }
    playground.tls_proxy = f"http://127.0.0.1:{port}"
    playground.say(MEMBER, QUESTION)
    async with started({**env, "ANSWER_TAKES_S": "30"}) as bot:
        assert await playground.wait_until(lambda: bool(playground.chat(MEMBER).actions), 20)
        assert await playground.wait_until(lambda: not playground.updates, 20)
        await kill(bot)
    assert said_by_bot(playground) == []

    for answers in (2, 3):
        async with started(env) as bot:
            playground.say(MEMBER, "/status")
            assert await playground.wait_until(
                lambda wanted=answers: len(said_by_bot(playground)) == wanted, 20
            )
            await stop(bot)
    assert sum("9个工作小组" in text for text in said_by_bot(playground)) == 1


async def test_an_edit_of_a_day_ago_is_too_old_and_one_of_an_old_question_is_not(talk):
    old = await talk.ask(QUESTION)
    await talk.quiet()
    now, chat = int(time.time()), {"id": MEMBER, "type": "private", "first_name": "小李"}
    sender = {"id": MEMBER, "is_bot": False, "first_name": "小李"}
    edited = {"message_id": old.replies_to, "chat": chat, "from": sender, "date": now - 2 * DAY_S}
    for update_id, edited_at, text in ((900, now - 2 * DAY_S, "珠峰多高？"), (901, now, OTHER)):
        shape = {**edited, "edit_date": edited_at, "text": text}
        payload = json.dumps({"update_id": update_id, "edited_message": shape})
        accepted = Accepted(update_id, MEMBER, MEMBER, old.replies_to, payload)
        await talk.application.bot_data.state.inbox.accept(accepted)
    await take_up_again(talk.application)
    await talk.quiet()

    assert "“党建+”模式" in talk.text(old)
    assert [q for q, _ in talk.application.bot_data.archive.questions] == [QUESTION, OTHER]
