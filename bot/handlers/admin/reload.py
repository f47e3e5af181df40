"""Loading the pages of `NEWS_DIR` again, or only saying what that would do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.handlers.admin.gate import Deed, Outcome, carry_out
from bot.handlers.admin.loading import load_pages, take_button
from bot.state import Result
from bot.traffic.sending import edit_buttons, typing
from bot.views.admin_buttons import ALLOW, without
from bot.views.load import in_one_message, render_failures, render_plan, report_keyboard
from bot.views.rich import Run, plain
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
        rich = (Run(texts.reading.no_pages), *render_failures(error.failures, texts))
        await order.say(rich)
        return Outcome(Result.REFUSED, plain(rich))
    parts.viewable.add(doubt.source for doubt in plan.doubts)
    rich, whole = await asyncio.to_thread(in_one_message, partial(render_plan, plan, texts))
    await order.say(rich, report_keyboard(plan.doubts, parts.keep_whole(whole), texts))
    return Outcome(Result.DONE if plan.changes else Result.NOTHING)


async def reload_as_allowed(order: Order) -> Outcome:
    """Load `NEWS_DIR` although many pages go: those that were shown, and were allowed just now."""
    allowed = order.parts.allowable.get(order.words)
    if allowed is None:
        await edit_buttons(order.message, without(order.message.reply_markup, ALLOW))
        words = order.texts.trouble.allow_too_late
        await order.say((Run(words),))
        return Outcome(Result.REFUSED, words)
    await take_button(order, ALLOW)
    about = order.texts.operating.taken.format(count=len(allowed), names=", ".join(allowed))
    deed = Deed(RELOAD.name, partial(_load_without, allowed))
    await carry_out(deed, replace(order, words=about))
    return Outcome()


async def _load_without(allowed: tuple[str, ...], order: Order) -> Outcome:
    folder = order.parts.settings.news_dir
    return await load_pages(order, [folder], mirror=True, may_remove=allowed)


RELOAD = Deed("reload", reload)
ALLOWED = Deed("reload", reload_as_allowed, audited=False)  # what it leads to is
