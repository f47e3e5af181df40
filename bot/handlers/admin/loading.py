"""A load that an admin ordered: progress in one message, then a report, whatever the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import LoadStopped
from bot.handlers.admin.gate import Outcome
from bot.loading.loads import LoadUnderWay
from bot.shanghai import moment_text
from bot.state import Result
from bot.traffic.progress_message import ProgressMessage
from bot.views.load import (
    overrule_keyboard,
    render_failures,
    render_load_report,
    render_refused,
    view_keyboard,
)
from bot.views.rich import Run
from retrieval.errors import ArchiveBusy, LoadRefused, NoPages, WenbaoError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from telegram import InlineKeyboardMarkup

    from bot.context import Parts
    from bot.handlers.admin.gate import Order
    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.ports import Progress
    from retrieval.types import LoadProgress, LoadReport

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a load: what the admin is told, and what is written down."""

    rich: Rich
    outcome: Outcome
    buttons: InlineKeyboardMarkup | None = None


Load = Callable[["Progress"], "LoadReport"]  # blocks, and tells how far it is


async def load_pages(
    order: Order,
    paths: Sequence[Path],
    *,
    mirror: bool = False,
    day: dt.date | None = None,
    number: str = "",
) -> Outcome:
    """Load files and folders; a mirrored folder's lost pages go.

    `day` and `number` are those of pages that do not say them themselves.
    """
    load = partial(order.parts.archive.load, paths, mirror=mirror, day=day, number=number)
    return await run_load(order, lambda progress: load(progress=progress))


async def run_load(order: Order, load: Load) -> Outcome:
    """Load in reply to an order, unless another load is under way: then tell whose it is."""
    parts, texts = order.parts, order.texts
    try:
        with parts.loads.only(order.admin.full_name):
            opened = ProgressMessage.opened(order.context.bot, order.message, texts)
            async with opened as progress:
                ended = await ended_load(parts, load, progress.show, texts)
                await progress.finish(ended.rich, ended.buttons)
    except LoadUnderWay as busy:
        ended = Ended((Run(_whose(busy, texts)),), Outcome(Result.BUSY))
        await order.say(ended.rich)
        parts.metrics.loaded(Result.BUSY.value)
    return ended.outcome


async def ended_load(parts: Parts, load: Load, show: Progress, texts: Texts) -> Ended:
    """Load, and return how it ended; a stop of the bot ends it."""

    def on_progress(progress: LoadProgress) -> None:
        if parts.stopping.is_set():
            raise LoadStopped
        show(progress)

    try:
        report = await asyncio.to_thread(load, on_progress)
    except (WenbaoError, LoadStopped) as error:
        ended = _not_loaded(error, texts)
        logger.warning("load ended as %s: %s", ended.outcome.result, error)
    else:
        ended = _loaded(report, texts)
        logger.info("load ended: generation %d, %d embedded", report.generation, report.embedded)
    parts.metrics.loaded(ended.outcome.result.value)
    return ended


def _loaded(report: LoadReport, texts: Texts) -> Ended:
    result = Result.DONE if report.changed else Result.NOTHING
    detail = texts.operating.generation.format(number=report.generation)
    buttons = view_keyboard(report.doubts, texts)
    return Ended(render_load_report(report, texts), Outcome(result, detail), buttons)


def _not_loaded(error: Exception, texts: Texts) -> Ended:
    """Return what an admin is told of a load that changed nothing."""
    if isinstance(error, ArchiveBusy):
        return Ended((Run(texts.reload_busy),), Outcome(Result.BUSY, str(error)))
    if isinstance(error, LoadStopped):
        return Ended((Run(texts.reload_stopped),), Outcome(Result.STOPPED))
    if isinstance(error, NoPages):
        rich = (Run(texts.reading.no_pages), *render_failures(error.failures, texts))
        return Ended(rich, Outcome(Result.REFUSED, str(error)))
    if isinstance(error, LoadRefused):
        rich, buttons = render_refused(error, texts), overrule_keyboard(error.number, texts)
        return Ended(rich, Outcome(Result.REFUSED, str(error)), buttons)
    rich = (Run(texts.reload_failed.format(cause=error)),)
    return Ended(rich, Outcome(Result.REFUSED, str(error)))


def _whose(busy: LoadUnderWay, texts: Texts) -> str:
    by, since = busy.other.by or texts.operating.the_bot, moment_text(busy.other.since)
    return texts.operating.load_under_way.format(by=by, since=since)
