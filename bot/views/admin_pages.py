"""The stored pages as an admin names them: by file name, and articles by id.

Pure: no Telegram chat, no clock, no archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.views.admin_buttons import (
    ASK_REMOVE_PAGE,
    PAGE,
    PAGES,
    VIEW,
    order_button,
    turning_keyboard,
)
from bot.views.places import key_of
from bot.views.render import page_line
from bot.views.rich import Run, Style, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import ArticleRef, PageRef

A_LIST = 8
IN_A_ROW = 4
NAME_UNITS = 200
CHOICES = 8
LABEL_UNITS = 60
LINE_UNITS = 120
MOST_ARTICLES = 25  # of one page; a newspaper prints fewer


def render_pages(
    pages: Sequence[PageRef], offset: int, total: int, words: str, texts: Texts
) -> Rich:
    """Return a stretch of pages, counted from `offset`, each with its file name and size."""
    said = texts.operating
    heading = said.pages_like.format(words=words, count=total) if words else None
    rich = [Run(heading or said.pages.format(count=total), (Style.BOLD,))]
    for number, page in enumerate(pages, start=offset + 1):
        source, line = shortened(page.source, NAME_UNITS), _line(page, texts)
        entry = said.page_entry.format(number=number, source=source, page=line, count=page.articles)
        rich.append(Run(f"\n\n{entry}"))
    return tuple(rich)


def pages_buttons(
    pages: Sequence[PageRef], offset: int, total: int, texts: Texts
) -> InlineKeyboardMarkup:
    """Return a numbered button for each page, and those that turn the list."""
    numbers = [
        order_button(str(offset + n), PAGE, key_of(page.source))
        for n, page in enumerate(pages, start=1)
    ]
    rows = [numbers[i : i + IN_A_ROW] for i in range(0, len(numbers), IN_A_ROW)]
    turning = turning_keyboard(PAGES, offset, A_LIST, total, texts)
    return InlineKeyboardMarkup([*rows, *(turning.inline_keyboard if turning else ())])


def render_page(page: PageRef, articles: Sequence[ArticleRef], texts: Texts) -> Rich:
    """Return a page's file name, where it was printed, and its articles with their ids."""
    rich = [Run(page.source, (Style.BOLD,)), Run(f"\n{_line(page, texts)}\n")]
    for article in articles[:MOST_ARTICLES]:
        headline = shortened(article.headline or texts.operating.no_headline, LINE_UNITS)
        line = texts.operating.article.format(headline=headline, id=article.id)
        rich.append(Run(f"\n• {line}"))
    if len(articles) > MOST_ARTICLES:
        rich.append(Run("\n" + texts.and_more.format(count=len(articles) - MOST_ARTICLES)))
    return tuple(rich)


def page_buttons(page: PageRef, offset: int, texts: Texts) -> InlineKeyboardMarkup:
    """Return what can be done with a page, and the way back to the list at `offset`."""
    said, key = texts.operating, key_of(page.source)
    view = said.view_page.format(page=shortened(page.source, LABEL_UNITS))
    rows = [
        [order_button(view, VIEW, key)],
        [order_button(said.remove_this, ASK_REMOVE_PAGE, key)],
        [order_button(texts.answer.back, PAGES, str(offset))],
    ]
    return InlineKeyboardMarkup(rows)


def choice_of_pages(pages: Sequence[PageRef]) -> InlineKeyboardMarkup:
    """Return a button for each of the first pages that may be meant, to ask of its removal."""
    rows = [
        [order_button(shortened(page.source, LABEL_UNITS), ASK_REMOVE_PAGE, key_of(page.source))]
        for page in pages[:CHOICES]
    ]
    return InlineKeyboardMarkup(rows)


def _line(page: PageRef, texts: Texts) -> str:
    return page_line(page, texts, named=True) or texts.undated
