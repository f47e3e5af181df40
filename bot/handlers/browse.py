"""Browsing from an answer, in one message that is edited in place.

It shows the answer, one of its articles page by page, or what else was found.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import answering
from bot.handlers.feedback import buttons_now
from bot.texts import texts_for
from bot.traffic.sending import edit
from bot.views.answer import render_shown
from bot.views.article import article_page, gone_article, more_articles
from bot.views.buttons import Act
from bot.views.keyboards import article_buttons, more_buttons
from bot.views.load import admin_line
from bot.views.rich import split, to_html

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import InlineKeyboardMarkup, Message, User

    from bot.context import Parts
    from bot.state import Given
    from bot.views.buttons import Press
    from bot.views.rich import Rich

    View = tuple[Rich, InlineKeyboardMarkup | None]


async def show(message: Message, view: View) -> None:
    """Show a view in the message that was pressed: of a long answer its last part, as it stood."""
    rich, buttons = view
    last = to_html(split(rich)[-1])
    await edit(message.get_bot(), message.chat_id, message.message_id, last, buttons)


async def _answer(given: Given, _: Press, presser: User, parts: Parts) -> View:
    """Return the answer as it was given, with a word if what it quotes has changed since."""
    changed = await asyncio.to_thread(answering.has_changed, parts.archive, given)
    answer = await asyncio.to_thread(answering.with_notices, parts.archive, given.shown.answer)
    shown = replace(given.shown, answer=answer)
    rich = render_shown(shown, texts_for(given.asked.language), changed=changed)
    return rich, await buttons_now(given, presser.id, parts)


async def _article(given: Given, press: Press, presser: User, parts: Parts) -> View:
    """Return a page of an article as it reads now, or what was quoted of it if it is gone."""
    texts, number = texts_for(given.asked.language), press.number
    if number >= len(given.articles):  # a press that no button of ours makes
        return await _answer(given, press, presser, parts)
    ref = given.articles[number]
    quotes = given.quotes_of(ref.id)
    found = await asyncio.to_thread(answering.look_up, parts.archive, ref.id)
    if found is None:
        return gone_article(ref, quotes, texts), article_buttons(given, number, texts, None)
    then = given.shown.fingerprints.get(ref.id)
    changed = then is not None and then != answering.fingerprint(found[1])
    page = article_page(*found, quotes, texts, page=press.page, changed=changed)
    alone = given.asked.chat_id == presser.id  # so it is with a private chat
    rich = (*page.rich, *(admin_line(found[0]) if alone and parts.is_admin(presser) else ()))
    return rich, article_buttons(given, number, texts, page)


async def _more(given: Given, _: Press, __: User, parts: Parts) -> View:
    """Return what else was found: searched for at the first press, and the same ever after."""
    if given.more is None:
        more = await asyncio.to_thread(answering.more_of, parts.archive, given)
        await parts.state.answers.keep_more(given.id, more)
        given = replace(given, more=more)
    texts = texts_for(given.asked.language)
    return more_articles(given.more or (), texts), more_buttons(given, texts)


VIEWS: dict[Act, Callable[[Given, Press, User, Parts], Awaitable[View]]] = {
    Act.ANSWER: _answer,
    Act.OPEN: _article,
    Act.MORE: _more,
}
