"""Logs: one line a record to stderr, as text or JSON, never the bot's token or a member's words."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from typing import TYPE_CHECKING, TextIO

from bot.correlation import current_mark
from bot.shanghai import SHANGHAI

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import LogFormat

LINE = "%(asctime)s %(levelname)s %(name)s: %(mark)s%(message)s"

# Their INFO lines show the address of each request, and the token is part of it.
ADDRESS_LOGGERS = ("httpx", "httpcore")
# Their DEBUG lines show whole updates, and members' words are part of them.
UPDATE_LOGGERS = ("telegram",)
# Its INFO lines tell each step of loading a model.
WORDY_LOGGERS = ("sentence_transformers",)
# It reports each 429 as an error with a traceback; `outgoing` reports them in one line.
NOISY_LOGGERS = ("telegram.ext.AIORateLimiter",)


class RedactingFormatter(logging.Formatter):
    """Writes a record, its traceback included, with every secret replaced by `***`.

    Messages of the libraries below us quote the token, for example when Telegram refuses it. Before
    the message stands which update it is about; times are those of Shanghai.
    """

    default_msec_format = "%s.%03d"

    def __init__(self, secrets: tuple[SecretStr | None, ...]) -> None:
        super().__init__(LINE)
        self._secrets = tuple(secret.get_secret_value() for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished text of a record, without secrets."""
        mark = current_mark()
        record.mark = f"[{mark}] " if mark else ""
        return self._cleared(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - its base names it
        """Return when a record was made."""
        del datefmt
        return _moment(record).isoformat(" ", "milliseconds").partition("+")[0]

    def _cleared(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


class JsonFormatter(RedactingFormatter):
    """Writes a record as one JSON object: `at`, `level`, `logger`, `message`, and where they are.

    `update` is the mark of the update that it is about, `error` the traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line of JSON, without secrets."""
        fields = {
            "at": _moment(record).isoformat("T", "milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "update": current_mark(),
            "error": self.formatException(record.exc_info) if record.exc_info else "",
        }
        kept = {name: value for name, value in fields.items() if value}
        return self._cleared(json.dumps(kept, ensure_ascii=False))


FORMATTERS: dict[LogFormat, type[RedactingFormatter]] = {
    "text": RedactingFormatter,
    "json": JsonFormatter,
}


def configure_logging(
    level: str,
    *secrets: SecretStr | None,
    log_format: LogFormat = "text",
    stream: TextIO | None = None,
) -> None:
    """Send logs of `level` and above to `stream` (stderr), cleared of `secrets`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(FORMATTERS[log_format](secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in (*ADDRESS_LOGGERS, *WORDY_LOGGERS):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in UPDATE_LOGGERS:
        logging.getLogger(name).setLevel(max(root.level, logging.INFO))
    for name in NOISY_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _moment(record: logging.LogRecord) -> dt.datetime:
    return dt.datetime.fromtimestamp(record.created, SHANGHAI)
