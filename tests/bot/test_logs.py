"""Logs never show the token or a member's words."""

import asyncio
import io
import json
import logging

import pytest
from pydantic import SecretStr

from bot.correlation import marked
from bot.logs import configure_logging

TOKEN = "4242:AAE-secret"


@pytest.fixture(autouse=True)
def _logging_as_before():
    root, names = (
        logging.getLogger(),
        ("httpx", "httpcore", "telegram", "telegram.ext.AIORateLimiter"),
    )
    handlers, levels = root.handlers[:], [logging.getLogger(n).level for n in ("", *names)]
    yield
    root.handlers[:] = handlers
    for name, level in zip(("", *names), levels, strict=True):
        logging.getLogger(name).setLevel(level)


def test_the_token_is_blotted_out_of_messages_and_tracebacks():
    stream = io.StringIO()
    configure_logging("INFO", SecretStr(TOKEN), None, stream=stream)
    refused = RuntimeError(f"The token `{TOKEN}` was rejected by the server.")
    address = f"https://host/bot{TOKEN}/getMe"
    logging.getLogger("any").error("asking %s", address, exc_info=refused)

    assert "https://host/bot***/getMe" in stream.getvalue()
    assert "RuntimeError: The token `***` was rejected" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_even_at_debug_the_libraries_stay_quiet_about_addresses_and_updates():
    stream = io.StringIO()
    configure_logging("DEBUG", stream=stream)
    logging.getLogger("httpx").info("HTTP Request: POST https://host/bot…/sendMessage")
    logging.getLogger("telegram.ext.Application").debug("Processing update %s", "words")
    logging.getLogger("bot").debug("ours")

    assert stream.getvalue().endswith(" DEBUG bot: ours\n")
    assert stream.getvalue().count("\n") == 1


async def test_a_line_says_which_update_it_is_about_in_threads_and_tasks_too():
    stream = io.StringIO()
    configure_logging("INFO", stream=stream)
    log = logging.getLogger("any").info
    with marked("u12"):
        await asyncio.to_thread(log, "in a thread")
        task = asyncio.create_task(asyncio.to_thread(log, "in a task"))
    log("of none")
    await task

    said = [line.partition(" INFO ")[2] for line in stream.getvalue().splitlines()]
    assert sorted(said) == ["any: [u12] in a task", "any: [u12] in a thread", "any: of none"]


def test_as_json_a_record_is_one_object_a_line_without_the_token():
    stream = io.StringIO()
    configure_logging("INFO", SecretStr(TOKEN), log_format="json", stream=stream)
    with marked("u12"):
        logging.getLogger("any").error("两\n行 %s", TOKEN, exc_info=RuntimeError(TOKEN))
    logging.getLogger("any").info("plain")

    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["level"], first["logger"], first["message"], first["update"]) == (
        *("ERROR", "any", "两\n行 ***", "u12"),
    )
    assert first["at"].endswith("+08:00")
    assert first["error"].endswith("RuntimeError: ***")
    assert second.keys() == {"at", "level", "logger", "message"}
