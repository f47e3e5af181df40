"""Why an answer is bad: asked of the one member who said so, in private and without a sound.

So nothing changes for the others of a group, and a reaction, which has no buttons, is asked about
as well. Who never wrote to the bot in private cannot be asked.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import ReplyParameters
from telegram.error import TelegramError

from bot.state import Reason, Verdict
from bot.traffic.sending import acknowledge, edit, edit_buttons
from bot.views.keyboards import why_buttons
from bot.views.rich import Run, shortened, to_html

if TYPE_CHECKING:
    from telegram import Bot, CallbackQuery, Message, User

    from bot.context import Parts
    from bot.state import Given
    from bot.views.buttons import Press

logger = logging.getLogger(__name__)

REASONS = tuple(Reason)
QUESTION_UNITS = 100


async def ask_why(
    bot: Bot, given: Given, member: User, parts: Parts, message_id: int | None = None
) -> None:
    """Ask a member what is wrong with an answer; `message_id` is what they reacted to."""
    texts = parts.texts(member)
    question = shortened(given.shown.answer.question, QUESTION_UNITS)
    here = message_id is not None and given.asked.chat_id == member.id
    try:
        await bot.send_message(
            member.id,
            to_html((Run(texts.answer.why.format(question=question)),)),
            reply_markup=why_buttons(given, texts),
            reply_parameters=ReplyParameters(message_id) if here and message_id else None,
            disable_notification=True,
        )
    except TelegramError as error:
        logger.info("a member could not be asked why: %s", error)


async def said_why(
    query: CallbackQuery, message: Message, given: Given, press: Press, parts: Parts
) -> None:
    """Store a reason, or take it back, or end the asking."""
    texts = parts.texts(query.from_user)
    if press.number >= len(REASONS):
        await acknowledge(query)
        words = to_html((Run(texts.answer.thanks_good),))
        await edit(message.get_bot(), message.chat_id, message.message_id, words, None)
        return
    reason = reason_of(press)
    chosen = await toggled(given, query.from_user.id, reason, parts)
    words = texts.answer.chosen.format(label=texts.answer.reasons[reason])
    await acknowledge(query, words if reason in chosen else texts.answer.taken_back)
    await edit_buttons(message, why_buttons(given, texts, chosen))


def reason_of(press: Press) -> Reason:
    """Return the reason that a press names."""
    return REASONS[min(press.number, len(REASONS) - 1)]


async def toggled(given: Given, member_id: int, reason: Reason, parts: Parts) -> frozenset[Reason]:
    """Add a reason to a member's 👎, or take it away, and return those that they give now."""
    judged = await parts.state.feedback.verdict(given.id, member_id)
    before = judged[1] if judged is not None and judged[0] is Verdict.BAD else frozenset()
    chosen = before ^ {reason}
    await parts.state.feedback.judge(given, member_id, Verdict.BAD, chosen)
    return chosen


async def may_say_why(query: CallbackQuery, message: Message, given: Given, parts: Parts) -> bool:
    """Whether a press stands where its member was asked, and they still say that it is bad."""
    member_id = query.from_user.id
    judged = await parts.state.feedback.verdict(given.id, member_id)
    return message.chat_id == member_id and judged is not None and judged[0] is Verdict.BAD
