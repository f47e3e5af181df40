"""Greeting and help, and the hint for a command that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot.render import render_examples
from bot.rich import Run
from bot.sending import reply

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotContext

NEW = filters.UpdateType.MESSAGE


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of /start and /help."""
    return [CommandHandler("start", start, NEW), CommandHandler("help", help_, NEW)]


def fallbacks() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return what answers unknown commands; in groups they are likely meant for another bot."""
    return [MessageHandler(NEW & filters.ChatType.PRIVATE & filters.COMMAND, unknown_command)]


async def start(update: Update, context: BotContext) -> None:
    """Greet, and show questions to try."""
    if update.message is None:
        return
    texts = context.parts.texts(update.effective_user)
    await reply(update.message, render_examples(texts.welcome, texts.example_questions))


async def help_(update: Update, context: BotContext) -> None:
    """Explain how to ask and how to read an answer."""
    if update.message is None:
        return
    texts = context.parts.texts(update.effective_user)
    await reply(update.message, render_examples(texts.help, texts.example_questions))


async def unknown_command(update: Update, context: BotContext) -> None:
    """Say that there is no such command."""
    if update.message is None:
        return
    texts = context.parts.texts(update.effective_user)
    await reply(update.message, (Run(texts.unknown_command),))
