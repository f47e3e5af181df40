"""Loading the pages of `NEWS_DIR` again, or only saying what that would do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.admin.gate import Deed, Outcome
from bot.handlers.admin.loading import load_pages
from bot.state import Result
from bot.traffic.sending import typing
from bot.views.load import render_failures, render_plan, view_keyboard
from bot.views.rich import Run
from retrieval.errors import NoPages

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Order

DRY = "dry"


async def reload(order: Order) -> Outcome:
    """Load what is new in `NEWS_DIR`, and drop what it has no more; `dry`: say what that does."""
    folder = order.parts.settings.news_dir
    if order.words.lower() == DRY:
        return await _plan(order)
    if order.words:
        await order.say((Run(order.texts.operating.reload_usage),))
        return Outcome(Result.REFUSED)
    return await load_pages(order, [folder], mirror=True)


async def _plan(order: Order) -> Outcome:
    parts, texts = order.parts, order.texts
    folder = parts.settings.news_dir
    try:
        async with typing(order.message):
            plan = await asyncio.to_thread(parts.archive.plan, [folder], mirror=True)
    except NoPages as error:
        await order.say((Run(texts.reading.no_pages), *render_failures(error.failures, texts)))
        return Outcome(Result.REFUSED, str(error))
    parts.viewable.add(doubt.source for doubt in plan.doubts)
    await order.say(render_plan(plan, texts), view_keyboard(plan.doubts, texts))
    return Outcome(Result.DONE if plan.changes else Result.NOTHING)


RELOAD = Deed("reload", reload)
