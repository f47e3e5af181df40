"""What is done to one article or page: removed, withdrawn with a reason, corrected by a note."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.handlers.admin.gate import Deed, Outcome, carry_out
from bot.handlers.admin.loading import run_load, take_button
from bot.handlers.admin.objects import article_and_words, named_article
from bot.state import Result
from bot.views.admin_buttons import REMOVE_ARTICLE, REMOVE_PAGE, order_button
from bot.views.admin_pages import choice_of_pages
from bot.views.load import article_line
from bot.views.places import key_of
from bot.views.rich import Run
from retrieval.archive import pages_named

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Order
    from retrieval.types import PageRef


async def ask_to_remove(order: Order) -> Outcome:
    """Ask whether a page or an article is really to go out in a new generation.

    A page may be named by a part of its file name; where several have that, they are offered.
    """
    said = order.texts.operating
    if order.words and not await named_article(order, order.words):
        pages = await _pages(order)
        named = pages_named(pages, order.words)
        if len(named) == 1:
            return await _ask_of_page(order, named[0])
        if named:
            words = said.which_page.format(count=len(named), words=order.words)
            await order.say((Run(words),), choice_of_pages(named))
            return Outcome(Result.REFUSED)
    article, _ = await article_and_words(order)
    if article is None:
        return Outcome(Result.REFUSED)
    about = said.remove_article.format(article=article_line(article, order.texts))
    button = order_button(said.remove_yes, REMOVE_ARTICLE, article.id)
    await order.say((Run(about),), InlineKeyboardMarkup([[button]]))
    return Outcome()


async def ask_to_remove_page(order: Order) -> Outcome:
    """Ask whether the page of a button is really to go."""
    page = await _pressed_page(order)
    return await _ask_of_page(order, page) if page else Outcome(Result.NOTHING)


async def remove_page(order: Order) -> Outcome:
    """Take a page out, and the button away."""
    await take_button(order, REMOVE_PAGE)
    page = await _pressed_page(order)
    if page is None:
        return Outcome(Result.NOTHING)
    await carry_out(REMOVAL, replace(order, words=page.source))
    return Outcome()


async def remove_article(order: Order) -> Outcome:
    """Take an article out, and the button away."""
    await take_button(order, REMOVE_ARTICLE)
    await carry_out(REMOVAL, order)
    return Outcome()


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
    said = order.texts.operating
    article, _ = await article_and_words(order)
    if article is None:
        return Outcome(Result.REFUSED)
    line = article_line(article, order.texts)
    if article.withdrawal is None:
        await order.say((Run(said.not_withdrawn.format(article=line)),))
        return Outcome(Result.NOTHING, line)
    await asyncio.to_thread(order.parts.archive.restore_article, article.id)
    await order.say((Run(said.restored.format(article=line)),))
    return Outcome(detail=line)


async def correct(order: Order) -> Outcome:
    """Attach a note to an article, which every later citation carries; no note takes it back."""
    said = order.texts.operating
    article, note = await article_and_words(order)
    if article is None:
        return Outcome(Result.REFUSED)
    if not note and article.correction is None:
        line = article_line(article, order.texts)
        await order.say((Run(said.not_corrected.format(article=line)),))
        return Outcome(Result.NOTHING, line)
    shown = await asyncio.to_thread(order.parts.archive.correct, article.id, note)
    line = article_line(shown, order.texts)
    words = said.corrected if note else said.uncorrected
    await order.say((Run(words.format(article=line, note=note)),))
    return Outcome(detail=line)


REMOVE = Deed("remove", ask_to_remove, audited=False)
PAGE_REMOVE = Deed("remove", ask_to_remove_page, audited=False)
PAGE_REMOVAL = Deed("remove", remove_page, audited=False)  # what they lead to is
ARTICLE_REMOVAL = Deed("remove", remove_article, audited=False)
WITHDRAW = Deed("withdraw", withdraw)
RESTORE = Deed("restore", restore)
CORRECT = Deed("correct", correct)


async def _ask_of_page(order: Order, page: PageRef) -> Outcome:
    said = order.texts.operating
    about = said.remove_page.format(page=page.source, count=page.articles)
    button = order_button(said.remove_yes, REMOVE_PAGE, key_of(page.source))
    await order.say((Run(about),), InlineKeyboardMarkup([[button]]))
    return Outcome()


async def _pages(order: Order) -> tuple[PageRef, ...]:
    return await asyncio.to_thread(order.parts.archive.pages)


async def _pressed_page(order: Order) -> PageRef | None:
    """Return the page whose key a button carries; the admin is told where it is gone meanwhile."""
    for page in await _pages(order):
        if key_of(page.source) == order.words:
            return page
    await order.say((Run(order.texts.operating.page_gone),))
    return None


async def _remove(order: Order) -> Outcome:
    remove = partial(order.parts.archive.remove, order.words)
    return await run_load(order, lambda progress: remove(progress=progress))


REMOVAL = Deed("remove", _remove)
