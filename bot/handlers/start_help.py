"""Greeting and help with questions to try, each one tap away; a hint for unknown commands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.handlers.ask import answer_question, show_shared
from bot.handlers.paper import open_place
from bot.traffic.sending import reply
from bot.views.operations import render_commands
from bot.views.places import article_place
from bot.views.render import render_examples
from bot.views.rich import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

    from bot.context import BotContext
    from bot.views.rich import Rich

NEW = filters.UpdateType.MESSAGE
TRY = "try:"
TO_ARTICLE, TO_ANSWER = "a_", "q_"  # what the payload of a deep link begins with


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of /start and /help, and of the taps on their questions."""
    return [CommandHandler("start", start, NEW), CommandHandler("help", help_, NEW), *taps()]


def taps() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of the taps on questions."""
    return [CallbackQueryHandler(try_example, f"^{TRY}")]


def fallbacks() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return what answers unknown commands; in groups they are likely meant for another bot."""
    return [MessageHandler(NEW & filters.ChatType.PRIVATE & filters.COMMAND, unknown_command)]


async def start(update: Update, context: BotContext) -> None:
    """Greet, and show questions to try; a deep link opens its article or its answer instead."""
    message, user, parts = update.message, update.effective_user, context.parts
    if message is None or user is None:
        return
    payload = context.args[0] if context.args else ""
    if payload.startswith(TO_ARTICLE):
        await open_place(message, article_place(payload.removeprefix(TO_ARTICLE)), context)
        return
    if payload.startswith(TO_ANSWER):
        await show_shared(message, user, payload.removeprefix(TO_ANSWER), parts)
        return
    texts = parts.texts(user)
    await _with_examples(message, texts.welcome, context)
    if message.chat.type == message.chat.PRIVATE:
        await parts.menus.own(context.bot, user.id, texts)


async def help_(update: Update, context: BotContext) -> None:
    """Explain how to ask and how to read an answer; in private, to admins also their commands."""
    message, user = update.message, update.effective_user
    if message is None:
        return
    texts = context.parts.texts(user)
    for_admin = context.parts.is_admin(user) and message.chat.type == message.chat.PRIVATE
    commands = render_commands(texts) if for_admin else ()
    await _with_examples(message, texts.help, context, commands)


async def try_example(update: Update, context: BotContext) -> None:
    """Answer the question of a tapped button, as if its member had written it.

    The button itself holds the question, so it works after a restart and a reload.
    """
    query, message = update.callback_query, update.effective_message
    if query is None:
        return
    question = _question_of(message, query.data) if isinstance(message, Message) else ""
    if not question or not isinstance(message, Message):
        await query.answer(context.parts.texts(query.from_user).example_gone)
        return
    await query.answer()
    await answer_question(message, query.from_user, question, context.parts, tapped=True)


async def unknown_command(update: Update, context: BotContext) -> None:
    """Say that there is no such command."""
    if update.message is None:
        return
    texts = context.parts.texts(update.effective_user)
    await reply(update.message, (Run(texts.unknown_command),))


async def _with_examples(
    message: Message, opening: str, context: BotContext, ending: Rich = ()
) -> None:
    examples = await asyncio.to_thread(context.parts.examples.drawn)
    rich = (*render_examples(opening, examples), *ending)
    await reply(message, rich, _buttons(examples))


def _buttons(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(q, callback_data=f"{TRY}{i}")] for i, q in enumerate(questions)]
    return InlineKeyboardMarkup(rows) if rows else None


def _question_of(message: Message, data: str | None) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), "")
