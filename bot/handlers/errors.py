"""What went wrong: the member gets a number to quote, the log gets the cause under that number."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.rich import Run
from bot.sending import reply

if TYPE_CHECKING:
    from bot.context import BotContext

logger = logging.getLogger(__name__)


async def report(update: object, context: BotContext) -> None:
    """Log an error, and tell the member who caused the update, where telling makes sense."""
    error = context.error
    if _is_weather(error):
        logger.warning("a reply may not have arrived: %s", error)
        return
    incident = secrets.token_hex(4)
    logger.error("incident %s", incident, exc_info=error)
    if not isinstance(update, Update) or update.message is None:
        return
    texts = context.parts.texts(update.effective_user)
    try:
        await reply(update.message, (Run(texts.incident.format(incident=incident)),))
    except TelegramError as failure:
        logger.warning("incident %s could not be told: %s", incident, failure)


def _is_weather(error: BaseException | None) -> bool:
    """Whether Telegram or the way to it is the cause, so that another message would not help.

    The answer may have arrived although its response was lost; a member who blocked the bot wants
    no more of it.
    """
    if isinstance(error, BadRequest):
        return False
    return isinstance(error, NetworkError | RetryAfter | Forbidden)
