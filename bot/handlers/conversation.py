"""What a question leans on: the member's last turn there, or the answer that it replies to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, filters

from bot.handlers.addressed import question_in, topic_of, whole
from bot.state import Conversation
from bot.traffic.sending import reply
from bot.views.buttons import answer_id_in
from bot.views.rich import Run, shortened
from retrieval.types import Turn

if TYPE_CHECKING:
    from telegram import Message, Update, User

    from bot.context import BotContext, Parts
    from bot.state import Given

QUOTED_UNITS = 400


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


def quoted_words(message: Message) -> str:
    """Return what a question of a member quotes of another's message, or "".

    It is the part that they marked, else the whole. What we said ourselves is in the store.
    """
    replied, us = message.reply_to_message, message.get_bot().id
    authors = (message.from_user, replied.from_user if replied else None)
    if replied is None or any(author is None or author.id == us for author in authors):
        return ""
    said = message.quote.text if message.quote else replied.text or replied.caption or ""
    words = " ".join(whole(said).split())
    return "" if words.startswith("/") else shortened(words, QUOTED_UNITS)


async def turn_before(message: Message, user: User, parts: Parts) -> Turn | None:
    """Return the turn that a question continues.

    A reply to an answer of ours continues from that answer, whoever asked for it; a reply to what
    somebody said continues from those words.
    """
    replied = message.reply_to_message
    if replied is not None:
        given = await _answer_in(replied, parts)
        if given is not None and (turn := given.shown.answer.turn) is not None:
            return turn
    if words := quoted_words(message):
        return Turn(words) if question_in(message) else None
    return await parts.state.conversations.last_turn(conversation_of(message, user))


async def _answer_in(message: Message, parts: Parts) -> Given | None:
    """Return the answer that a message of ours shows.

    A kill just after the sending leaves it unnoted; then the buttons still tell.
    """
    given = await parts.state.answers.of_message(message.chat_id, message.message_id)
    if given is not None or message.reply_markup is None:
        return given
    rows = ([b.callback_data for b in row] for row in message.reply_markup.inline_keyboard)
    given = await parts.state.answers.get(answer_id_in(rows))
    return given if given is not None and given.asked.chat_id == message.chat_id else None
