"""The errors of the bot. Each message is one line that says what went wrong and what to do.

WenbaoError
└── BotError             the bot cannot run
    ├── TokenRefused     Telegram does not know the token
    └── AnotherPoller    another program fetches this bot's updates
LoadStopped              raised inside a load to end it, because the bot is stopping
"""

from __future__ import annotations

from retrieval.errors import WenbaoError


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


class LoadStopped(Exception):
    """The bot is stopping; what was loaded so far is dropped."""
