"""Sending to a chat: rich text as as many messages as it takes, and the typing sign meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.rich import messages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Chat, InlineKeyboardMarkup, Message

    from bot.rich import Rich

TYPING_AFTER_S = 0.3  # quicker answers need no sign
TYPING_AGAIN_S = 4.5  # Telegram takes the sign away after 5 s


async def reply(message: Message, rich: Rich, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Send rich text as a reply to `message`; further parts follow it as plain messages.

    The buttons stand under the last part.
    """
    *earlier, last = messages(rich)
    for place, part in enumerate(earlier):
        await message.reply_html(part, do_quote=None if place == 0 else False)
    do_quote = None if not earlier else False
    await message.reply_html(last, do_quote=do_quote, reply_markup=buttons)


@asynccontextmanager
async def typing(chat: Chat) -> AsyncIterator[None]:
    """Show "typing…" in a chat for as long as the block takes, if it takes noticeably long."""
    sign = asyncio.create_task(_keep_typing(chat))
    try:
        yield
    finally:
        sign.cancel()
        with suppress(asyncio.CancelledError):
            await sign


async def _keep_typing(chat: Chat) -> None:
    await asyncio.sleep(TYPING_AFTER_S)
    while True:
        with suppress(TelegramError):
            await chat.send_action(ChatAction.TYPING)
        await asyncio.sleep(TYPING_AGAIN_S)
