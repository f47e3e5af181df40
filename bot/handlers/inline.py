"""Inline mode: `@bot words` in any chat offers articles, each with an exact quote and its source.

Telegram keeps the results for everybody who types the same, so they are in one language, the
paper's.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.ext import BaseHandler, InlineQueryHandler

from bot.handlers.addressed import whole
from bot.handlers.refused import START
from bot.texts import SIMPLIFIED_CHINESE
from bot.views.render import printed_in, source_line
from bot.views.rich import Run, plain, shortened, split, to_html
from bot.views.walk import quoted_articles
from retrieval.errors import NothingLoaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from bot.context import BotContext
    from bot.views.paper import Entry

A_LIST = 10  # results of one answer; Telegram asks for more as one scrolls
CACHE_S = 60  # a reload is seen after at most as long
TITLE_UNITS = 120
DESCRIPTION_UNITS = 160
QUOTE_UNITS = 700
HEADLINE_UNITS = 300


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of what is typed behind the bot's name."""
    return [InlineQueryHandler(offer)]


async def offer(update: Update, context: BotContext) -> None:
    """Offer articles for the words typed, or the newest ones while nothing is typed."""
    query, parts = update.inline_query, context.parts
    if query is None:
        return
    start = int(query.offset) if query.offset.isdecimal() else 0
    words = " ".join(whole(query.query).split())
    try:
        entries = await asyncio.to_thread(quoted_articles, parts.archive, words)
    except NothingLoaded:
        entries = ()
    shown, texts = entries[start : start + A_LIST], SIMPLIFIED_CHINESE
    await context.bot.answer_inline_query(
        query.id,
        [result(entry, parts.link) for entry in shown],
        cache_time=CACHE_S,
        is_personal=False,
        next_offset=str(start + A_LIST) if start + A_LIST < len(entries) else None,
        button=None if entries else InlineQueryResultsButton(texts.browse.inline_none, None, START),
    )


def result(entry: Entry, link: Callable[[str], str]) -> InlineQueryResultArticle:
    """Return one result: what the list shows of it, and the message that it becomes."""
    texts, article = SIMPLIFIED_CHINESE, entry.article
    quote = plain(split((Run(entry.text),), QUOTE_UNITS)[0]).strip() if entry.text.strip() else ""
    headline = " ".join(article.headline.split())
    source = shortened(plain(source_line(article, texts)), HEADLINE_UNITS)
    message = (Run(f"{quote}\n—— " if quote else ""), Run(source))
    address = link(f"a_{article.id}")
    return InlineQueryResultArticle(
        article.id,
        shortened(headline, TITLE_UNITS) or printed_in(article, texts) or texts.browse.inline_open,
        InputTextMessageContent(to_html(message), ParseMode.HTML),
        InlineKeyboardMarkup.from_button(
            InlineKeyboardButton(texts.browse.inline_open, url=address)
        ),
        description=shortened(f"{quote} {printed_in(article, texts)}".strip(), DESCRIPTION_UNITS),
    )
