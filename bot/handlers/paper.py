"""Walking through the paper: the newest, the pages by date, a search, one article, deep links.

All of it happens in one message that is edited in place; its buttons need no memory of ours.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.answering import look_up
from bot.handlers.addressed import whole
from bot.handlers.browse import show
from bot.traffic.sending import acknowledge, reply, typing
from bot.views.load import admin_line
from bot.views.places import PATTERN, Kind, Place, article_place, unpacked
from bot.views.rich import Run
from bot.views.walk import found_articles, view_of
from retrieval.errors import NothingLoaded
from retrieval.types import ArticleId

if TYPE_CHECKING:
    from telegram import Update, User

    from bot.context import BotContext, Parts
    from bot.views.rich import Rich
    from bot.views.walk import View

NEW = filters.UpdateType.MESSAGE


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of the commands and of the buttons under lists."""
    return [*commands(), CallbackQueryHandler(walked, PATTERN)]


def commands() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of the commands."""
    return [
        CommandHandler("latest", latest, NEW),
        CommandHandler("issues", issues, NEW),
        CommandHandler("search", search, NEW),
        CommandHandler("article", article, NEW),
    ]


async def latest(update: Update, context: BotContext) -> None:
    """List the newest articles."""
    if update.message is not None:
        await open_place(update.message, Place(Kind.LATEST), context)


async def issues(update: Update, context: BotContext) -> None:
    """List the pages by date."""
    if update.message is not None:
        await open_place(update.message, Place(Kind.ISSUES), context)


async def search(update: Update, context: BotContext) -> None:
    """List what is found for the words after the command."""
    if update.message is None:
        return
    if not context.args:
        hint = context.parts.texts(update.effective_user).browse.search_what
        await reply(update.message, (Run(hint),))
        return
    await open_place(update.message, Place(Kind.SEARCH), context)


async def article(update: Update, context: BotContext) -> None:
    """Open the article that is nearest to the words after the command."""
    message = update.message
    if message is None:
        return
    texts, archive = context.parts.texts(update.effective_user), context.parts.archive
    words = words_of(message)
    if not words:
        await reply(message, (Run(texts.browse.article_what),))
        return
    try:
        async with typing(message):
            found = await asyncio.to_thread(found_articles, archive, words)
    except NothingLoaded:
        await reply(message, (Run(texts.archive_empty),))
        return
    if not found or found[0].is_near:  # none holds the words: they are listed for what they are
        await open_place(message, Place(Kind.SEARCH), context)
        return
    await open_place(message, article_place(found[0].article.id), context)


async def open_place(message: Message, place: Place, context: BotContext) -> None:
    """Show a place in reply to a message."""
    async with typing(message):
        view = await _view(message.from_user, words_of(message), place, context.parts)
        line = await _admin_line(message.from_user, message, place, context.parts)
    await reply(message, (*view[0], *line), view[1])


async def walked(update: Update, context: BotContext) -> None:
    """Show the place that a button names, in the message that it stands under."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    if not isinstance(query.message, Message):  # so old that Telegram does not show it to us
        gone = context.parts.texts(query.from_user).answer.button_gone
        await acknowledge(query, gone, alert=True)
        return
    await acknowledge(query)
    # A list in a group is everybody's: it stays in the language of who asked for it.
    asked = query.message.reply_to_message
    user, words = (asked.from_user, words_of(asked)) if asked else (query.from_user, "")
    place = unpacked(query.data)
    rich, buttons = await _view(user, words, place, context.parts)
    line = await _admin_line(query.from_user, query.message, place, context.parts)
    await show(query.message, ((*rich, *line), buttons))


def words_of(message: Message) -> str:
    """Return what stands behind the command of a message."""
    return " ".join(whole(message.text or "").split()[1:])


async def _view(user: User | None, words: str, place: Place, parts: Parts) -> View:
    texts = parts.texts(user)
    return await asyncio.to_thread(view_of, parts.archive, place, texts, words, parts.link)


async def _admin_line(reader: User | None, message: Message, place: Place, parts: Parts) -> Rich:
    """Return what stands below an article for an admin, who alone reads this chat."""
    alone = message.chat.type == message.chat.PRIVATE
    if not (place.article and alone and parts.is_admin(reader)):
        return ()
    found = await asyncio.to_thread(look_up, parts.archive, ArticleId(place.article))
    return admin_line(found[0]) if found else ()
