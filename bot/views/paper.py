"""The paper as one walks through it: lists of articles and of pages, and the buttons below them.

Pure: no Telegram, no clock, no archive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as url_quoted

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.views.citation import citation
from bot.views.places import Kind, Place, key_of
from bot.views.render import page_line, printed_in
from bot.views.rich import Run, Style, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from bot.views.article import ArticlePage
    from bot.views.rich import Rich
    from retrieval.types import ArticleRef, PageRef

A_LIST = 8  # entries of a list
IN_A_ROW = 4
HEADLINE_UNITS = 120
LABEL_UNITS = 60
WORDS_UNITS = 64
SNIPPET_UNITS = 110
BEFORE_WORD = 24  # characters of a snippet before the first word that was searched for
SHARE = "https://t.me/share/url?url={url}&text={text}"

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a list; `text` is what was found in it, "" where nothing was searched.

    `is_near` is whether it was found by its meaning only, and holds none of the words.
    """

    article: ArticleRef
    text: str = ""
    is_near: bool = False


def article_list(
    heading: str, entries: Sequence[Entry], first: int, texts: Texts, words: str = ""
) -> Rich:
    """Return a numbered list of articles, counted from `first`, with `words` in bold."""
    rich = [Run(heading, (Style.BOLD,))]
    if not entries:
        rich.append(Run("\n\n" + texts.browse.nothing_here))
    near_from = next((n for n, entry in enumerate(entries, start=first) if entry.is_near), None)
    for number, entry in enumerate(entries, start=first):
        if number == near_from:
            rich.append(Run("\n\n" + texts.browse.near, (Style.ITALIC,)))
        headline = shortened(" ".join(entry.article.headline.split()), HEADLINE_UNITS)
        rich.append(Run(f"\n\n{number}. "))
        rich.append(Run(headline, () if entry.text else (Style.BOLD,)))
        if entry.text:
            rich += [Run("\n"), *snippet(entry.text, words)]
        rich.append(Run(f"\n{printed_in(entry.article, texts)}", (Style.ITALIC,)))
    return tuple(rich)


def snippet(text: str, words: str) -> Rich:
    """Return the part of a text around the first of some words, these in bold."""
    line = " ".join(text.split())
    found = [re.escape(word) for word in sorted(words.split(), key=len, reverse=True)]
    pattern = re.compile("|".join(found) or r"(?!)", re.IGNORECASE)
    first = pattern.search(line)
    start = max(first.start() - BEFORE_WORD, 0) if first else 0
    shown = shortened(line[start:], SNIPPET_UNITS)
    rich, done = [Run("…" if start else "")], 0
    for match in pattern.finditer(shown):
        rich += [Run(shown[done : match.start()]), Run(match[0], (Style.BOLD,))]
        done = match.end()
    return (*rich, Run(shown[done:]))


def article_list_buttons(
    place: Place, entries: Sequence[Entry], total: int, texts: Texts, back: Place | None = None
) -> InlineKeyboardMarkup | None:
    """Return a numbered button for each article of a list, and those that turn it."""
    numbers = [
        _to(str(place.offset + n + 1), place.opening(entry.article.id))
        for n, entry in enumerate(entries)
    ]
    rows = [numbers[i : i + IN_A_ROW] for i in range(0, len(numbers), IN_A_ROW)]
    return _keyboard(rows, place, total, texts, back)


def page_list(total: int, texts: Texts) -> Rich:
    """Return what stands above the buttons of pages."""
    return (Run(texts.browse.issues.format(count=total), (Style.BOLD,)),)


def page_list_buttons(
    place: Place, pages: Sequence[PageRef], total: int, texts: Texts
) -> InlineKeyboardMarkup | None:
    """Return a button for each page of a list, and those that turn it."""
    rows = [
        [_to(page_label(page, texts), Place(Kind.PAGE, 0, key_of(page.source)))] for page in pages
    ]
    return _keyboard(rows, place, total, texts, None)


def page_label(page: PageRef, texts: Texts) -> str:
    """Return date, number and size of a page, short enough for a button."""
    line = shortened(page_line(page, texts), LABEL_UNITS)
    return texts.browse.page_label.format(page=line, count=page.articles)


def article_buttons(
    place: Place, ref: ArticleRef, page: ArticlePage, texts: Texts, link: str
) -> InlineKeyboardMarkup:
    """Return the buttons under an article that was opened from a list, or by itself.

    `link` is the address that opens it in a chat with the bot.
    """
    turning: Row = []
    if page.number > 0:
        turning.append(_to(texts.answer.previous, place.opening(ref.id, page.number - 1)))
    if page.number < page.count - 1:
        turning.append(_to(texts.answer.next, place.opening(ref.id, page.number + 1)))
    copying = InlineKeyboardButton(texts.answer.copy_one, copy_text=CopyTextButton(citation(ref)))
    sharing = InlineKeyboardButton(texts.browse.share, url=share_url(link, ref.headline))
    back = [] if place.kind is Kind.ALONE else [_to(texts.answer.back, place.closed())]
    return InlineKeyboardMarkup([row for row in (turning, [copying, sharing], back) if row])


def share_url(link: str, words: str) -> str:
    """Return the address that lets a member send a link with a few words to any chat."""
    text = shortened(" ".join(words.split()), WORDS_UNITS).encode("utf-8", "replace").decode()
    return SHARE.format(url=url_quoted(link, safe=""), text=url_quoted(text, safe=""))


def _keyboard(
    rows: list[Row], place: Place, total: int, texts: Texts, back: Place | None
) -> InlineKeyboardMarkup | None:
    turning: Row = []
    if place.offset > 0:
        turning.append(_to(texts.browse.earlier, place.at(max(place.offset - A_LIST, 0))))
    if place.offset + A_LIST < total:
        turning.append(_to(texts.browse.later, place.at(place.offset + A_LIST)))
    leaving = [_to(texts.answer.back, back)] if back else []
    kept = [row for row in (*rows, turning, leaving) if row]
    return InlineKeyboardMarkup(kept) if kept else None


def _to(label: str, place: Place) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=place.packed())
