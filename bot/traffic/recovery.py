"""After a kill: the questions that were accepted and not answered are taken up again, in order.

One whose answer was on its way is not answered again, because it may have arrived; its member is
told so instead. One that was there at several kills is left alone, because it may be their cause.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import TelegramError

from bot.state import Stage
from bot.traffic.entrance import Entrance
from bot.traffic.sending import reply
from bot.views.rich import Run

if TYPE_CHECKING:
    from bot.context import BotApplication
    from bot.state import Accepted

logger = logging.getLogger(__name__)

MOST_TIMES = 3
TOO_OLD = dt.timedelta(days=1)  # as long as Telegram keeps an update


async def take_up_again(application: BotApplication) -> None:
    """Deal with what an earlier run left. To be called once, before updates come in."""
    for accepted, stage in await application.bot_data.state.inbox.unanswered():
        update = Update.de_json(json.loads(accepted.payload), application.bot)
        if await _is_to_be_answered(application, accepted, update, stage):
            logger.info("taking up question %d again", accepted.update_id)
            await _entrance(application).put_again(update)


async def _is_to_be_answered(
    application: BotApplication, accepted: Accepted, update: Update, stage: Stage
) -> bool:
    inbox = application.bot_data.state.inbox
    if stage is Stage.ACCEPTED and not _is_old(update):
        if await inbox.take_up(accepted.update_id) <= MOST_TIMES:
            return True
        logger.error("question %d was there at several kills: left alone", accepted.update_id)
    await inbox.note(accepted.update_id, Stage.ANSWERED)
    if stage is Stage.SENDING:
        application.create_task(_say_that_it_may_have_arrived(application, update))
    return False


async def _say_that_it_may_have_arrived(application: BotApplication, update: Update) -> None:
    message = update.effective_message
    if message is None:
        return
    texts = application.bot_data.texts(update.effective_user)
    try:
        await reply(message, (Run(texts.maybe_lost),))
    except TelegramError as error:
        logger.warning("a member could not be told that an answer may be lost: %s", error)


def _is_old(update: Update) -> bool:
    message = update.effective_message
    if message is None:
        return False
    written = message.edit_date if update.edited_message else message.date
    return dt.datetime.now(dt.UTC) - (written or message.date) > TOO_OLD


def _entrance(application: BotApplication) -> Entrance:
    entrance = application.update_queue
    if not isinstance(entrance, Entrance):
        raise TypeError("the application was built with another queue")
    return entrance
