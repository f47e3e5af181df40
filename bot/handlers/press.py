"""Presses of the buttons under answers: each is acknowledged at once, obeyed where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.handlers.browse import VIEWS, show
from bot.handlers.feedback import judge
from bot.handlers.why import may_say_why, said_why
from bot.traffic.sending import acknowledge
from bot.views.buttons import PATTERN, Act, unpacked

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotContext


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of the buttons under answers."""
    return [CallbackQueryHandler(pressed, PATTERN)]


def fallbacks() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return what answers a press that no button of this version makes."""
    return [CallbackQueryHandler(pressed_unknown)]


async def pressed_unknown(update: Update, context: BotContext) -> None:
    """Say that a button leads nowhere any more."""
    query = update.callback_query
    if query is not None:
        texts = context.parts.texts(query.from_user)
        await acknowledge(query, texts.answer.button_gone, alert=True)


async def pressed(update: Update, context: BotContext) -> None:
    """Do what a button says with the answer that it names.

    Callback data can be forged, so a press counts in the chat of the answer alone: nothing of a
    private chat may be opened elsewhere.
    """
    query, parts = update.callback_query, context.parts
    if query is None or query.data is None:
        return
    if not isinstance(query.message, Message):  # so old that Telegram does not show it to us
        await pressed_unknown(update, context)
        return
    press = unpacked(query.data)
    given = await parts.state.answers.get(press.answer_id)
    if given is not None and press.act is Act.WHY:
        if await may_say_why(query, query.message, given, parts):
            await said_why(query, query.message, given, press, parts)
            return
        given = None
    if given is None or given.asked.chat_id != query.message.chat_id:
        await acknowledge(query, parts.texts(query.from_user).answer.too_old, alert=True)
    elif press.act in VIEWS:
        await acknowledge(query)
        await show(query.message, await VIEWS[press.act](given, press, query.from_user, parts))
    else:
        await judge(query, query.message, given, press, parts)
