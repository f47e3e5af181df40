"""What a question leans on: the member's last turn there, or the answer that it replies to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, filters

from bot.answering import turn_of
from bot.handlers.addressed import topic_of
from bot.rich import Run
from bot.sending import reply
from bot.state import Conversation

if TYPE_CHECKING:
    from telegram import Message, Update, User

    from bot.context import BotContext, Parts
    from retrieval.types import Turn


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of /new."""
    return [CommandHandler("new", start_afresh, filters.UpdateType.MESSAGE)]


async def start_afresh(update: Update, context: BotContext) -> None:
    """Forget the last turn, so that the next question leans on nothing."""
    message, user, parts = update.message, update.effective_user, context.parts
    if message is None or user is None:
        return
    await parts.state.conversations.start_afresh(conversation_of(message, user))
    await reply(message, (Run(parts.texts(user).answer.fresh_start),))


def conversation_of(message: Message, user: User) -> Conversation:
    """Return whose conversation a message belongs to, and where."""
    return Conversation(message.chat_id, user.id, topic_of(message))


async def turn_before(message: Message, user: User, parts: Parts) -> Turn | None:
    """Return the turn that a question continues.

    A reply to an answer of ours continues from that answer, whoever asked for it.
    """
    replied = message.reply_to_message
    if replied is not None:
        given = await parts.state.answers.of_message(message.chat_id, replied.message_id)
        if given is not None and (turn := turn_of(given.shown)) is not None:
            return turn
    return await parts.state.conversations.last_turn(conversation_of(message, user))
