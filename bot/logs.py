"""Logs: one line a record to stderr, never the bot's token, never a member's words."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pydantic import SecretStr

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"

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

    Messages of the libraries below us quote the token, for example when Telegram refuses it.
    """

    def __init__(self, secrets: tuple[SecretStr | None, ...]) -> None:
        super().__init__(LINE)
        self._secrets = tuple(secret.get_secret_value() for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished text of a record, without secrets."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def configure_logging(level: str, *secrets: SecretStr | None, stream: TextIO | None = None) -> None:
    """Send logs of `level` and above to `stream` (stderr), cleared of `secrets`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in (*ADDRESS_LOGGERS, *WORDY_LOGGERS):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in UPDATE_LOGGERS:
        logging.getLogger(name).setLevel(max(root.level, logging.INFO))
    for name in NOISY_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
