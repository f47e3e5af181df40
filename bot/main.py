"""The program: settings in, the archive opened and filled, then Telegram or a chat without it."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import build_application
from bot.care.heaps import share_heaps
from bot.care.secrecy import warn_of_open_file
from bot.loading.first_load import load_if_empty
from bot.logs import configure_logging
from bot.options import read_options
from bot.running import Service
from bot.settings import BotSettings
from bot.terminal import TerminalChat
from retrieval.errors import WenbaoError
from retrieval.private import keep_private

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from bot.options import Options
    from bot.ports import NewsArchive

logger = logging.getLogger(__name__)


def run(open_archive: Callable[[BotSettings], NewsArchive], arguments: Sequence[str] = ()) -> int:
    """Run the bot until it is told to stop. Returns the exit code: 0 done, 1 a known failure."""
    options = read_options(arguments)
    keep_private()
    share_heaps()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        settings = BotSettings.read()
        _configure_logging(settings, options)
        warn_of_open_file(Path(".env"))
        archive = open_archive(settings)
        with nullcontext() if options.terminal else archive.claim():
            load_if_empty(archive, settings.news_dir)
            _serve(settings, archive, options)
    except WenbaoError as error:
        sys.stderr.write(f"wenbao: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    except Exception:  # the last line of defence: Python's own traceback would show secrets
        logger.exception("the bot ended unexpectedly")
        return 1
    return 0


def _configure_logging(settings: BotSettings, options: Options) -> None:
    """Set up logs; a chat without Telegram is not to be interrupted unless that was asked for."""
    asked_for = "log_level" in settings.model_fields_set
    live = _is_live(settings, options)
    level = settings.log_level if live or asked_for else "WARNING"
    secrets = (settings.telegram_bot_token, settings.telegram_webhook_secret)
    configure_logging(level, *secrets, log_format=settings.log_format)


def _serve(settings: BotSettings, archive: NewsArchive, options: Options) -> None:
    if options.terminal:
        TerminalChat(archive, sys.stdin, sys.stdout).run()
    elif _is_live(settings, options):
        asyncio.run(Service(build_application(settings, archive, shares=True)).run())
    else:
        from bot.playground.running import run_playground

        asyncio.run(run_playground(settings, archive, open_page=options.browser))


def _is_live(settings: BotSettings, options: Options) -> bool:
    """Whether the bot talks to Telegram, and not to a person at this machine."""
    elsewhere = options.terminal or options.playground
    return settings.telegram_bot_token is not None and not elsewhere


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end the terminal chat and a first load as Ctrl-C does."""
    raise KeyboardInterrupt
