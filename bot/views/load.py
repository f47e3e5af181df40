"""A load as an admin reads it: how far it is, what it did, and what to look at.

Pure: no Telegram chat, no clock, no archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.views.admin_buttons import ACTIVATE, order_button, view_buttons
from bot.views.rich import Run, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.errors import LoadRefused
    from retrieval.types import (
        ArticleRef,
        LoadPlan,
        LoadProgress,
        LoadReport,
        PageDoubt,
        PageFailure,
    )

MAX_LISTED = 10


def render_progress(progress: LoadProgress, texts: Texts) -> Rich:
    """Return one line that says how far a load is."""
    line = texts.reload_stages[progress.stage]
    return (Run(line.format(done=progress.done, total=progress.total)),)


def render_load_report(report: LoadReport, texts: Texts) -> Rich:
    """Return what a load did: counts first, then names, each list cut at `MAX_LISTED`."""
    heading = texts.reload_done if report.changed else texts.reload_unchanged
    headlines = tuple(article_line(article, texts) for article in report.articles_added)
    doubts = tuple(_doubt(doubt, texts) for doubt in report.doubts)
    return (
        Run(
            heading.format(generation=report.generation, seconds=f"{report.elapsed_s:.1f}"),
            (Style.BOLD,),
        ),
        Run("\n" + _counts(report, texts)),
        *render_failures(report.failures, texts),
        *_listing(texts.reload_doubts, doubts, texts),
        *_listing(texts.reload_added, report.pages_added, texts),
        *_listing(texts.reload_changed, report.pages_changed, texts),
        *_listing(texts.reload_removed, report.pages_removed, texts),
        *_listing(texts.reload_articles, headlines, texts),
    )


def render_plan(plan: LoadPlan, texts: Texts) -> Rich:
    """Return what a load would do, and that nothing was done."""
    said = texts.operating
    heading = said.plan if plan.changes else said.plan_nothing

    def lines(articles: Sequence[ArticleRef]) -> tuple[str, ...]:
        return tuple(article_line(article, texts) for article in articles)

    return (
        Run(heading, (Style.BOLD,)),
        *render_failures(plan.failures, texts),
        *_listing(texts.reload_doubts, tuple(_doubt(doubt, texts) for doubt in plan.doubts), texts),
        *_listing(texts.reload_added, plan.pages_added, texts),
        *_listing(texts.reload_changed, plan.pages_changed, texts),
        *_listing(texts.reload_removed, plan.pages_removed, texts),
        *_listing(said.left_out, plan.pages_left_out, texts),
        *_listing(texts.reload_articles, lines(plan.articles_added), texts),
        *_listing(said.articles_changed, lines(plan.articles_changed), texts),
        *_listing(said.articles_removed, lines(plan.articles_removed), texts),
    )


def render_refused(refused: LoadRefused, texts: Texts) -> Rich:
    """Return why a candidate did not go live, and how to overrule that."""
    said = texts.operating
    return (
        Run(said.refused.format(number=refused.number), (Style.BOLD,)),
        *_listing(said.refused_because, refused.problems, texts),
        Run("\n\n" + said.refused_overrule.format(number=refused.number)),
    )


def overrule_keyboard(number: int, texts: Texts) -> InlineKeyboardMarkup:
    """Return the button that asks to make a refused generation live all the same."""
    label = texts.operating.activate_this.format(number=number)
    return InlineKeyboardMarkup([[order_button(label, ACTIVATE, str(number))]])


def view_keyboard(doubts: Sequence[PageDoubt], texts: Texts) -> InlineKeyboardMarkup | None:
    """Return a button for each page with doubts; `None` where there are none."""
    doubted = (doubt.source for doubt in doubts)
    rows = view_buttons(doubted, texts.operating.view_page)
    return InlineKeyboardMarkup(rows) if rows else None


def article_line(article: ArticleRef, texts: Texts) -> str:
    """Return headline and id of an article, as an admin types it."""
    headline = article.headline or texts.operating.no_headline
    return texts.operating.article.format(headline=headline, id=article.id)


def render_failures(failures: Sequence[PageFailure], texts: Texts) -> Rich:
    """Return what could not be read and what to do about it; nothing for no failure."""
    lines = tuple(
        f"{failure.source}：{texts.reading.faults[failure.fault].format(detail=failure.detail)}"
        for failure in failures
    )
    return tuple(_listing(texts.reload_failures, lines, texts))


def _doubt(doubt: PageDoubt, texts: Texts) -> str:
    place = texts.reading.places[doubt.place] if doubt.place else ""
    problem = texts.reading.doubts[doubt.kind].format(place=place)
    return texts.reload_doubt.format(source=doubt.source, line=doubt.line, problem=problem)


def _counts(report: LoadReport, texts: Texts) -> str:
    return texts.reload_counts.format(
        added=len(report.pages_added),
        changed=len(report.pages_changed),
        removed=len(report.pages_removed),
        unchanged=len(report.pages_unchanged),
        articles_added=len(report.articles_added),
        articles_removed=report.articles_removed,
        articles_total=report.articles_total,
        embedded=report.embedded,
    )


def _listing(heading: str, items: Sequence[str], texts: Texts) -> Iterator[Run]:
    if not items:
        return
    yield Run("\n\n" + heading)
    for item in items[:MAX_LISTED]:
        yield Run(f"\n• {item}")
    if len(items) > MAX_LISTED:
        yield Run("\n" + texts.and_more.format(count=len(items) - MAX_LISTED))
