"""A question that is not taken: its member is told when to come back.

Who is too fast is told once; each further question until then gets a mark instead of a message, so
that it is plain which were not taken, and a chat is not filled with refusals.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from telegram import InlineQueryResultsButton, Message, ReplyParameters
from telegram.constants import ReactionEmoji
from telegram.error import TelegramError

from bot.traffic.limits import Cause
from bot.traffic.outgoing import Delivery
from bot.views.rich import Run, to_html

if TYPE_CHECKING:
    from telegram import InlineQuery, Update
    from telegram.ext import ExtBot

    from bot.context import Parts
    from bot.traffic.limits import Refusal

logger = logging.getLogger(__name__)

MARK = ReactionEmoji.SLEEPING_FACE
START = "inline"  # what /start is given by the button above inline results
FORGOTTEN_AFTER_S = 1  # a refusal is not to stand in for results that come later


async def tell_refusal(
    bot: ExtBot[Delivery], update: Update, refusal: Refusal, parts: Parts
) -> None:
    """Tell why a question is not taken; dropped where Telegram itself asks us to send less."""
    logger.info("update %d not taken: %s", update.update_id, refusal.cause.value)
    message = update.effective_message
    words = _words(update, refusal, parts)
    try:
        if update.inline_query is not None:
            await _tell_inline(update.inline_query, update, refusal, parts)
        elif update.callback_query is not None:
            await update.callback_query.answer(words, show_alert=True)
        elif isinstance(message, Message):
            await _tell_in_chat(bot, message, words, refusal)
    except TelegramError as error:
        logger.info("a refusal could not be told: %s", error)


async def _tell_in_chat(
    bot: ExtBot[Delivery], message: Message, words: str, refusal: Refusal
) -> None:
    if not refusal.tell and await _is_marked(bot, message):
        return
    await bot.send_message(
        message.chat_id,
        to_html((Run(words),)),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        rate_limit_args=Delivery.MAY_DROP,
    )


async def _is_marked(bot: ExtBot[Delivery], message: Message) -> bool:
    """Put the mark on a message; `False` where reactions are not allowed."""
    try:
        return await bot.set_message_reaction(
            message.chat_id, message.message_id, MARK, rate_limit_args=Delivery.MAY_DROP
        )
    except TelegramError as error:
        logger.info("a question could not be marked: %s", error)
        return False


async def _tell_inline(query: InlineQuery, update: Update, refusal: Refusal, parts: Parts) -> None:
    texts = parts.texts(update.effective_user)
    words = texts.browse.inline_too_fast.format(seconds=math.ceil(refusal.wait_s))
    button = InlineQueryResultsButton(words, None, START)
    await query.answer([], cache_time=FORGOTTEN_AFTER_S, is_personal=True, button=button)


def _words(update: Update, refusal: Refusal, parts: Parts) -> str:
    texts = parts.texts(update.effective_user)
    template = {Cause.TOO_FAST: texts.too_fast, Cause.FULL: texts.queue_full}[refusal.cause]
    return template.format(
        per_minute=parts.settings.questions_per_minute,
        seconds=math.ceil(refusal.wait_s),
        mark=MARK.value,
    )
