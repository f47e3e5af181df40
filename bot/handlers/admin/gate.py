"""The one place where an admin's rights are checked, and where what admins do is written down.

A menu and a button are no gate: every command, file and press of admins comes through here.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.state import Result
from bot.traffic.sending import acknowledge, edit, reply
from bot.views.admin_buttons import PATTERN, ordered
from bot.views.rich import Run, shortened, to_html
from bot.views.trouble import cause_text
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import InlineKeyboardMarkup, Update, User
    from telegram.ext.filters import BaseFilter

    from bot.context import BotContext, Parts
    from bot.texts import Texts
    from bot.views.rich import Rich

logger = logging.getLogger(__name__)

NEW = filters.UpdateType.MESSAGE
OBJECT_UNITS, DETAIL_UNITS = 120, 240


@dataclass(frozen=True, slots=True)
class Order:
    """What an admin asks for: `words` stand after the command or in the button.

    `message` is theirs, or for a press ours that the button stands under.
    """

    message: Message
    admin: User
    words: str
    context: BotContext

    @property
    def parts(self) -> Parts:
        """The parts of the running bot."""
        return self.context.parts

    @property
    def texts(self) -> Texts:
        """The strings in the admin's language."""
        return self.parts.texts(self.admin)

    @property
    def offset(self) -> int:
        """From where on a list is to be shown, as the button that turns it says."""
        return int(self.words) if self.words.isdecimal() else 0

    async def show(self, rich: Rich, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Show something else in the message of the button."""
        ours = self.message
        await edit(ours.get_bot(), ours.chat_id, ours.message_id, to_html(rich), buttons)

    async def say(self, rich: Rich, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Reply to the message."""
        await reply(self.message, rich, buttons)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an order ended, for the audit log."""

    result: Result = Result.DONE
    detail: str = ""


Act = Callable[[Order], Awaitable[Outcome]]
Handler = BaseHandler[Any, "BotContext", Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that admins alone may do. `name` is its command, and stands in the audit log."""

    name: str
    act: Act
    audited: bool = True


def command(deed: Deed) -> Handler:
    """Return the handler of a command, which runs aside so that its chat can go on asking."""
    return CommandHandler(deed.name, partial(_commanded, deed), NEW, block=False)


def on_message(deed: Deed, wanted: BaseFilter) -> Handler:
    """Return the handler of other messages that order a deed."""
    return MessageHandler(NEW & wanted, partial(_commanded, deed), block=False)


def presses(deeds: Mapping[str, Deed]) -> Handler:
    """Return the handler of every button of admins, by what stands in their data."""
    return CallbackQueryHandler(partial(_pressed, deeds), PATTERN, block=False)


async def _commanded(deed: Deed, update: Update, context: BotContext) -> None:
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    words = (message.text or message.caption or "").strip()
    if words.startswith("/"):
        words = " ".join(words.split(maxsplit=1)[1:])
    order = Order(message, user, words, context)
    if not order.parts.is_admin(user):
        logger.info("/%s refused to %d, who is no admin", deed.name, user.id)
        await order.say((Run(order.texts.admins_only.format(user_id=user.id)),))
        return
    await carry_out(deed, order)


async def _pressed(deeds: Mapping[str, Deed], update: Update, context: BotContext) -> None:
    """Do what a button orders; its data can be forged, so it is checked like a command."""
    query = update.callback_query
    if query is None or query.data is None or not isinstance(query.message, Message):
        return
    name, words = ordered(query.data)
    order = Order(query.message, query.from_user, words, context)
    if not order.parts.is_admin(query.from_user):
        logger.info("a press of %s refused to %d, who is no admin", name, query.from_user.id)
        words = order.texts.admins_only.format(user_id=query.from_user.id)
        await acknowledge(query, words, alert=True)
        return
    await acknowledge(query)
    if name in deeds:
        await carry_out(deeds[name], order)


async def carry_out(deed: Deed, order: Order) -> None:
    """Do it, and write down who did what and how it ended; a known failure is explained."""
    logger.info("%s ordered by %d", deed.name, order.admin.id)
    order.parts.alerts.heard(order.admin)
    if not deed.audited:
        await _explained(deed, order)
        return
    audit, about = order.parts.state.audit, shortened(order.words, OBJECT_UNITS)
    number = await audit.begin(order.admin.id, deed.name, about)
    try:
        outcome = await _explained(deed, order)
    except BaseException as error:
        await audit.end(number, Result.FAILED, type(error).__name__)
        raise
    await audit.end(number, outcome.result, shortened(outcome.detail, DETAIL_UNITS))
    logger.info("%s ended: %s", deed.name, outcome.result)


async def _explained(deed: Deed, order: Order) -> Outcome:
    try:
        return await deed.act(order)
    except WenbaoError as error:
        logger.warning("%s failed: %s", deed.name, error)
        cause = cause_text(error, order.texts)
        await order.say((Run(order.texts.operating.failed.format(cause=cause)),))
        return Outcome(Result.REFUSED, cause)
