"""The errors of the bot. Each message is one line that says what went wrong and what to do.

WenbaoError
└── BotError             the bot cannot run
    ├── TokenRefused     Telegram does not know the token
    ├── AnotherPoller    another program fetches this bot's updates
    ├── StateUnusable    the file of what the bot remembers cannot be opened
    ├── StateTooNew      that file was written by a newer version
    └── PortTaken        another program listens on a port that is set
LoadStopped              raised inside a load to end it, because the bot is stopping
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from pathlib import Path


class BotError(WenbaoError):
    """The bot cannot run."""


class TokenRefused(BotError):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "TELEGRAM_BOT_TOKEN: Telegram refused this token; ask @BotFather for the right one"
        )


class AnotherPoller(BotError):
    """Another program fetches this bot's updates."""

    def __init__(self) -> None:
        super().__init__(
            "another program polls Telegram with the same TELEGRAM_BOT_TOKEN: "
            "stop that one, or use a bot of your own"
        )


class StateUnusable(BotError):
    """The file of what the bot remembers cannot be opened."""

    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(
            f"{path} cannot be used ({cause}): check who may write there, "
            "or move the file away to start with an empty one"
        )


class StateTooNew(BotError):
    """The file of what the bot remembers was written by a newer version."""

    def __init__(self, theirs: int, ours: int) -> None:
        super().__init__(
            f"the bot's memory in DATA_DIR has format {theirs} and this version reads {ours}: "
            "run the newer version, or move bot.sqlite away to start with an empty one"
        )


class PortTaken(BotError):
    """Another program listens on a port that is set."""

    def __init__(self, setting: str, port: int) -> None:
        super().__init__(f"{setting}: port {port} cannot be had: name another, or 0 for none")


class LoadStopped(Exception):
    """The bot is stopping; what was loaded so far is dropped."""
