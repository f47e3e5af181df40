"""A question: as plain text where the bot is spoken to, or with /ask anywhere.

When it is edited, it is answered again in the place of its answer.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot import answering
from bot.handlers.addressed import AddressedToUs, question_in, topic_of
from bot.handlers.conversation import conversation_of, quoted_words, turn_before
from bot.state import Asked
from bot.traffic.sending import reply, rewrite, take_away, typing
from bot.views.answer import render_left, render_shown
from bot.views.keyboards import answer_buttons
from bot.views.rich import Run
from retrieval.errors import NothingLoaded
from retrieval.types import NoEvidenceReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup, Message, Update, User

    from bot.context import BotContext, Parts
    from bot.state import Given, Shown, Standing
    from bot.views.rich import Rich
    from retrieval.types import Turn

NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
PLAIN_TEXT = filters.TEXT & ~filters.COMMAND
ASKS = re.compile(r"\w")  # a mark or an emoji alone asks nothing
ASK_COMMAND = re.compile(r"^/ask(@\w+)?(\s+|$)", re.IGNORECASE)


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handlers of questions."""
    return [
        CommandHandler("ask", ask_command, NEW),
        MessageHandler(NEW & PLAIN_TEXT & AddressedToUs(), ask_text),
        MessageHandler(EDITED & filters.TEXT, ask_again),
    ]


async def ask_command(update: Update, context: BotContext) -> None:
    """Answer `/ask question`; without a question, show how to write one."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    question = _question(message) or quoted_words(message)
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
        question = question_in(message) or quoted_words(message)
        await answer_question(message, user, question, context.parts)


async def ask_again(update: Update, context: BotContext) -> None:
    """Answer an edited message again, each question in the place of the answer before.

    Telegram also tells of edits that change no word, such as a link's preview.
    """
    message, user, parts = update.edited_message, update.effective_user, context.parts
    if message is None or user is None:
        return
    before = await parts.state.answers.to_question(message.chat_id, message.message_id)
    text = _question(message)
    if not before or not ASKS.search(text):
        return
    questions, left = parts.archive.questions_of(text), parts.archive.questions_left_of(text)
    asked_before = tuple(given.shown.answer.question for given in before)
    if (questions, left) != (asked_before, before[-1].shown.left):
        await _answer_again(message, user, before, questions, left=left, parts=parts)


async def _answer_again(
    message: Message,
    user: User,
    before: Sequence[Standing],
    questions: Sequence[str],
    *,
    left: tuple[str, ...],
    parts: Parts,
) -> None:
    """Put the answers to an edited message in place of those `before`."""
    turn, places = before[0].shown.context, iter([given.messages for given in before])
    gone = {message_id for given in before for message_id in given.messages}
    for question in questions:
        shown = await _shown(message, question, turn, parts)
        if shown is None:
            return
        turn, shown = shown.answer.turn or turn, replace(shown, left=left)
        given = await parts.state.give(_asked(message, user), shown, leads_on=False)
        ids = await rewrite(message, next(places, ()), *_as_shown(given, user, parts))
        await parts.state.answers.stands_in(given.id, message.chat_id, ids)
        gone.difference_update(ids)
    for left_over in places:
        await take_away(message, left_over)
    await parts.state.answers.stand_no_more(message.chat_id, gone)
    await _name_left(message, user, left, parts, (given.id, ids))
    last = await parts.state.conversations.last_turn(conversation_of(message, user))
    if turn is not None and last == before[-1].shown.answer.turn:
        await parts.state.conversations.remember(conversation_of(message, user), turn)


async def answer_question(
    message: Message, user: User, text: str, parts: Parts, *, tapped: bool = False
) -> None:
    """Answer the questions of a text in reply to `message`, each with a message of its own.

    The turn is remembered for the question that may follow it. What was `tapped` stands above its
    answer, because no message of its member shows it.
    """
    texts = parts.texts(user)
    if not ASKS.search(text):
        await reply(message, (Run(texts.reasons[NoEvidenceReason.EMPTY_QUESTION]),))
        return
    context = await turn_before(message, user, parts)
    left = parts.archive.questions_left_of(text)
    for question in parts.archive.questions_of(text):
        shown = await _shown(message, question, context, parts)
        if shown is None:
            await reply(message, (Run(texts.archive_empty),))
            return
        context = shown.answer.turn or context
        last = await _give(message, user, replace(shown, titled=tapped, left=left), parts)
    await _name_left(message, user, left, parts, last)


async def _name_left(
    message: Message,
    user: User,
    left: tuple[str, ...],
    parts: Parts,
    last: tuple[str, tuple[int, ...]],
) -> None:
    """Name the questions of a message that are beyond the most that are answered at once.

    That belongs to the `last` answer and its messages, so that it goes when the text is edited.
    """
    if left:
        named = await reply(message, render_left(left, parts.texts(user)))
        await parts.state.answers.stands_in(last[0], message.chat_id, (*last[1], *named))


async def show_shared(message: Message, user: User, answer_id: str, parts: Parts) -> None:
    """Show an answer whose link was followed: a copy of it, which belongs to who opened it."""
    given = await parts.state.answers.get(answer_id)
    if given is None:
        await reply(message, (Run(parts.texts(user).browse.answer_gone),))
        return
    answer = await asyncio.to_thread(answering.with_notices, parts.archive, given.shown.answer)
    shown = replace(given.shown, answer=answer, titled=True)
    await _give(message, user, shown, parts, counts=False)


async def _give(
    message: Message, user: User, shown: Shown, parts: Parts, *, counts: bool = True
) -> tuple[str, tuple[int, ...]]:
    """Store an answer, send it, note which messages show it, and return its id and theirs."""
    given = await parts.state.give(_asked(message, user), shown, counts=counts)
    view = _as_shown(given, user, parts)
    sent = await reply(message, *view, quoting=not shown.titled)
    await parts.state.answers.stands_in(given.id, message.chat_id, sent)
    return given.id, sent


async def _shown(
    message: Message, question: str, context: Turn | None, parts: Parts
) -> Shown | None:
    """Ask the archive; `None` when nothing is loaded."""
    async with typing(message):
        try:
            shown = await asyncio.to_thread(answering.ask, parts.archive, question, context)
        except NothingLoaded:
            return None
    parts.metrics.answered(shown.answer.status)
    return shown


def _asked(message: Message, user: User) -> Asked:
    language = user.language_code or ""
    return Asked(message.chat_id, user.id, message.message_id, topic_of(message), language)


def _as_shown(given: Given, user: User, parts: Parts) -> tuple[Rich, InlineKeyboardMarkup | None]:
    texts = parts.texts(user)
    return render_shown(given.shown, texts), answer_buttons(given, texts, link=parts.link)


def _question(message: Message) -> str:
    """Return the question of a message, without the command."""
    return ASK_COMMAND.sub("", question_in(message), count=1).strip()
