"""A load that an admin ordered: progress in one message, then a report, whatever the end."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import LoadStopped
from bot.handlers.admin.gate import Outcome
from bot.load_view import load_buttons, render_failures, render_load_report
from bot.loads import LoadUnderWay
from bot.progress_message import ProgressMessage
from bot.rich import Run
from bot.shanghai import moment_text
from bot.state import Result
from retrieval.errors import ArchiveBusy, NoPages, WenbaoError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from telegram import InlineKeyboardMarkup

    from bot.context import Parts
    from bot.handlers.admin.gate import Order
    from bot.rich import Rich
    from bot.texts import Texts
    from retrieval.ports import Progress
    from retrieval.types import LoadProgress, LoadReport

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be loaded. A mirrored folder's lost pages go.

    `day` is when pages were printed that do not say so themselves.
    """

    paths: Sequence[Path]
    mirror: bool = False
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a load: what the admin is told, and what is written down."""

    rich: Rich
    outcome: Outcome
    buttons: InlineKeyboardMarkup | None = None


async def load_pages(order: Order, wanted: Wanted) -> Outcome:
    """Load in reply to an order, unless another load is under way: then tell whose it is."""
    parts, texts = order.parts, order.texts
    try:
        with parts.loads.only(order.admin.full_name):
            opened = ProgressMessage.opened(order.context.bot, order.message, texts)
            async with opened as progress:
                load = partial(load_blocking, parts, wanted, progress.show)
                ended = await ended_load(load, texts)
                await progress.finish(ended.rich, ended.buttons)
    except LoadUnderWay as busy:
        ended = Ended((Run(_whose(busy, texts)),), Outcome(Result.BUSY))
        await order.say(ended.rich)
    parts.metrics.loaded(ended.outcome.result.value)
    return ended.outcome


async def ended_load(load: Callable[[], LoadReport], texts: Texts) -> Ended:
    """Load, and return how it ended."""
    try:
        report = await asyncio.to_thread(load)
    except ArchiveBusy as error:
        return Ended((Run(texts.reload_busy),), Outcome(Result.BUSY, str(error)))
    except LoadStopped:
        return Ended((Run(texts.reload_stopped),), Outcome(Result.STOPPED))
    except NoPages as error:
        logger.warning("load failed: %s", error)
        rich = (Run(texts.reading.no_pages), *render_failures(error.failures, texts))
        return Ended(rich, Outcome(Result.REFUSED, str(error)))
    except WenbaoError as error:
        logger.warning("load failed: %s", error)
        rich = (Run(texts.reload_failed.format(cause=error)),)
        return Ended(rich, Outcome(Result.REFUSED, str(error)))
    logger.info("load done: generation %d, %d texts embedded", report.generation, report.embedded)
    result = Result.DONE if report.changed else Result.NOTHING
    detail = texts.operating.generation.format(number=report.generation)
    return Ended(
        render_load_report(report, texts), Outcome(result, detail), load_buttons(report, texts)
    )


def load_blocking(parts: Parts, wanted: Wanted, show: Progress) -> LoadReport:
    """Load pages; ends with `LoadStopped` when the bot stops."""

    def on_progress(progress: LoadProgress) -> None:
        if parts.stopping.is_set():
            raise LoadStopped
        show(progress)

    return parts.archive.load(
        wanted.paths, mirror=wanted.mirror, progress=on_progress, day=wanted.day
    )


def _whose(busy: LoadUnderWay, texts: Texts) -> str:
    by, since = busy.other.by or texts.operating.the_bot, moment_text(busy.other.since)
    return texts.operating.load_under_way.format(by=by, since=since)
