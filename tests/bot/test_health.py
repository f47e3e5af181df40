"""Metrics and health: what is counted of a real talk, and what is served on loopback."""

import re
import signal

import httpx
from prometheus_client import generate_latest
from starlette.testclient import TestClient

from bot.app import build_application
from bot.care.health import health_app
from bot.playground.faults import Fault
from tests.bot.process import bot_says, started, unused_port
from tests.bot.talk import MEMBER, TOKEN, settings_for
from tests.bot.test_process import QUESTION
from tests.fakes.archive import FakeArchive


def samples(text: str) -> dict[str, float]:
    """Return each sample of an exposition by its name and labels."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


async def page(talk, path: str) -> httpx.Response:
    app = health_app(talk.application.bot_data, lambda: True)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.get(path)


async def test_a_talk_is_counted_by_what_the_archive_said_and_how_long_it_took(talk):
    await talk.ask(QUESTION)
    await talk.ask("火星移民飞船几号发射？")
    await talk.ask("/status")
    await talk.quiet()
    found = samples((await page(talk, "/metrics")).text)

    assert found['wenbao_questions_total{entrance="taken"}'] == 2
    assert found['wenbao_answers_total{status="answered"}'] == 1
    assert found['wenbao_answers_total{status="no_evidence"}'] == 1
    assert found["wenbao_question_seconds_count"] == 2
    assert found['wenbao_stage_seconds_count{stage="search"}'] == 2
    assert found['wenbao_stage_seconds_sum{stage="search"}'] == 2 * 0.8 / 1000
    assert (found["wenbao_generation"], found["wenbao_articles"]) == (1, 2)
    assert found["wenbao_waiting_questions"] == 0
    assert found["process_resident_memory_bytes"] > 0


async def test_the_steps_of_an_answer_from_memory_are_timed_only_once(news_dir):
    archive = FakeArchive()
    archive.load([news_dir])
    settings = settings_for("http://127.0.0.1:1", news_dir)
    application = build_application(settings, archive, shares=True)
    shared = application.bot_data.archive
    shared.ask(QUESTION)
    shared.ask(QUESTION)
    text = generate_latest(application.bot_data.metrics.registry).decode()
    await application.bot_data.state.close()

    assert len(archive.questions) == 1
    assert samples(text)['wenbao_stage_seconds_count{stage="search"}'] == 1


async def test_questions_that_are_not_taken_and_errors_of_telegram_are_counted_by_kind(
    talking, archive, playground
):
    async with talking(archive, questions_per_minute=1) as talk:
        playground.faults += [Fault("sendMessage", 400, "Bad Request: no")]
        told = await talk.ask(QUESTION)
        talk.state.say(MEMBER, QUESTION)
        await talk.replies(MEMBER, after=told.id)
        found = samples((await page(talk, "/metrics")).text)

    assert found['wenbao_questions_total{entrance="too_fast"}'] == 1
    assert found['wenbao_telegram_errors_total{kind="BadRequest"}'] == 1
    assert found["wenbao_incidents_total"] == 1


async def test_it_is_ready_once_telegram_is_reached_and_something_is_loaded(talking, news_dir):
    archive = FakeArchive()
    async with talking(archive) as talk:
        parts = talk.application.bot_data
        assert (await page(talk, "/health")).text == "ok\n"
        empty = await page(talk, "/ready")
        archive.load([news_dir])
        ready = await page(talk, "/ready")
        away = TestClient(health_app(parts, lambda: False)).get("/ready")

    assert (empty.status_code, empty.text) == (503, "nothing is loaded\n")
    assert (ready.status_code, ready.text) == (200, "ready\n")
    assert (away.status_code, away.text) == (503, "not in touch with Telegram\n")


async def test_the_running_bot_serves_them_where_a_port_is_set(env, playground):
    address = f"http://127.0.0.1:{(port := unused_port())}"
    settings = {**env, "METRICS_PORT": str(port), "LOG_FORMAT": "json"}
    playground.say(MEMBER, QUESTION)
    async with started(settings) as bot, httpx.AsyncClient(base_url=address) as client:
        assert await bot_says(playground, MEMBER, "9个工作小组")
        ready, metrics = await client.get("/ready"), (await client.get("/metrics")).text
        bot.tell(signal.SIGTERM)
        code, output = await bot.end()

    assert (code, ready.text) == (0, "ready\n")
    assert samples(metrics)['wenbao_answers_total{status="answered"}'] == 1
    assert TOKEN not in metrics + output
    assert re.search(r'"bot.answering", "message": "answered.*", "update": "u\d+"', output)


async def test_a_port_that_is_taken_is_named_in_one_line(env, playground):
    taken = playground_port(env)
    async with started({**env, "METRICS_PORT": taken}) as bot:
        code, output = await bot.end()

    line = f"wenbao: METRICS_PORT: port {taken} cannot be had: name another, or 0 for none\n"
    assert (code, output.endswith(line)) == (1, True)


def playground_port(env) -> str:
    return str(env["TELEGRAM_API_BASE_URL"]).removesuffix("/bot").rpartition(":")[2]
