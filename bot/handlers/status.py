"""What the archive holds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, filters

from bot.render import render_status
from bot.rich import Run
from bot.sending import reply

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotContext


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of /status."""
    return [CommandHandler("status", status, filters.UpdateType.MESSAGE)]


async def status(update: Update, context: BotContext) -> None:
    """Show the archive's state; in private also the user id, which an operator needs."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    parts = context.parts
    texts = parts.texts(user)
    held = await asyncio.to_thread(parts.archive.status)
    rich = render_status(held, texts, with_model=parts.is_admin(user))
    if message.chat.type == message.chat.PRIVATE:
        rich += (Run("\n" + texts.status_your_id.format(user_id=user.id)),)
    await reply(message, rich)
