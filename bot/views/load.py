"""A load as an admin reads it: how far it is, what it did, and what to look at.

Pure: no Telegram chat, no clock, no archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.views.admin_buttons import ACTIVATE, ALLOW, WHOLE, order_button, view_buttons
from bot.views.listing import MAX_LISTED, listing
from bot.views.rich import MAX_MESSAGE_UNITS, Run, Style, plain, units
from bot.views.trouble import problem_text, render_damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from telegram import InlineKeyboardButton

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.errors import LoadRefused, ManyRemovals
    from retrieval.types import (
        ArticleRef,
        LoadPlan,
        LoadProgress,
        LoadReport,
        PageDoubt,
        PageFailure,
    )

FEWER = (MAX_LISTED, 5, 3)  # lines of each list, until all of them are one message


def render_progress(progress: LoadProgress, texts: Texts) -> Rich:
    """Return one line that says how far a load is."""
    line = texts.reload_stages[progress.stage]
    return (Run(line.format(done=progress.done, total=progress.total)),)


def in_one_message(render: Callable[[int | None], Rich]) -> tuple[Rich, str]:
    """Return lists cut so that they are one message, and all of them as plain words.

    `render` is told how many lines a list may have, `None` for all; "" where nothing was cut.
    """
    rich: Rich = ()
    for most in FEWER:
        rich = render(most)
        if units(plain(rich)) <= MAX_MESSAGE_UNITS:
            break
    whole = plain(render(None))
    return rich, whole if whole != plain(rich) else ""


def render_load_report(report: LoadReport, texts: Texts, most: int | None = MAX_LISTED) -> Rich:
    """Return what a load did: counts first, then names, at most so many of each kind."""
    heading = texts.reload_done if report.changed else texts.reload_unchanged
    return (
        Run(
            heading.format(generation=report.generation, seconds=f"{report.elapsed_s:.1f}"),
            (Style.BOLD,),
        ),
        Run("\n" + _counts(report, texts)),
        *render_damage(report.damaged, texts, most, is_over=True),
        *_changes(report, texts, most),
    )


def render_plan(plan: LoadPlan, texts: Texts, most: int | None = MAX_LISTED) -> Rich:
    """Return what a load would do, and that nothing was done."""
    said = texts.operating
    heading = said.plan if plan.changes else said.plan_nothing
    asking = (Run(f"\n⚠ {texts.trouble.ask_first}"),) if plan.ask_first else ()
    return (Run(heading, (Style.BOLD,)), *asking, *_changes(plan, texts, most))


def render_many_gone(error: ManyRemovals, minutes: int, texts: Texts, most: int | None) -> Rich:
    """Return that a load stopped because many pages are gone, which, and what can be done."""
    said = texts.trouble
    heading = said.many_gone.format(count=len(error.sources), stored=error.stored)
    return (
        *listing(heading, error.sources, texts, most, gap=""),
        Run("\n\n" + said.many_gone_do.format(minutes=minutes)),
    )


def render_refused(refused: LoadRefused, texts: Texts) -> Rich:
    """Return why a candidate did not go live, and how to overrule that."""
    said = texts.operating
    problems = tuple(problem_text(problem, texts) for problem in refused.problems)
    return (
        Run(said.refused.format(number=refused.number), (Style.BOLD,)),
        *listing(said.refused_because, problems, texts),
        Run("\n\n" + said.refused_overrule.format(number=refused.number)),
    )


def overrule_keyboard(number: int, texts: Texts) -> InlineKeyboardMarkup:
    """Return the button that asks to make a refused generation live all the same."""
    label = texts.operating.activate_this.format(number=number)
    return InlineKeyboardMarkup([[order_button(label, ACTIVATE, str(number))]])


def report_keyboard(
    doubts: Sequence[PageDoubt], whole: str, texts: Texts
) -> InlineKeyboardMarkup | None:
    """Return a button for each page with doubts, and one for the whole of what was cut.

    `whole` is the token that it is kept under, "" for nothing; `None` where there is no button.
    """
    rows = view_buttons((doubt.source for doubt in doubts), texts.operating.view_page)
    rows += _whole_button(whole, texts)
    return InlineKeyboardMarkup(rows) if rows else None


def allow_keyboard(count: int, token: str, whole: str, texts: Texts) -> InlineKeyboardMarkup:
    """Return the button that lets so many pages go, and loads; and that of the whole list."""
    label = texts.trouble.allow.format(count=count)
    allow = [order_button(label, ALLOW, token)]
    return InlineKeyboardMarkup([*_whole_button(whole, texts), allow])


def _whole_button(whole: str, texts: Texts) -> list[list[InlineKeyboardButton]]:
    return [[order_button(texts.operating.everything, WHOLE, whole)]] if whole else []


def article_line(article: ArticleRef, texts: Texts) -> str:
    """Return headline and id of an article, as an admin types it."""
    headline = article.headline or texts.operating.no_headline
    return texts.operating.article.format(headline=headline, id=article.id)


def admin_line(article: ArticleRef) -> Rich:
    """Return how an admin names an article and its page, to stand below it."""
    return (Run(f"\n〔{article.id}〕{article.source}"),)


def render_failures(
    failures: Sequence[PageFailure], texts: Texts, most: int | None = MAX_LISTED
) -> Rich:
    """Return what could not be read and what to do about it; nothing for no failure."""
    lines = tuple(
        texts.trouble.page_fault.format(
            source=failure.source,
            fault=texts.reading.faults[failure.fault].format(detail=failure.detail),
        )
        for failure in failures
    )
    return tuple(listing(texts.reload_failures, lines, texts, most))


def _changes(done: LoadReport | LoadPlan, texts: Texts, most: int | None) -> Iterator[Run]:
    """Yield what to look at, then the pages and the articles that are new, changed and gone."""
    said = texts.operating

    def lines(articles: Sequence[ArticleRef]) -> tuple[str, ...]:
        return tuple(article_line(article, texts) for article in articles)

    yield from render_failures(done.failures, texts, most)
    for heading, items in (
        (texts.reload_doubts, tuple(_doubt(doubt, texts) for doubt in done.doubts)),
        (texts.reload_added, done.pages_added),
        (texts.reload_changed, done.pages_changed),
        (texts.reload_removed, done.pages_removed),
        (said.left_out, done.pages_left_out),
        (texts.reload_articles, lines(done.articles_added)),
        (said.articles_changed, lines(done.articles_changed)),
        (said.articles_removed, lines(done.articles_removed)),
    ):
        yield from listing(heading, items, texts, most)


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
        articles_changed=len(report.articles_changed),
        articles_removed=len(report.articles_removed),
        articles_total=report.articles_total,
        embedded=report.embedded,
    )
