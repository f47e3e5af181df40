"""What members think of an answer: 👍 and 👎 as buttons or as reactions, with reasons, and gaps.

Each member has one verdict on an answer. In a group the buttons are everybody's, so there they do
not show what one member has chosen, and `why` asks that member in private what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import ReactionTypeEmoji
from telegram.constants import ReactionEmoji
from telegram.ext import BaseHandler, MessageReactionHandler

from bot.handlers.why import ask_why, reason_of, toggled
from bot.state import Verdict
from bot.texts import texts_for
from bot.traffic.sending import acknowledge, edit_buttons
from bot.views.buttons import Act
from bot.views.keyboards import answer_buttons, reason_buttons

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from telegram import CallbackQuery, InlineKeyboardMarkup, Message, ReactionType, Update

    from bot.context import BotContext, Parts
    from bot.state import Given
    from bot.views.buttons import Press

VERDICTS = {Act.GOOD: Verdict.GOOD, Act.BAD: Verdict.BAD}
VERDICTS_BY_EMOJI: dict[str, Verdict] = {
    ReactionEmoji.THUMBS_UP: Verdict.GOOD,
    ReactionEmoji.THUMBS_DOWN: Verdict.BAD,
}


def handlers() -> list[BaseHandler[Any, BotContext, Any]]:
    """Return the handler of reactions; presses come by way of `press`."""
    return [MessageReactionHandler(reacted)]


async def reacted(update: Update, context: BotContext) -> None:
    """Count 👍 and 👎 on an answer as its buttons; a reaction taken back takes the verdict back."""
    change, state = update.message_reaction, context.parts.state
    if change is None or change.user is None:
        return
    before, after = _verdict_in(change.old_reaction), _verdict_in(change.new_reaction)
    given = await state.answers.of_message(change.chat.id, change.message_id)
    if given is None or before == after:
        return
    if after is None:
        await state.feedback.take_back(given, change.user.id)
        return
    judged = await state.feedback.verdict(given.id, change.user.id)
    if judged is not None and judged[0] is after:  # what a button said already keeps its reasons
        return
    await state.feedback.judge(given, change.user.id, after)
    if after is Verdict.BAD:
        await ask_why(context.bot, given, change.user, context.parts, change.message_id)


async def buttons_now(given: Given, member_id: int, parts: Parts) -> InlineKeyboardMarkup | None:
    """Return the buttons under an answer, in private with what the member has said of it."""
    texts = texts_for(given.asked.language)
    if not _is_private(given, member_id):
        return answer_buttons(given, texts, link=parts.link)
    judged = await parts.state.feedback.verdict(given.id, member_id)
    told = await parts.state.gaps.is_told(given.id, member_id)
    verdict = judged[0] if judged else None
    return answer_buttons(given, texts, verdict, told=told, link=parts.link)


async def judge(
    query: CallbackQuery, message: Message, given: Given, press: Press, parts: Parts
) -> None:
    """Store what a press says of an answer, say so, and show the buttons that come next."""
    member_id = query.from_user.id
    words, buttons = await ACTS[press.act](query, given, press, parts)
    await acknowledge(query, words)
    if _is_private(given, member_id) or press.act not in VERDICTS:
        await edit_buttons(message, buttons)
    elif press.act is Act.BAD and await _is_bad(given, member_id, parts):
        await ask_why(message.get_bot(), given, query.from_user, parts)


async def _verdict(
    query: CallbackQuery, given: Given, press: Press, parts: Parts
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Store 👍 or 👎; the same again takes it back."""
    member_id, verdict = query.from_user.id, VERDICTS[press.act]
    texts, feedback = texts_for(given.asked.language), parts.state.feedback
    judged = await feedback.verdict(given.id, member_id)
    if judged is not None and judged[0] is verdict:
        await feedback.take_back(given, member_id)
        return texts.answer.taken_back, await buttons_now(given, member_id, parts)
    await feedback.judge(given, member_id, verdict)
    if verdict is Verdict.BAD and _is_private(given, member_id):
        return texts.answer.thanks_bad, reason_buttons(given, texts)
    return texts.answer.thanks_good, await buttons_now(given, member_id, parts)


async def _reason(
    query: CallbackQuery, given: Given, press: Press, parts: Parts
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Add a reason to a member's 👎, or take it away again."""
    member_id = query.from_user.id
    texts = texts_for(given.asked.language)
    reason = reason_of(press)
    chosen = await toggled(given, member_id, reason, parts)
    words = texts.answer.chosen.format(label=texts.answer.reasons[reason])
    if reason not in chosen:
        words = texts.answer.taken_back
    if not _is_private(given, member_id):  # chips that an earlier version left in a group
        return words, await buttons_now(given, member_id, parts)
    return words, reason_buttons(given, texts, chosen)


async def _judged(
    query: CallbackQuery, given: Given, _: Press, parts: Parts
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Leave the reasons."""
    return "", await buttons_now(given, query.from_user.id, parts)


async def _told(
    query: CallbackQuery, given: Given, _: Press, parts: Parts
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Pass a question that was not answered on to the editors."""
    texts = texts_for(given.asked.language)
    if given.shown.answer.reason is None:  # a press that no button of ours makes
        return "", await buttons_now(given, query.from_user.id, parts)
    is_new = await parts.state.gaps.tell(given, query.from_user.id)
    words = texts.answer.told_thanks if is_new else texts.answer.told_before
    return words, await buttons_now(given, query.from_user.id, parts)


Said = tuple[str, "InlineKeyboardMarkup | None"]
ACTS: dict[Act, Callable[[CallbackQuery, Given, Press, Parts], Awaitable[Said]]] = {
    Act.GOOD: _verdict,
    Act.BAD: _verdict,
    Act.REASON: _reason,
    Act.JUDGED: _judged,
    Act.TELL: _told,
}


async def _is_bad(given: Given, member_id: int, parts: Parts) -> bool:
    judged = await parts.state.feedback.verdict(given.id, member_id)
    return judged is not None and judged[0] is Verdict.BAD


def _verdict_in(reactions: Iterable[ReactionType]) -> Verdict | None:
    emoji = (one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji))
    return next((VERDICTS_BY_EMOJI[e] for e in emoji if e in VERDICTS_BY_EMOJI), None)


def _is_private(given: Given, member_id: int) -> bool:
    return given.asked.chat_id == member_id
