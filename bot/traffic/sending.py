"""Sending to a chat: rich text as as many messages as it takes, and the typing sign meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.views.rich import messages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message

    from bot.views.rich import Rich

TYPING_AFTER_S = 0.8  # quicker answers need no sign, and the sign has to be there within a second
TYPING_AGAIN_S = 4.5  # Telegram takes the sign away after 5 s

# How Telegram says that there is nothing to edit any more.
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


async def reply(
    message: Message,
    rich: Rich,
    buttons: InlineKeyboardMarkup | None = None,
    *,
    quoting: bool = True,
) -> tuple[int, ...]:
    """Send rich text as a reply to `message`; further parts follow it as plain messages.

    Without `quoting` all of it stands by itself. The buttons stand under the last part. Returns the
    ids of the messages sent, in order.
    """
    *earlier, last = messages(rich)
    sent: list[Message] = []
    for part in earlier:
        sent.append(await message.reply_html(part, do_quote=quoting and not sent))
    is_reply = quoting and not sent
    sent.append(await message.reply_html(last, do_quote=is_reply, reply_markup=buttons))
    return tuple(one.message_id for one in sent)


async def rewrite(
    message: Message, ids: Sequence[int], rich: Rich, buttons: InlineKeyboardMarkup | None = None
) -> tuple[int, ...]:
    """Put rich text in place of our messages `ids`, which reply to `message`.

    What has become too many is deleted; what a member has deleted is sent anew. Returns the ids of
    the messages that show the text now.
    """
    parts = messages(rich)
    bot, chat_id = message.get_bot(), message.chat_id
    shown = []
    for place, part in enumerate(parts):
        markup = buttons if place == len(parts) - 1 else None
        if place < len(ids) and await edit(bot, chat_id, ids[place], part, markup):
            shown.append(ids[place])
        else:
            new = await message.reply_html(part, do_quote=place == 0, reply_markup=markup)
            shown.append(new.message_id)
    await take_away(message, ids[len(parts) :])
    return tuple(shown)


async def take_away(message: Message, ids: Sequence[int]) -> None:
    """Delete messages of ours in the chat of `message`, as far as they are still there."""
    for message_id in ids:
        with suppress(BadRequest):
            await message.get_bot().delete_message(message.chat_id, message_id)


async def edit(
    bot: Bot, chat_id: int, message_id: int, html: str, buttons: InlineKeyboardMarkup | None
) -> bool:
    """Change one of our messages; `False` when it is not there any more."""
    try:
        await bot.edit_message_text(html, chat_id, message_id, reply_markup=buttons)
    except BadRequest as error:
        if not _is_gone(error):
            raise
        return False
    return True


async def edit_buttons(message: Message, buttons: InlineKeyboardMarkup | None) -> None:
    """Change the buttons under one of our messages, if it is still there."""
    try:
        await message.edit_reply_markup(buttons)
    except BadRequest as error:
        if not _is_gone(error):
            raise


async def acknowledge(query: CallbackQuery, words: str = "", *, alert: bool = False) -> None:
    """Take the waiting sign off a button; one that has waited too long shows none any more."""
    with suppress(BadRequest):
        await query.answer(words or None, show_alert=alert or None)


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show "typing…" where a message stands while the block takes, if it takes noticeably long."""
    sign = asyncio.create_task(_keep_typing(message))
    try:
        yield
    finally:
        sign.cancel()
        with suppress(asyncio.CancelledError):
            await sign


async def _keep_typing(message: Message) -> None:
    topic = message.message_thread_id if message.is_topic_message else None
    await asyncio.sleep(TYPING_AFTER_S)
    while True:
        with suppress(TelegramError):
            await message.chat.send_action(ChatAction.TYPING, topic)
        await asyncio.sleep(TYPING_AGAIN_S)


def _is_gone(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in GONE)
