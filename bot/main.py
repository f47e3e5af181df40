"""The program: settings in, the archive opened and filled, then Telegram or the terminal."""

from __future__ import annotations

import asyncio
import logging
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

logger = logging.getLogger(__name__)

TERMINAL_NOTICE = (
    "No TELEGRAM_BOT_TOKEN: get one from @BotFather in Telegram (/newbot), put it into .env; "
    "until then, the chat is here."
)


def run(open_archive: Callable[[BotSettings], NewsArchive]) -> int:
    """Run the bot until it is told to stop. Returns the exit code: 0 done, 1 a known failure."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        settings = BotSettings.read()
        _configure_logging(settings)
        archive = open_archive(settings)
        load_if_empty(archive, settings.news_dir)
        _serve(settings, archive)
    except WenbaoError as error:
        sys.stderr.write(f"wenbao: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    except Exception:  # the last line of defence: Python's own traceback would show secrets
        logger.exception("the bot ended unexpectedly")
        return 1
    return 0


def _configure_logging(settings: BotSettings) -> None:
    """Set up logs; a chat in the terminal is not to be interrupted unless that was asked for."""
    chatting = settings.telegram_bot_token is None
    asked_for = "log_level" in settings.model_fields_set
    level = "WARNING" if chatting and not asked_for else settings.log_level
    configure_logging(level, settings.telegram_bot_token, settings.telegram_webhook_secret)


def _serve(settings: BotSettings, archive: NewsArchive) -> None:
    if settings.telegram_bot_token is None:
        sys.stderr.write(TERMINAL_NOTICE + "\n")
        TerminalChat(archive, sys.stdin, sys.stdout).run()
    else:
        asyncio.run(Service(build_application(settings, archive)).run())


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end the terminal chat and a first load as Ctrl-C does."""
    raise KeyboardInterrupt
