"""Logs never show the token or a member's words."""

import io
import logging

import pytest
from pydantic import SecretStr

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
