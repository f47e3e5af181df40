"""What an admin's command is about: an article named by its id, or shown where they reply to it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from bot import answering
from bot.views.load import article_line
from bot.views.rich import Run
from retrieval.types import ArticleId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Message

    from bot.handlers.admin.gate import Order
    from retrieval.types import ArticleRef

_SHARED = re.compile(r"start(?:%3D|=)a_([\w-]{1,24}?)(?:&|$)")


async def article_and_words(order: Order) -> tuple[ArticleRef | None, str]:
    """Return the article that an order is about, and the words that are left of it.

    `None` where none is named or several could be meant; then the admin has been told so.
    """
    first, *rest = order.words.split(maxsplit=1)[:2] or [""]
    named = await named_article(order, first)
    if named is not None:
        return named, rest[0] if rest else ""
    candidates = await _shown(order)
    if len(candidates) == 1:
        return candidates[0], order.words
    said = order.texts.operating
    lines = "".join(f"\n• {article_line(article, order.texts)}" for article in candidates)
    await order.say((Run((said.which_article if candidates else said.no_article) + lines),))
    return None, ""


async def _shown(order: Order) -> list[ArticleRef]:
    """Return the articles that stand in the message that is replied to."""
    replied = order.message.reply_to_message
    if replied is None:
        return []
    ids = [*_linked(replied)]
    given = await order.parts.state.answers.of_message(replied.chat_id, replied.message_id)
    if given is not None:
        text = replied.text or ""
        ids += [article.id for article in given.articles if article.headline in text]
    refs = [await named_article(order, article_id) for article_id in dict.fromkeys(ids)]
    return [ref for ref in refs if ref is not None]


def _linked(message: Message) -> Iterable[str]:
    """Yield the articles that the buttons of a message share."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    for button in (button for row in rows for button in row if button.url):
        found = _SHARED.search(button.url or "")
        if found:
            yield found[1]


async def named_article(order: Order, article_id: str) -> ArticleRef | None:
    """Return the article of this very id, also one that is withdrawn; `None` for none."""
    if not article_id:
        return None
    archive = order.parts.archive
    found = await asyncio.to_thread(answering.look_up, archive, ArticleId(article_id))
    return found[0] if found else None
