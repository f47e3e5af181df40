"""The life of a group: one short greeting when the bot comes in, and the move to a supergroup."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import ChatMember
from telegram.error import TelegramError
from telegram.ext import BaseHandler, ChatMemberHandler, MessageHandler, filters

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotContext

logger = logging.getLogger(__name__)

PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of coming in and of moving."""
    return [
        ChatMemberHandler(came_in, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, moved),
    ]


async def came_in(update: Update, context: BotContext) -> None:
    """Greet a group that the bot was added to, in the language of who added it."""
    change = update.my_chat_member
    if change is None or change.chat.type not in (change.chat.GROUP, change.chat.SUPERGROUP):
        return
    before, after = change.old_chat_member.status, change.new_chat_member.status
    if before in PRESENT or after not in PRESENT:
        return
    texts = context.parts.texts(change.from_user)
    words = texts.manners.group_welcome.format(bot=context.bot.username)
    try:
        await context.bot.send_message(change.chat.id, words)
    except TelegramError as error:  # it may not be allowed to write there
        logger.info("a group could not be greeted: %s", error)


async def moved(update: Update, context: BotContext) -> None:
    """Let the conversations of a group go on in the supergroup that it became."""
    message = update.message
    if message is None:
        return
    old_id = message.migrate_from_chat_id or message.chat_id
    new_id = message.migrate_to_chat_id or message.chat_id
    await context.parts.state.move_chat(old_id, new_id)
