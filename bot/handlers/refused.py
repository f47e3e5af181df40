"""A question that is not taken: its member is told when to come back."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from telegram import Message, ReplyParameters
from telegram.error import TelegramError

from bot.limits import Cause
from bot.outgoing import Delivery
from bot.rich import Run, to_html

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ExtBot

    from bot.context import Parts
    from bot.limits import Refusal

logger = logging.getLogger(__name__)


async def tell_refusal(
    bot: ExtBot[Delivery], update: Update, refusal: Refusal, parts: Parts
) -> None:
    """Tell why a question is not taken; dropped where Telegram itself asks us to send less."""
    message, tapped = update.effective_message, update.callback_query is not None
    logger.info("question %d not taken: %s", update.update_id, refusal.cause.value)
    if not isinstance(message, Message) or not (refusal.tell or tapped):
        return
    texts = parts.texts(update.effective_user)
    template = {Cause.TOO_FAST: texts.too_fast, Cause.FULL: texts.queue_full}[refusal.cause]
    words = template.format(
        per_minute=parts.settings.questions_per_minute, seconds=math.ceil(refusal.wait_s)
    )
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(words, show_alert=True)
            return
        await bot.send_message(
            message.chat_id,
            to_html((Run(words),)),
            message_thread_id=message.message_thread_id if message.is_topic_message else None,
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
            rate_limit_args=Delivery.MAY_DROP,
        )
    except TelegramError as error:
        logger.info("a refusal could not be told: %s", error)
