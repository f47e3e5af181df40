"""A page sent as a file: an admin drops it into the chat, and it goes into the archive."""

from __future__ import annotations

import asyncio
import logging
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
    await load_pages(message, context, path, mirror=False)


async def _fetch(document: Document, folder: Path) -> Path:
    """Download a file into a folder, under the last part of its name and never outside."""
    file = await document.get_file()
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    name = PureWindowsPath(document.file_name or "").name.lstrip(".") or "page.txt"
    path = folder / name
    await file.download_to_drive(path)
    return path
