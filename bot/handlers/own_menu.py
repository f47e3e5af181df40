"""The menu of an admin who had not started the bot when the menus were set: it is set now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseHandler, TypeHandler

if TYPE_CHECKING:
    from bot.context import BotContext


def watchers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler that sees every update, and leaves it to the others."""
    return [TypeHandler(Update, publish, block=False)]


async def publish(update: Update, context: BotContext) -> None:
    """Set the menu of an admin who has none yet and writes in private."""
    user, chat = update.effective_user, update.effective_chat
    if user is not None and chat is not None and chat.type == chat.PRIVATE:
        await context.parts.menus.of_admin(context.bot, user.id)
