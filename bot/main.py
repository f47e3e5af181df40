"""The program: settings in, the archive opened and filled, then Telegram or the terminal."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from bot.app import build_application
from bot.first_load import load_if_empty
from bot.logs import configure_logging
from bot.running import Service
from bot.settings import BotSettings
from bot.terminal import TerminalChat
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from bot.ports import NewsArchive

TERMINAL_NOTICE = (
    "No TELEGRAM_BOT_TOKEN: get one from @BotFather in Telegram (/newbot), put it into .env; "
    "until then, the chat is here."
)


def run(open_archive: Callable[[BotSettings], NewsArchive]) -> int:
    """Run the bot until it is told to stop. Returns the exit code: 0 done, 1 a known failure."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        settings = BotSettings.read()
        configure_logging(
            settings.log_level, settings.telegram_bot_token, settings.telegram_webhook_secret
        )
        archive = open_archive(settings)
        load_if_empty(archive, settings.news_dir)
        _serve(settings, archive)
    except WenbaoError as error:
        sys.stderr.write(f"wenbao: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _serve(settings: BotSettings, archive: NewsArchive) -> None:
    if settings.telegram_bot_token is None:
        sys.stderr.write(TERMINAL_NOTICE + "\n")
        TerminalChat(archive, sys.stdin, sys.stdout).run()
    else:
        asyncio.run(Service(build_application(settings, archive)).run())


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end the terminal chat and a first load as Ctrl-C does."""
    raise KeyboardInterrupt
