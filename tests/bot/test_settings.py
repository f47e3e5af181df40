"""Settings are read from the environment and `.env`; what is wrong is named in one line."""

import re
from pathlib import Path

import pytest

from bot.settings import BotSettings
from retrieval.errors import SettingsError

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456:AAE-secret"


def test_the_example_file_names_every_setting_with_its_default():
    given = dict(
        line.split("=", 1)
        for line in EXAMPLE.read_text("utf-8").splitlines()
        if re.match(r"\w", line)
    )
    fields = {name.upper(): field.default for name, field in BotSettings.model_fields.items()}

    def written(value: object) -> str:
        return "" if value is None or value == frozenset() else str(value)

    assert given == {name: written(default) for name, default in fields.items()}


def test_an_env_file_is_read_and_its_empty_values_count_as_unset(tmp_path):
    Path(".env").write_text(
        f"TELEGRAM_BOT_TOKEN={TOKEN}\nTELEGRAM_ADMIN_IDS=7, 8，9,\nNEWS_DIR=\nLOG_LEVEL=debug\n",
        "utf-8",
    )
    settings = BotSettings.read()

    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_admin_ids == {7, 8, 9}
    assert settings.news_dir == Path("seeds")
    assert settings.log_level == "DEBUG"


def test_the_copied_example_is_the_same_as_no_settings():
    defaults = BotSettings.read()
    Path(".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")

    assert BotSettings.read() == defaults


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "not-a-token-hunter2"),
        ("TELEGRAM_ADMIN_IDS", "7;8"),
        ("TELEGRAM_API_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_WEBHOOK_URL", "http://insecure.example"),
        ("TELEGRAM_WEBHOOK_PORT", "99999"),
        ("TELEGRAM_WEBHOOK_SECRET", "hunter2 with spaces"),
        ("LOG_LEVEL", "chatty"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=name) as caught:
        BotSettings.read()
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_each_wrong_setting_has_a_line_that_says_what_is_wrong_and_what_it_means(monkeypatch):
    monkeypatch.setenv("METRICS_PORT", "99999")
    monkeypatch.setenv("GATE_MARGIN", "much")
    monkeypatch.setenv("LOG_FORMAT", "xml")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "http://insecure.example")
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", "7;8")

    with pytest.raises(SettingsError) as caught:
        BotSettings.read()
    assert str(caught.value).split("\n  ") == [
        "wrong settings:",
        "GATE_MARGIN: is no number (share of those questions that a new generation may do worse "
        "by)",
        "TELEGRAM_ADMIN_IDS: not a user id: 7;8; write numbers separated by commas (user ids that "
        "may load pages, separated by commas)",
        "TELEGRAM_WEBHOOK_URL: does not look like ^https:// (public address for a webhook; without "
        "it the bot polls)",
        "LOG_FORMAT: is not one of 'text' or 'json' (text, or json: one object a line)",
        "METRICS_PORT: is more than 65535 (port of /health, /ready and /metrics on 127.0.0.1; 0: "
        "none)",
    ]


def test_the_token_is_not_shown_with_the_settings(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)

    assert "AAE-secret" not in repr(BotSettings.read())
