"""What the archive holds; to admins also how the bot does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, filters

from bot.traffic.sending import reply
from bot.views.operations import Operation, render_notices, render_operation
from bot.views.render import render_status
from bot.views.rich import Run
from bot.views.trouble import render_damage

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotContext, Parts


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
    if parts.is_admin(user):
        rich += render_operation(await _operation(parts), texts)
        rich += (*render_notices(held, texts), Run("\n" + texts.operating.pages_hint))
        rich += render_damage(held.damaged, texts)
    if message.chat.type == message.chat.PRIVATE:
        rich += (Run("\n" + texts.status_your_id.format(user_id=user.id)),)
    await reply(message, rich)


async def _operation(parts: Parts) -> Operation:
    metrics = parts.metrics
    return Operation(
        memory_mib=await asyncio.to_thread(lambda: metrics.memory_mib),
        uptime_s=metrics.uptime_s,
        p50_s=metrics.latency_s(50),
        p95_s=metrics.latency_s(95),
        answers=await parts.state.tallies.today(),
        waiting=metrics.waiting(),
    )
