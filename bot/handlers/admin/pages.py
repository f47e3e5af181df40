"""/pages: the stored pages by their file names, one opened to its articles' ids, or removed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.admin.gate import Deed, Outcome
from bot.handlers.paper import words_of
from bot.state import Result
from bot.views.admin_pages import A_LIST, page_buttons, pages_buttons, render_page, render_pages
from bot.views.places import key_of
from bot.views.rich import Run
from retrieval.archive import pages_named
from retrieval.errors import NothingLoaded

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup

    from bot.handlers.admin.gate import Order
    from bot.views.rich import Rich
    from retrieval.types import PageRef

    View = tuple[Rich, InlineKeyboardMarkup | None]


async def show(order: Order) -> Outcome:
    """List the pages whose file names hold the words, or all."""
    await order.say(*await _pages(order, order.words, 0))
    return Outcome()


async def turn(order: Order) -> Outcome:
    """Show other pages in the message of the button; the words stand in what it replies to."""
    words = _asked_words(order)
    if words is None:  # with the command, what the list is of is gone
        await order.show((Run(order.texts.operating.everything_gone),))
        return Outcome(Result.NOTHING)
    await order.show(*await _pages(order, words, order.offset))
    return Outcome()


async def open_page(order: Order) -> Outcome:
    """Show a page's file name and its articles with their ids."""
    words = _asked_words(order) or ""
    pages = await _named(order, words)
    found = [(at, page) for at, page in enumerate(pages) if key_of(page.source) == order.words]
    if not found:  # it is gone meanwhile
        await order.show(*await _pages(order, words, 0))
        return Outcome(Result.NOTHING)
    at, page = found[0]
    articles = await asyncio.to_thread(order.parts.archive.articles_of, page.source)
    buttons = page_buttons(page, at // A_LIST * A_LIST, order.texts)
    await order.show(render_page(page, articles, order.texts), buttons)
    return Outcome()


SHOW = Deed("pages", show, audited=False)
TURN = Deed("pages", turn, audited=False)
OPEN = Deed("pages", open_page, audited=False)


async def _pages(order: Order, words: str, offset: int) -> View:
    pages, texts = await _named(order, words), order.texts
    if not pages:
        said = texts.operating.pages_none.format(words=words) if words else texts.archive_empty
        return (Run(said),), None
    shown = pages[offset : offset + A_LIST]
    rich = render_pages(shown, offset, len(pages), words, texts)
    return rich, pages_buttons(shown, offset, len(pages), texts)


async def _named(order: Order, words: str) -> tuple[PageRef, ...]:
    try:
        pages = await asyncio.to_thread(order.parts.archive.pages)
    except NothingLoaded:
        return ()
    return pages_named(pages, words)


def _asked_words(order: Order) -> str | None:
    """Return the words of the command that a list replies to; `None` where it was deleted."""
    asked = order.message.reply_to_message
    return words_of(asked) if asked else None
