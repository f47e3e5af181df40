"""Pages sent as files, alone or as an album: an admin drops them in, and they are loaded at once.

Nothing of a file is trusted: its name is cut to its last part, its size and number are limited, and
the archive reads it in a process of its own, within limits of time and memory.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from functools import partial
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from telegram.error import BadRequest
from telegram.ext import filters

from bot.handlers.admin.gate import Deed, Outcome, carry_out, on_message
from bot.handlers.admin.loading import load_pages
from bot.loading.captions import day_in, number_in
from bot.state import Result
from bot.views.rich import Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from telegram import Document

    from bot.handlers.admin.gate import Handler, Order
    from bot.texts import Texts

UPLOADS = "uploads"  # in the data folder; a page sent again under its name takes its place
MAX_FILE_BYTES = 20_000_000  # as much as Telegram's own servers hand to bots
MAX_FILES = 50  # of one load; Telegram makes albums of 10
MAX_NAME_CHARS = 120
SENT_FILE = filters.ChatType.PRIVATE & filters.Document.ALL


def handlers() -> list[Handler]:
    """Return the handler of files."""
    return [on_message(UPLOAD, SENT_FILE)]


async def gather(order: Order) -> Outcome:
    """Wait until an album is whole, and load it as one."""
    messages = await order.parts.albums.whole(order.message)
    documents = [message.document for message in messages if message.document is not None]
    if documents:
        names = ", ".join(safe_name(document.file_name) for document in documents)
        caption = " ".join(message.caption or "" for message in messages)
        files = Deed(UPLOAD.name, partial(_load, documents, caption))
        await carry_out(files, replace(order, message=messages[0], words=names))
    return Outcome()


UPLOAD = Deed("upload", gather, audited=False)  # what becomes of the whole album is


async def _load(documents: Sequence[Document], caption: str, order: Order) -> Outcome:
    problem = _problem(documents, order.texts)
    if problem:
        await order.say((Run(order.texts.operating.upload_refused.format(cause=problem)),))
        return Outcome(Result.REFUSED, problem)
    folder = order.parts.settings.data_dir / UPLOADS
    paths = []
    for document in documents:
        try:
            paths.append(await _fetch(document, folder))
        except BadRequest as error:
            cause = _unfetched(document, error, order.texts)
            await order.say((Run(order.texts.operating.upload_refused.format(cause=cause)),))
            return Outcome(Result.REFUSED, cause)
    number = number_in(caption) if len(paths) == 1 else ""
    return await load_pages(order, paths, day=day_in(caption), number=number)


def safe_name(name: str | None) -> str:
    """Return the last part of a file's name, printable, not hidden, and not too long."""
    last = PureWindowsPath(name or "").name
    printable = "".join(char for char in last if char.isprintable()).lstrip(". ")
    path = PureWindowsPath(printable or "page.txt")
    return path.stem[: MAX_NAME_CHARS - len(path.suffix)] + path.suffix[:MAX_NAME_CHARS]


def _problem(documents: Sequence[Document], texts: Texts) -> str:
    """Return why these files are not even fetched, "" for nothing."""
    names = [safe_name(document.file_name) for document in documents]
    again = next((name for name in names if names.count(name) > 1), None)
    if len(documents) > MAX_FILES:
        return texts.operating.too_many_files.format(most=MAX_FILES)
    if again is not None:
        return texts.operating.same_name.format(name=again)
    for document, name in zip(documents, names, strict=True):
        if (document.file_size or 0) > MAX_FILE_BYTES:
            return texts.operating.too_big.format(name=name, most_mb=MAX_FILE_BYTES // 10**6)
    return ""


def _unfetched(document: Document, error: BadRequest, texts: Texts) -> str:
    """Return why Telegram does not hand a file over: it lets bots have 20 MB, unless run by us."""
    name = safe_name(document.file_name)
    if "too big" in error.message.lower():
        return texts.operating.too_big.format(name=name, most_mb=MAX_FILE_BYTES // 10**6)
    return texts.operating.not_fetched.format(name=name, error=error.message)


async def _fetch(document: Document, folder: Path) -> Path:
    """Download a file into a folder; it takes the place of one of its name when it is whole."""
    file = await document.get_file()
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    arriving = folder / f".{secrets.token_hex(8)}"
    try:
        await file.download_to_drive(arriving)
        return await asyncio.to_thread(arriving.replace, folder / safe_name(document.file_name))
    finally:
        await asyncio.to_thread(arriving.unlink, missing_ok=True)
