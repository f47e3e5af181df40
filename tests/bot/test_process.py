"""The real bot process, over HTTP against the playground's Bot API server."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.playground.state import Fault
from tests.bot.process import bot_says, started, unused_port
from tests.bot.talk import ADMIN, MEMBER, TOKEN

QUESTION = "密云区总工会成立了几个工作小组？"


async def test_it_answers_a_member_reloads_for_an_admin_refuses_a_member_and_ends_cleanly(
    env, playground, news_dir
):
    playground.say(MEMBER, QUESTION)
    async with started({**env, "LOG_LEVEL": "DEBUG"}) as bot:
        assert await bot_says(playground, MEMBER, "[1] 密云区总工会成立了9个工作小组。")

        page = "顺义区总工会办运动会\n顺义区总工会举办了第三届职工运动会。"
        (news_dir / "c.txt").write_text(page, "utf-8")
        playground.say(MEMBER, "/reload")
        assert await bot_says(playground, MEMBER, "只有管理员可以这样做")
        playground.say(ADMIN, "/reload")
        assert await bot_says(playground, ADMIN, "版面：新增1，更改0，移除0，未变2")
        playground.say(MEMBER, "顺义区总工会举办了什么运动会？")
        assert await bot_says(playground, MEMBER, "第三届")

        bot.tell(signal.SIGTERM)
        code, output = await bot.end()

    assert code == 0
    assert "Traceback" not in output
    assert TOKEN not in output
    assert TOKEN.partition(":")[2] not in output
    assert "工作小组" not in output


async def test_a_stop_finishes_the_answer_under_way(env, playground):
    async with started({**env, "ANSWER_TAKES_S": "1"}) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.say(MEMBER, QUESTION)
        await playground.wait_until(lambda: bool(playground.chat(MEMBER).actions), 20)
        bot.tell(signal.SIGTERM)
        code, _ = await bot.end()

    assert code == 0
    assert [m.marked.text[:3] for m in playground.chat(MEMBER).messages.values()][1:] == ["[1]"]
    assert not playground.updates  # and the next start does not answer it again


async def test_a_stop_does_not_wait_for_a_long_load(env, playground):
    async with started(env) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        for n in range(100):
            (Path(env["NEWS_DIR"]) / f"many{n}.txt").write_text(f"标题{n}\n正文{n}。", "utf-8")
        playground.say(ADMIN, "/reload")
        await bot_says(playground, ADMIN, "开始载入")
        bot.tell(signal.SIGINT)
        code, output = await bot.end()

    assert code == 0
    assert "Traceback" not in output
    assert any("载入已取消" in m.marked.text for m in playground.chat(ADMIN).messages.values())


async def test_an_outage_at_the_start_is_waited_out(env, playground):
    playground.faults += [Fault("getMe", 502, "Bad Gateway"), Fault("deleteWebhook", 502)]
    playground.say(MEMBER, QUESTION)
    async with started(env) as bot:
        assert await bot_says(playground, MEMBER, "9个工作小组")
        bot.tell(signal.SIGTERM)
        assert (await bot.end())[0] == 0


async def test_a_token_that_telegram_refuses_ends_it_with_one_line(env):
    async with started({**env, "TELEGRAM_BOT_TOKEN": "1:no-such-bot", "LOG_LEVEL": "ERROR"}) as bot:
        code, output = await bot.end()

    assert code == 1
    assert output.splitlines()[-1] == (
        "wenbao: TELEGRAM_BOT_TOKEN: Telegram refused this token; ask @BotFather for the right one"
    )
    assert "Traceback" not in output
    assert "no-such-bot" not in output


async def test_a_token_that_is_revoked_while_it_runs_ends_it_too(env, playground):
    async with started(env) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.token = "4242:another-token"
        playground.say(MEMBER, QUESTION)
        code, output = await bot.end()

    assert code == 1
    assert "Telegram refused this token" in output.splitlines()[-1]
    assert TOKEN not in output


async def test_a_second_poller_ends_the_first_with_one_line(env, playground):
    async with started(env) as bot:
        await playground.wait_until(lambda: bool(playground.poller), 20)
        playground.poller += 1
        playground.notify()
        code, output = await bot.end()

    assert code == 1
    assert output.splitlines()[-1].startswith("wenbao: another program polls Telegram")
    assert "Traceback" not in output


async def test_a_wrong_setting_ends_it_with_one_line_that_names_it(env):
    async with started({**env, "TELEGRAM_ADMIN_IDS": "me"}) as bot:
        code, output = await bot.end()

    assert code == 1
    assert output.startswith("wenbao: wrong setting: TELEGRAM_ADMIN_IDS: ")
    assert output.count("\n") == 1


async def test_a_folder_that_is_not_there_is_named(env):
    async with started({**env, "NEWS_DIR": "nowhere"}) as bot:
        code, output = await bot.end()

    assert (code, output) == (1, "wenbao: NEWS_DIR: there is no folder nowhere\n")


async def test_without_a_token_it_chats_in_the_terminal_when_asked_to(env):
    del env["TELEGRAM_BOT_TOKEN"]
    async with started(env, "--terminal", stdin=f"{QUESTION}\n/quit\n".encode()) as bot:
        code, output = await bot.end()

    assert code == 0
    assert "[1] 密云区总工会成立了9个工作小组。\n—— 《劳动午报》" in output


async def asked(page: httpx.AsyncClient) -> Any:
    """Ask as a member of another process's playground, and return what follows the question."""
    question = (
        await page.post("/control/messages", json={"user_id": 100, "text": QUESTION})
    ).json()
    after = {"after": question["message_id"], "wait_s": 20}
    return (await page.get("/control/chats/100", params=after)).json()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_without_a_token_the_playground_opens_answers_and_ends_cleanly(env, number):
    del env["TELEGRAM_BOT_TOKEN"]
    async with started({**env, "PLAYGROUND_PORT": "0"}) as bot:
        notice = await bot.line_with("http://127.0.0.1:")
        async with httpx.AsyncClient(base_url=notice.split()[-1]) as page:
            seen = await asked(page)
            explained = (await page.get("/control/answer")).json()
        bot.tell(number)
        code, output = await bot.end()

    assert seen["messages"][0]["text"].startswith("[1] 密云区总工会成立了9个工作小组。")
    assert (explained["question"], explained["hits"][0]["rank"]) == (QUESTION, 1)
    assert (code, "Traceback" in output) == (0, False)
    assert "put the token that @BotFather gives you into .env" in output


async def test_a_bot_of_another_process_talks_to_a_playground_of_its_own(env):
    async with started({}, program="bot.playground") as playground:
        await playground.line_with("TELEGRAM_ADMIN_IDS=")
        given = dict(line.strip().split("=", 1) for line in playground.lines if "=" in line)
        address = given["TELEGRAM_API_BASE_URL"].removesuffix("/bot")
        async with (
            started({**env, **given}) as bot,
            httpx.AsyncClient(base_url=address, timeout=30) as page,
        ):
            seen = await asked(page)
            bot.tell(signal.SIGTERM)
            assert (await bot.end())[0] == 0
        playground.tell(signal.SIGTERM)
        code, output = await playground.end()

    assert seen["messages"][0]["text"].startswith("[1] 密云区总工会成立了9个工作小组。")
    assert (code, "Traceback" in output) == (0, False)


async def test_the_playground_alone_refuses_an_address_of_the_outside(env):
    async with started({}, "--host", "0.0.0.0", program="bot.playground") as playground:
        code, output = await playground.end()

    assert (code, output) == (
        1,
        "playground: the playground serves this machine only, not 0.0.0.0\n",
    )


async def test_a_fault_of_ours_is_logged_without_the_token(env):
    async with started({**env, "OPENING_FAILS": "1"}) as bot:
        code, output = await bot.end()

    assert code == 1
    assert "RuntimeError: cannot open for ***" in output
    assert TOKEN not in output


async def test_with_a_webhook_it_takes_updates_that_carry_the_secret_only(env, playground):
    port = unused_port()
    webhook = {
        "TELEGRAM_WEBHOOK_URL": "https://paper.example/hook",
        "TELEGRAM_WEBHOOK_PORT": str(port),
        "TELEGRAM_WEBHOOK_SECRET": "s3cret",
    }
    playground.tls_proxy = f"http://127.0.0.1:{port}"
    playground.say(MEMBER, QUESTION)
    async with started({**env, **webhook}) as bot, httpx.AsyncClient() as stranger:
        assert await bot_says(playground, MEMBER, "9个工作小组")
        refused = await stranger.post(f"{playground.tls_proxy}/hook", json={"update_id": 1})
        bot.tell(signal.SIGTERM)
        code, output = await bot.end()

    assert (code, refused.status_code) == (0, 403)
    assert playground.webhook_url == "https://paper.example/hook"
    assert not playground.updates
    assert "s3cret" not in output


async def test_a_data_folder_that_cannot_be_is_named(env, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file", "utf-8")
    async with started({**env, "DATA_DIR": str(taken)}, program="bot") as bot:
        code, output = await bot.end(60)

    assert code == 1
    assert output == (
        f"wenbao: DATA_DIR: {taken} cannot be used (File exists): "
        "name a folder that this user can write to\n"
    )


async def test_a_second_bot_on_one_data_folder_is_refused_with_one_line(env):
    async with started({**env, "FOLDER_TAKEN": "1"}) as bot:
        code, output = await bot.end()

    line = "another bot runs on memory: stop it first, or give this one a DATA_DIR of its own"
    assert (code, output) == (1, f"wenbao: {line}\n")
