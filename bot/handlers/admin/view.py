"""How a page was read, sent as a file: the source beside what was made of it, doubts flagged."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot.handlers.admin.gate import Deed, Outcome
from bot.handlers.admin.upload import UPLOADS
from bot.state import Result
from bot.views.places import key_of
from bot.views.rich import Run

if TYPE_CHECKING:
    from pathlib import Path

    from bot.context import Parts
    from bot.handlers.admin.gate import Order


async def send(order: Order) -> Outcome:
    """Send the page that a button names, as the reader's HTML."""
    found = await asyncio.to_thread(_found, order.parts, order.words)
    if found is None:
        await order.say((Run(order.texts.operating.view_gone),))
        return Outcome(Result.REFUSED)
    path, source = found
    html = await asyncio.to_thread(order.parts.archive.as_read, path, source)
    name = PurePosixPath(source.replace("#", "_")).name + ".html"
    await order.message.reply_document(html.encode(), filename=name)
    return Outcome(detail=source)


SEND = Deed("view", send, audited=False)


def _found(parts: Parts, key: str) -> tuple[Path, str] | None:
    """Return the file that holds a page, and what the page is called in it."""
    folders = (parts.settings.data_dir / UPLOADS, parts.settings.news_dir)
    for source in parts.viewable.sources(parts.archive):
        if key_of(source) != key:
            continue
        for folder in folders:
            if (path := file_of(folder, source)) is not None:
                inside = source.removeprefix(path.relative_to(folder).as_posix())
                return path, path.name + inside
    return None


def file_of(folder: Path, source: str) -> Path | None:
    """Return the file of a folder that holds a page, which may be a part of it; never one outside.

    A source is a path in the folder, and for a part of a file more behind it: `a.zip/1.txt#2`.
    """
    whole = PurePosixPath(source.rpartition("#")[0] or source)
    for name in (PurePosixPath(source), whole, *whole.parents):
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None
