"""A question: as plain text where the bot is spoken to, or with /ask anywhere."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot.handlers.addressed import AddressedToUs, question_in, topic_of
from bot.render import answer_text, render_answer
from bot.rich import Run
from bot.sending import reply, typing
from bot.state import Conversation
from retrieval.errors import NothingLoaded
from retrieval.types import AnswerStatus, NoEvidenceReason, Turn

if TYPE_CHECKING:
    from telegram import Message, Update, User

    from bot.context import BotContext, Parts
    from bot.rich import Rich
    from bot.texts import Texts

logger = logging.getLogger(__name__)

NEW = filters.UpdateType.MESSAGE
PLAIN_TEXT = filters.TEXT & ~filters.COMMAND


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of questions."""
    return [
        CommandHandler("ask", ask_command, NEW),
        MessageHandler(NEW & PLAIN_TEXT & AddressedToUs(), ask_text),
    ]


async def ask_command(update: Update, context: BotContext) -> None:
    """Answer `/ask question`; without a question, show how to write one."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    question = " ".join(context.args or ())
    if question:
        await answer_question(message, user, question, context.parts)
        return
    texts, examples = (
        context.parts.texts(user),
        await asyncio.to_thread(context.parts.examples.drawn),
    )
    hints = [texts.ask_what, *(texts.ask_example.format(example=one) for one in examples[:1])]
    await reply(message, tuple(Run(hint) for hint in hints))


async def ask_text(update: Update, context: BotContext) -> None:
    """Answer a plain text question."""
    message, user = update.message, update.effective_user
    if message is not None and user is not None:
        await answer_question(message, user, question_in(message), context.parts)


async def answer_question(message: Message, user: User, question: str, parts: Parts) -> None:
    """Answer, and remember the turn for the question that may follow it."""
    conversation = Conversation(message.chat_id, user.id, topic_of(message))
    context = await parts.state.conversations.last_turn(conversation)
    async with typing(message.chat):
        rich, turn = await asyncio.to_thread(_ask, parts, question, context, parts.texts(user))
    if turn is not None:
        await parts.state.conversations.remember(conversation, turn)
    await reply(message, rich)


def _ask(
    parts: Parts, question: str, context: Turn | None, texts: Texts
) -> tuple[Rich, Turn | None]:
    """Return the reply, and the turn if a later question may continue it. Blocks."""
    try:
        answer = parts.archive.ask(question, context=context)
    except NothingLoaded:
        return (Run(texts.archive_empty),), None
    logger.info(
        "%s with %d quotes, generation %d, %.0f ms",
        answer.status,
        len(answer.quotes),
        answer.generation,
        answer.elapsed_ms,
    )
    searched = None
    if answer.status is AnswerStatus.NO_EVIDENCE:
        searched = parts.archive.status()
    rich = render_answer(answer, texts, searched)
    asks_nothing = (
        answer.status is AnswerStatus.SMALL_TALK or answer.reason is NoEvidenceReason.EMPTY_QUESTION
    )
    return rich, None if asks_nothing else Turn(question, answer_text(answer))
