"""Faults are met as they were ordered, and webhooks are delivered until they are taken."""

import asyncio
import datetime as dt
import socket
import time
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter

from bot.playground.faults import Fault
from bot.playground.server import serving
from tests.bot.talk import MEMBER, TOKEN

HOOK = "https://paper.example/hook"


@pytest.fixture
async def url(playground):
    playground.say(MEMBER, "/start")
    async with serving(playground) as url:
        yield url


@pytest.fixture
async def bot(url):
    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        yield bot


def texts(playground) -> list[str]:
    return [m.marked.text for m in playground.chat(MEMBER).messages.values() if m.sender.is_bot]


async def test_a_flood_limit_says_when_to_come_back(bot, playground):
    playground.faults.append(Fault("sendMessage", 429, retry_after=7))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(MEMBER, "报")

    assert caught.value.retry_after == dt.timedelta(seconds=7)
    assert playground.calls[-1].answer["description"] == "Too Many Requests: retry after 7"
    assert await bot.send_message(MEMBER, "报")


async def test_a_cut_connection_carries_nothing_out_and_a_lost_response_does(bot, playground):
    playground.faults += [Fault("sendMessage", cut=True), Fault("sendMessage")]
    for words in ("断", "丢"):
        with pytest.raises(NetworkError):
            await bot.send_message(MEMBER, words)

    assert texts(playground) == ["丢"]


async def test_a_delay_is_waited_out_and_the_call_carried_out(bot, playground):
    playground.faults.append(Fault("sendMessage", delay_s=0.3))
    began = time.monotonic()
    await bot.send_message(MEMBER, "慢")

    assert time.monotonic() - began >= 0.3
    assert texts(playground) == ["慢"]


async def test_trouble_with_every_method_spares_polling_and_ends_when_it_is_counted_out(
    bot, playground
):
    playground.faults.append(Fault("*", 502, times=2))
    assert len(await bot.get_updates()) == 1
    for call in (bot.get_me(), bot.send_message(MEMBER, "报")):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await call

    assert await bot.send_message(MEMBER, "报")


async def test_trouble_without_a_count_lasts_until_it_is_switched_off(bot, url):
    async with httpx.AsyncClient(base_url=f"{url}/control") as control:
        ordered = {"method": "getMe", "status": 502, "times": 0}
        fault = (await control.post("/faults", json=ordered)).json()
        for _ in range(3):
            with pytest.raises(NetworkError):
                await bot.get_me()
        await control.delete("/faults", params={"id": fault["id"]})

    assert (await bot.get_me()).first_name == "问报"


@asynccontextmanager
async def webhook_receiver(answers: list[int]):
    """Receive what a webhook delivers, answering with these statuses in turn, then 200."""
    taken: list[tuple[str, dict[str, object]]] = []

    async def receive(request) -> Response:
        status = answers.pop(0) if answers else 200
        if status == 200:
            secret = request.headers.get("x-telegram-bot-api-secret-token", "")
            taken.append((secret, await request.json()))
        return Response(status_code=status)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = Starlette(routes=[Route("/hook", receive, methods=["POST"])])
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        running = asyncio.create_task(server._serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", taken
        server.should_exit = True
        await running


async def test_updates_are_delivered_in_order_with_the_secret_until_they_are_taken(bot, playground):
    async with webhook_receiver([500, 403]) as (address, taken):
        playground.tls_proxy = address
        await bot.set_webhook(HOOK, secret_token="s3cret")
        playground.say(MEMBER, "一")
        playground.say(MEMBER, "二")
        assert await playground.wait_until(lambda: not playground.updates, 10)

        assert [update["message"]["text"] for _, update in taken] == ["/start", "一", "二"]
        assert {secret for secret, _ in taken} == {"s3cret"}
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
        await bot.delete_webhook()
        playground.say(MEMBER, "三")
        assert [u.message.text for u in await bot.get_updates()] == ["三"]


async def test_a_webhook_is_delivered_on_this_machine_only(bot, playground):
    playground.tls_proxy = "http://192.0.2.7:8443"
    await bot.set_webhook(HOOK)
    for _ in range(100):
        info = await bot.get_webhook_info()
        if info.last_error_message:
            break
        await asyncio.sleep(0.02)

    assert info.last_error_message == (
        "The playground delivers on this machine only, not to 192.0.2.7"
    )
    assert info.pending_update_count == 1


async def test_a_webhook_ends_the_poll_that_waits(bot, playground, url):
    playground.updates.clear()
    async with Bot(TOKEN, base_url=f"{url}/bot") as second:
        waiting = asyncio.create_task(second.get_updates(timeout=5))
        await asyncio.sleep(0.05)
        await bot.set_webhook(HOOK)
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await waiting


async def test_a_secret_with_other_characters_is_refused(bot):
    with pytest.raises(BadRequest, match=r"(?i)unallowed characters"):
        await bot.set_webhook(HOOK, secret_token="密")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:1"}, 200),
        ({"host": "evil.example"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
async def test_pages_of_other_sites_are_turned_away(url, headers, status):
    async with httpx.AsyncClient(base_url=url) as browser:
        assert (await browser.get("/control/calls", headers=headers)).status_code == status


async def test_the_page_loads_nothing_from_elsewhere(url):
    async with httpx.AsyncClient(base_url=url) as browser:
        index = await browser.get("/")
        policy = index.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        names = [n.split('"')[0] for n in index.text.split('="/page/')[1:]]
        assert {"main.js", "base.css", "icon.svg"} <= set(names)
        for name in names:
            part = await browser.get(f"/page/{name}")
            assert part.status_code == 200
            assert "http://" not in part.text.replace("http://www.w3.org/2000/svg", "")
        assert (await browser.get("/page/..%2fserver.py")).status_code == 404
