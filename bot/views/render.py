"""Source lines and status → rich text. Pure: no Telegram, no clock, no archive."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.shanghai import moment_text
from bot.views.rich import Run, Style

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import (
        ArchiveStatus,
        ArticleRef,
        PageDate,
        PageRef,
    )


def render_examples(opening: str, questions: Sequence[str]) -> Rich:
    """Return an opening with example questions below it, a line each."""
    return (Run(opening), *(Run(f"\n• {question}") for question in questions))


def render_status(status: ArchiveStatus, texts: Texts, *, with_model: bool = False) -> Rich:
    """Return what the archive holds; `with_model` adds what only its operators need."""
    if status.generation is None or status.built_at is None:
        return (Run(texts.status_empty),)
    counts = texts.status.format(
        generation=status.generation,
        built_at=moment_text(status.built_at),
        pages=status.pages,
        articles=status.articles,
        passages=status.passages,
        sentences=status.sentences,
    )
    days = days_text(texts.status_days, status, texts)
    model = texts.status_model.format(model=status.model) if with_model else ""
    return (Run("\n".join(line for line in (counts, days, model) if line)),)


def source_line(
    article: ArticleRef, texts: Texts, styles: tuple[Style, ...] = (Style.BOLD,)
) -> Rich:
    """Return 《newspaper》 · date · page · headline · byline, leaving out what is not known.

    `styles` are those of the headline.
    """
    byline = texts.separator + article.byline if article.byline else ""
    return (
        Run(printed_in(article, texts) + texts.separator),
        Run(article.headline, styles),
        Run(byline),
    )


def correction(article: ArticleRef, texts: Texts) -> Rich:
    """Return an editor's correction of an article in a line of its own; nothing for none."""
    if not article.correction:
        return ()
    return (Run("\n⚠ " + texts.operating.correction.format(note=article.correction)),)


def withdrawal(article: ArticleRef, texts: Texts) -> str:
    """Return that an article was withdrawn, and why."""
    return "⚠ " + texts.operating.withdrawal.format(reason=article.withdrawal)


def printed_in(article: ArticleRef, texts: Texts) -> str:
    """Return 《newspaper》 · date · page, leaving out what is not known."""
    parts = (
        f"《{article.newspaper}》" if article.newspaper else "",
        _date(article.date, texts) if article.date else "",
        texts.page.format(number=article.page_number) if article.page_number else "",
    )
    return texts.separator.join(part for part in parts if part) or texts.undated


def page_line(page: PageRef, texts: Texts, *, named: bool = False) -> str:
    """Return date · page · 《newspaper》 of a page, or its file's name where it has no number.

    With `named` the name stands beside it already.
    """
    unnumbered = "" if named else PurePath(page.source).stem
    parts = (
        _date(page.date, texts) if page.date else "",
        texts.page.format(number=page.number) if page.number else unnumbered,
        f"《{page.newspaper}》" if page.newspaper else "",
    )
    return texts.separator.join(part for part in parts if part)


def _date(date: PageDate, texts: Texts) -> str:
    return day_text(date.day, texts) + (texts.inferred if date.inferred else "")


def day_text(day: dt.date, texts: Texts) -> str:
    """Return a day as a member reads it."""
    return texts.day.format(year=day.year, month=day.month, day=day.day)


def days_text(template: str, status: ArchiveStatus, texts: Texts) -> str:
    """Fill in from when to when the archive reaches; "" where no page is dated."""
    if status.first_day is None or status.last_day is None:
        return ""
    first, last = day_text(status.first_day, texts), day_text(status.last_day, texts)
    return template.format(
        days=first if first == last else texts.days.format(first=first, last=last)
    )
