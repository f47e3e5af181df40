"""Loading the pages of `NEWS_DIR`, for admins: progress in one message, then a report."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, filters

from bot.errors import LoadStopped
from bot.progress_message import ProgressMessage
from bot.render import render_failures, render_load_report
from bot.rich import Run
from bot.sending import reply
from retrieval.errors import ArchiveBusy, NoPages, WenbaoError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from telegram import Message, Update

    from bot.context import BotContext, Parts
    from bot.rich import Rich
    from bot.texts import Texts
    from retrieval.ports import Progress
    from retrieval.types import LoadProgress, LoadReport

logger = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of /reload, which runs aside so that its chat can go on asking."""
    return [CommandHandler("reload", reload, filters.UpdateType.MESSAGE, block=False)]


async def reload(update: Update, context: BotContext) -> None:
    """Load `NEWS_DIR` if an admin asks; the menu is no gate, the user id is."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    parts = context.parts
    texts = parts.texts(user)
    if not parts.is_admin(user):
        await reply(message, (Run(texts.admins_only.format(user_id=user.id)),))
        return
    logger.info("reload asked by %d", user.id)
    await load_pages(message, context, parts.settings.news_dir, mirror=True)


async def load_pages(
    message: Message,
    context: BotContext,
    path: Path,
    *,
    mirror: bool,
    day: dt.date | None = None,
) -> None:
    """Load a folder or a file in reply to `message`; a mirrored folder's lost pages go.

    `day` is when pages were printed that do not say so themselves.
    """
    parts, texts = context.parts, context.parts.texts(message.from_user)
    async with ProgressMessage.opened(context.bot, message, texts) as progress:
        load = partial(_load, parts, path, mirror, day, progress.show)
        await progress.finish(await _outcome(load, texts))


async def _outcome(load: Callable[[], LoadReport], texts: Texts) -> Rich:
    """Load, and return what the admin is told."""
    try:
        report = await asyncio.to_thread(load)
    except ArchiveBusy:
        return (Run(texts.reload_busy),)
    except LoadStopped:
        return (Run(texts.reload_stopped),)
    except NoPages as error:
        logger.warning("reload failed: %s", error)
        return (Run(texts.reading.no_pages), *render_failures(error.failures, texts))
    except WenbaoError as error:
        logger.warning("reload failed: %s", error)
        return (Run(texts.reload_failed.format(cause=error)),)
    logger.info("reload done: generation %d, %d texts embedded", report.generation, report.embedded)
    return render_load_report(report, texts)


def _load(
    parts: Parts, path: Path, mirror: bool, day: dt.date | None, show: Progress
) -> LoadReport:
    """Load pages. Blocks; ends with `LoadStopped` when the bot stops."""

    def on_progress(progress: LoadProgress) -> None:
        if parts.stopping.is_set():
            raise LoadStopped
        show(progress)

    return parts.archive.load([path], mirror=mirror, progress=on_progress, day=day)
