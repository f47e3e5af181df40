"""What went wrong: the member gets a number to quote, log and admins the cause under it."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from telegram import Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.traffic.attending import attended
from bot.traffic.sending import reply
from bot.views.rich import Run

if TYPE_CHECKING:
    from telegram import User

    from bot.context import BotContext

logger = logging.getLogger(__name__)


async def report(update: object, context: BotContext) -> None:
    """Log an error, and tell the member who caused the update, where telling makes sense."""
    error = context.error
    if _is_weather(error):
        logger.warning("a reply may not have arrived: %s", error)
        question = attended()
        if question is not None and question.may_be_lost:
            await _tell(update, context.parts.texts(_user(update)).maybe_lost)
        return
    incident = secrets.token_hex(4)
    context.parts.metrics.incident()
    logger.error("incident %s", incident, exc_info=error)
    words = context.parts.texts(_user(update)).incident.format(incident=incident)
    await _tell(update, words)
    if error is not None:
        telling = context.parts.alerts.fault(context.bot, incident, error)
        context.application.create_task(telling)  # however long that takes, the chat goes on


async def _tell(update: object, words: str) -> None:
    message = update.effective_message if isinstance(update, Update) else None
    if not isinstance(message, Message):
        return
    try:
        await reply(message, (Run(words),))
    except TelegramError as failure:
        logger.warning("a member could not be told: %s", failure)


def _user(update: object) -> User | None:
    return update.effective_user if isinstance(update, Update) else None


def _is_weather(error: BaseException | None) -> bool:
    """Whether Telegram or the way to it is the cause, so that another message would not help.

    An answer may have arrived although its response was lost, so it is not sent again, but its
    member is told to look; a member who blocked the bot wants no more of it.
    """
    if isinstance(error, BadRequest):
        return False
    return isinstance(error, NetworkError | RetryAfter | Forbidden)
