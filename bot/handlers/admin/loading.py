"""A load that an admin ordered: progress in one message, then a report, whatever the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.context import ALLOW_WITHIN_S
from bot.errors import LoadStopped
from bot.handlers.admin.gate import Outcome
from bot.loading.loads import LoadUnderWay
from bot.shanghai import moment_text
from bot.state import Result
from bot.traffic.progress_message import ProgressMessage
from bot.traffic.sending import edit_buttons
from bot.views.admin_buttons import without
from bot.views.load import (
    allow_keyboard,
    in_one_message,
    overrule_keyboard,
    render_failures,
    render_load_report,
    render_many_gone,
    render_refused,
    report_keyboard,
)
from bot.views.rich import Run, plain
from bot.views.trouble import cause_text
from retrieval.errors import ArchiveBusy, LoadRefused, ManyRemovals, NoPages, WenbaoError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
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
class Told:
    """The end of a load in one language."""

    rich: Rich
    buttons: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a load, how it is told in a language, and what is written down of it.

    To tell may take long, of many articles: it is for a thread of its own.
    """

    result: Result
    told: Callable[[Texts], Told]
    detail: Callable[[Texts], str] = lambda _: ""


Load = Callable[["Progress"], "LoadReport"]  # blocks, and tells how far it is


async def load_pages(
    order: Order,
    paths: Sequence[Path],
    *,
    mirror: bool = False,
    day: dt.date | None = None,
    number: str = "",
    may_remove: Collection[str] = (),
) -> Outcome:
    """Load files and folders; a mirrored folder's lost pages go, many only if they `may_remove`.

    `day` and `number` are those of pages that do not say them themselves.
    """
    load = partial(
        order.parts.archive.load,
        paths,
        mirror=mirror,
        day=day,
        number=number,
        may_remove=may_remove,
    )
    return await run_load(order, lambda progress: load(progress=progress))


async def run_load(order: Order, load: Load) -> Outcome:
    """Load in reply to an order, unless another load is under way: then tell whose it is."""
    parts, texts = order.parts, order.texts
    try:
        with ExitStack() as alone:
            alone.enter_context(parts.loads.only(order.admin.full_name))
            opened = ProgressMessage.opened(order.context.bot, order.message, texts)
            async with opened as progress:
                ended = await ended_load(parts, load, progress.show)
                alone.close()  # the buttons of its report may be pressed at once
                told = await asyncio.to_thread(ended.told, texts)
                await progress.finish(told.rich, told.buttons)
    except LoadUnderWay as busy:
        await order.say((Run(_whose(busy, texts)),))
        parts.metrics.loaded(Result.BUSY.value)
        return Outcome(Result.BUSY)
    return Outcome(ended.result, ended.detail(texts))


async def take_button(order: Order, deed: str) -> None:
    """Take the button of a load away, unless one is under way: then it will be needed again."""
    if order.parts.loads.under_way is None:
        await edit_buttons(order.message, without(order.message.reply_markup, deed))


async def ended_load(parts: Parts, load: Load, show: Progress) -> Ended:
    """Load, and return how it ended; a stop of the bot ends it."""

    def on_progress(progress: LoadProgress) -> None:
        if parts.stopping.is_set():
            raise LoadStopped
        show(progress)

    try:
        report = await asyncio.to_thread(load, on_progress)
    except (WenbaoError, LoadStopped) as error:
        ended = _not_loaded(error, parts)
        logger.warning("load ended as %s: %s", ended.result, error)
    else:
        result = Result.DONE if report.changed else Result.NOTHING
        ended = Ended(result, partial(_loaded, report, parts), partial(_generation, report))
        logger.info("load ended: generation %d, %d embedded", report.generation, report.embedded)
    parts.metrics.loaded(ended.result.value)
    return ended


def _loaded(report: LoadReport, parts: Parts, texts: Texts) -> Told:
    rich, whole = in_one_message(partial(render_load_report, report, texts))
    buttons = report_keyboard(report.doubts, parts.keep_whole(whole), texts)
    return Told(rich, buttons)


def _generation(report: LoadReport, texts: Texts) -> str:
    return texts.operating.generation.format(number=report.generation)


def _not_loaded(error: Exception, parts: Parts) -> Ended:
    """Return how a load ended that changed nothing."""
    if isinstance(error, ArchiveBusy):
        return Ended(Result.BUSY, lambda texts: Told((Run(texts.reload_busy),)))
    if isinstance(error, LoadStopped):
        return Ended(Result.STOPPED, lambda texts: Told((Run(texts.reload_stopped),)))
    if isinstance(error, NoPages):
        told = partial(_no_pages, error)
        return Ended(Result.REFUSED, told, lambda texts: plain(told(texts).rich))
    cause = partial(cause_text, error)
    if isinstance(error, LoadRefused):
        return Ended(Result.REFUSED, partial(_refused, error), cause)
    if isinstance(error, ManyRemovals):
        return Ended(Result.REFUSED, partial(_asked_first, error, parts), cause)
    return Ended(Result.REFUSED, partial(_failed, error), cause)


def _no_pages(error: NoPages, texts: Texts) -> Told:
    return Told((Run(texts.reading.no_pages), *render_failures(error.failures, texts)))


def _refused(error: LoadRefused, texts: Texts) -> Told:
    return Told(render_refused(error, texts), overrule_keyboard(error.number, texts))


def _asked_first(error: ManyRemovals, parts: Parts, texts: Texts) -> Told:
    minutes = ALLOW_WITHIN_S // 60
    rich, whole = in_one_message(partial(render_many_gone, error, minutes, texts))
    token = parts.allowable.keep(error.sources)
    buttons = allow_keyboard(len(error.sources), token, parts.keep_whole(whole), texts)
    return Told(rich, buttons)


def _failed(error: Exception, texts: Texts) -> Told:
    cause = cause_text(error, texts)
    return Told((Run(texts.reload_failed.format(cause=cause)),))


def _whose(busy: LoadUnderWay, texts: Texts) -> str:
    by, since = busy.other.by or texts.operating.the_bot, moment_text(busy.other.since)
    return texts.operating.load_under_way.format(by=by, since=since)
