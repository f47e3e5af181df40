"""A page sent as a file: an admin drops it into the chat, and it goes into the archive."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import re
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.handlers.reload import load_pages
from bot.rich import Run
from bot.sending import reply

if TYPE_CHECKING:
    from pathlib import Path

    from telegram import Document, Update

    from bot.context import BotContext

logger = logging.getLogger(__name__)

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(\d\d)(\d\d)|\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2}))(?!\d)"
)
UPLOADS = "uploads"  # in the data folder; a page sent again under its name takes its place
SENT_FILE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.Document.ALL


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of files, which runs aside so that its chat can go on asking."""
    return [MessageHandler(SENT_FILE, upload, block=False)]


async def upload(update: Update, context: BotContext) -> None:
    """Load a file that an admin sends; the archive says of each file what is wrong with it."""
    message, user = update.message, update.effective_user
    if message is None or user is None or message.document is None:
        return
    texts = context.parts.texts(user)
    if not context.parts.is_admin(user):
        await reply(message, (Run(texts.admins_only.format(user_id=user.id)),))
        return
    logger.info("a file of %s bytes sent by %d", message.document.file_size, user.id)
    folder = context.parts.settings.data_dir / UPLOADS
    try:
        path = await _fetch(message.document, folder)
    except BadRequest as error:  # Telegram hands bots files of up to 20 MB
        await reply(message, (Run(texts.reload_failed.format(cause=error)),))
        return
    day = day_in(message.caption or "")
    await load_pages(message, context, path, mirror=False, day=day)


def day_in(caption: str) -> dt.date | None:
    """Return the day that a caption names (2023-12-11, 2023年12月11日, 20231211), if it does."""
    found = _DAY.search(caption)
    try:
        return dt.date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        return None


async def _fetch(document: Document, folder: Path) -> Path:
    """Download a file into a folder, under the last part of its name and never outside."""
    file = await document.get_file()
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    name = PureWindowsPath(document.file_name or "").name.lstrip(".") or "page.txt"
    path = folder / name
    await file.download_to_drive(path)
    return path
