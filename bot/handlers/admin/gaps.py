"""/gaps: what members asked in vain, grouped, with the nearest headlines; never who asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.care.gap_groups import grouped
from bot.handlers.admin.gate import Deed, Outcome
from bot.state import Result
from bot.views.admin_buttons import GAPS, turning_keyboard
from bot.views.operations import render_gaps
from bot.views.rich import shortened
from retrieval.errors import NothingLoaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup

    from bot.care.gap_groups import GapGroup
    from bot.handlers.admin.gate import Order
    from bot.ports import NewsArchive
    from bot.views.rich import Rich

A_PAGE = 6
NEAREST = 2
HEADLINE_UNITS = 60


async def show(order: Order) -> Outcome:
    """Show the questions that were asked in vain most often."""
    rich, buttons = await _view(order, 0)
    await order.say(rich, buttons)
    return Outcome(Result.DONE)


async def turn(order: Order) -> Outcome:
    """Show others in the message of the button."""
    await order.show(*await _view(order, order.offset))
    return Outcome()


SHOW = Deed("gaps", show)
TURN = Deed("gaps", turn, audited=False)


async def _view(order: Order, offset: int) -> tuple[Rich, InlineKeyboardMarkup | None]:
    texts, parts = order.texts, order.parts
    missed = await parts.state.gaps.missed()
    groups = await asyncio.to_thread(grouped, missed)
    told = [group for group in groups if group.question]
    shown = told[offset : offset + A_PAGE]
    nearest = await asyncio.to_thread(_nearest, parts.archive, shown)
    days, gaps = parts.settings.retention_days, tuple(zip(shown, nearest, strict=True))
    rich = render_gaps(gaps, len(told), days, texts)
    return rich, turning_keyboard(GAPS, offset, A_PAGE, len(told), texts)


def _nearest(archive: NewsArchive, groups: Sequence[GapGroup]) -> list[tuple[str, ...]]:
    """Return the headlines nearest to each group."""

    def headlines(question: str) -> tuple[str, ...]:
        try:
            hits = archive.search(question, 10)
        except NothingLoaded:
            return ()
        found = dict.fromkeys(shortened(hit.article.headline, HEADLINE_UNITS) for hit in hits)
        return tuple(found)[:NEAREST]

    return [headlines(group.question) for group in groups]
