"""What is done to one article or page: removed, withdrawn with a reason, corrected by a note."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.handlers.admin.gate import Deed, Outcome
from bot.handlers.admin.loading import run_load
from bot.handlers.admin.objects import article_and_words
from bot.state import Result
from bot.traffic.sending import edit_buttons
from bot.views.admin_buttons import REMOVE_ARTICLE, REMOVE_PAGE, order_button
from bot.views.load import article_line
from bot.views.places import key_of
from bot.views.rich import Run
from retrieval.errors import NothingRemoved
from retrieval.types import ArticleId

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Order
    from retrieval.types import PageRef


async def ask_to_remove(order: Order) -> Outcome:
    """Ask whether a page or an article is really to go out in a new generation."""
    said = order.texts.operating
    page = await _page(order, order.words)
    if page is not None:
        about = said.remove_page.format(page=page.source, count=page.articles)
        button = order_button(said.remove_yes, REMOVE_PAGE, key_of(page.source))
    else:
        article, _ = await article_and_words(order)
        if article is None:
            return Outcome(Result.REFUSED)
        about = said.remove_article.format(article=article_line(article, order.texts))
        button = order_button(said.remove_yes, REMOVE_ARTICLE, article.id)
    await order.say((Run(about),), InlineKeyboardMarkup([[button]]))
    return Outcome()


async def remove_page(order: Order) -> Outcome:
    """Take a page out, and the button away."""
    await edit_buttons(order.message, None)
    page = await _page(order, order.words)
    if page is None:
        raise NothingRemoved(order.words)
    return await _remove(order, page.source)


async def remove_article(order: Order) -> Outcome:
    """Take an article out, and the button away."""
    await edit_buttons(order.message, None)
    return await _remove(order, order.words)


async def withdraw(order: Order) -> Outcome:
    """Take an article out of all answers at once, with the reason that its readers are told."""
    said = order.texts.operating
    article, reason = await article_and_words(order)
    if article is None:
        return Outcome(Result.REFUSED)
    archive = order.parts.archive
    shown = await asyncio.to_thread(archive.withdraw, article.id, reason)
    line = article_line(shown, order.texts)
    words = said.withdrawn.format(article=line, reason=reason, id=shown.id)
    await order.say((Run(words),))
    return Outcome(detail=line)


async def restore(order: Order) -> Outcome:
    """Take a withdrawal back."""
    first = order.words.split(maxsplit=1)[:1]
    restored = await asyncio.to_thread(
        order.parts.archive.restore_article, ArticleId(first[0] if first else "")
    )
    line = article_line(restored, order.texts)
    await order.say((Run(order.texts.operating.restored.format(article=line)),))
    return Outcome(detail=line)


async def correct(order: Order) -> Outcome:
    """Attach a note to an article, which every later citation carries; no note takes it back."""
    said = order.texts.operating
    article, note = await article_and_words(order)
    if article is None:
        return Outcome(Result.REFUSED)
    shown = await asyncio.to_thread(order.parts.archive.correct, article.id, note)
    line = article_line(shown, order.texts)
    words = said.corrected if note else said.uncorrected
    await order.say((Run(words.format(article=line, note=note)),))
    return Outcome(detail=line)


REMOVE = Deed("remove", ask_to_remove, audited=False)
PAGE_REMOVAL = Deed("remove", remove_page)
ARTICLE_REMOVAL = Deed("remove", remove_article)
WITHDRAW = Deed("withdraw", withdraw)
RESTORE = Deed("restore", restore)
CORRECT = Deed("correct", correct)


async def _page(order: Order, name: str) -> PageRef | None:
    """Return the page that is called so, or whose key a button carries."""
    pages = await asyncio.to_thread(order.parts.archive.pages)
    wanted = (page for page in pages if name in {page.source, key_of(page.source)})
    return next(wanted, None)


async def _remove(order: Order, name: str) -> Outcome:
    remove = partial(order.parts.archive.remove, name)
    outcome = await run_load(order, lambda progress: remove(progress=progress))
    return replace(outcome, detail=f"{name} · {outcome.detail}")
