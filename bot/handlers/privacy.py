"""What is stored of a member, said in plain words, and deleted when they ask for it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.traffic.sending import reply
from bot.views.rich import Run

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.context import BotContext, Parts
    from bot.texts import Texts

logger = logging.getLogger(__name__)

NEW = filters.UpdateType.MESSAGE
FORGET, KEEP = "forget", "keep"


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of /privacy and /forget, and of its buttons."""
    return [
        CommandHandler("privacy", privacy, NEW),
        CommandHandler("forget", forget, NEW),
        CallbackQueryHandler(confirmed, rf"^({FORGET}|{KEEP}):\d+$"),
    ]


async def privacy(update: Update, context: BotContext) -> None:
    """Say what is stored, for how long, and how to have it deleted."""
    if update.message is None:
        return
    parts = context.parts
    words = parts.texts(update.effective_user).manners.privacy
    await reply(update.message, (Run(words.format(days=parts.settings.retention_days)),))


async def forget(update: Update, context: BotContext) -> None:
    """Ask whether everything of this member is really to be deleted."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    texts = context.parts.texts(user)
    buttons = InlineKeyboardMarkup.from_row(
        [
            InlineKeyboardButton(texts.manners.forget_yes, callback_data=f"{FORGET}:{user.id}"),
            InlineKeyboardButton(texts.manners.forget_no, callback_data=f"{KEEP}:{user.id}"),
        ]
    )
    await reply(message, (Run(texts.manners.forget_sure),), buttons)


async def confirmed(update: Update, context: BotContext) -> None:
    """Delete or keep, as the member who asked says; nobody else may."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    texts = context.parts.texts(query.from_user)
    wish, _, member_id = query.data.partition(":")
    if int(member_id) != query.from_user.id:
        await query.answer(texts.manners.not_yours, show_alert=True)
        return
    await query.answer()
    words = await _carried_out(query, wish, context.parts, texts)
    await query.edit_message_text(words, reply_markup=None)


async def _carried_out(query: CallbackQuery, wish: str, parts: Parts, texts: Texts) -> str:
    if wish == KEEP:
        return texts.manners.kept
    entries = await parts.state.forget(query.from_user.id)
    logger.info("a member had %d entries deleted", entries)
    return texts.manners.forgotten.format(entries=entries)
