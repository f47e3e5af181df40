"""A place in the paper becomes what is shown there.

These calls block: they are for a thread of their own.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from bot.answering import look_up
from bot.texts import in_simplified
from bot.views.article import article_page
from bot.views.paper import (
    A_LIST,
    Entry,
    article_buttons,
    article_list,
    article_list_buttons,
    page_list,
    page_list_buttons,
)
from bot.views.places import Kind, Place, key_of
from bot.views.render import page_line
from bot.views.rich import Run, shortened
from retrieval.errors import NothingLoaded
from retrieval.types import ArticleId

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import InlineKeyboardMarkup

    from bot.ports import NewsArchive
    from bot.texts import Texts
    from bot.views.rich import Rich

    View = tuple[Rich, InlineKeyboardMarkup | None]

SEARCH_DEPTH = 60  # passages to look through
MOST_FOUND = 40  # articles of a search
MOST_NEAR = 3
NEWEST = 20  # articles that are offered before anything is typed
WORDS_UNITS = 100


def view_of(
    archive: NewsArchive, place: Place, texts: Texts, words: str, link: Callable[[str], str]
) -> View:
    """Return what is shown at a place; `words` are what is searched for there.

    `link` makes the address that opens an article in a chat with the bot. Raises `ModelError`.
    """
    try:
        if place.article:
            return _article(archive, place, texts, link)
        return LISTS[place.kind](archive, place, texts, words)
    except NothingLoaded:
        return (Run(texts.archive_empty),), None


def found_articles(archive: NewsArchive, words: str) -> tuple[Entry, ...]:
    """Return the articles in which some words stand, best first, each with its best passage.

    A few that are only near in meaning follow them.
    """
    found: dict[ArticleId, Entry] = {}
    near: dict[ArticleId, Entry] = {}
    for hit in archive.search(words, SEARCH_DEPTH):
        if hit.lexical_rank is not None:
            found.setdefault(hit.article.id, Entry(hit.article, hit.text))
        else:
            near.setdefault(hit.article.id, Entry(hit.article, hit.text, is_near=True))
    others = [entry for article_id, entry in near.items() if article_id not in found]
    return (*tuple(found.values())[:MOST_FOUND], *others[:MOST_NEAR])


def quoted_articles(archive: NewsArchive, words: str) -> tuple[Entry, ...]:
    """Return articles with an exact quote each: what answers `words`, then where they stand.

    Without words, the newest articles with their beginnings. Raises `NothingLoaded`, `ModelError`.
    """
    if not words:
        newest = newest_articles(archive, 0, NEWEST)
        return tuple(Entry(e.article, archive.article(e.article.id)[1].text) for e in newest)
    found: dict[ArticleId, Entry] = {}
    for quote in archive.ask(words).quotes:
        found.setdefault(quote.citation.article.id, Entry(quote.citation.article, quote.text))
    for entry in found_articles(archive, words):
        if not entry.is_near:  # who sends it to a friend wants no guess
            found.setdefault(entry.article.id, entry)
    return tuple(found.values())


def newest_articles(archive: NewsArchive, start: int, count: int) -> tuple[Entry, ...]:
    """Return a stretch of all articles, those of the newest pages first."""
    pages = archive.pages()
    ends = accumulate(page.articles for page in pages)
    wanted: list[Entry] = []
    for page, end in zip(pages, ends, strict=True):
        begin = end - page.articles
        if end <= start or len(wanted) == count:
            continue
        refs = archive.articles_of(page.source)[max(start - begin, 0) :]
        wanted += [Entry(ref) for ref in refs[: count - len(wanted)]]
    return tuple(wanted)


def _article(archive: NewsArchive, place: Place, texts: Texts, link: Callable[[str], str]) -> View:
    found = look_up(archive, ArticleId(place.article))
    if found is None:
        return (Run(texts.browse.article_none),), None
    page = article_page(*found, (), texts, page=place.article_page)
    address = link(f"a_{place.article}")
    return page.rich, article_buttons(place, found[0], page, texts, address)


def _latest(archive: NewsArchive, place: Place, texts: Texts, _words: str) -> View:
    total = sum(page.articles for page in archive.pages())
    entries = newest_articles(archive, place.offset, A_LIST)
    rich = article_list(texts.browse.latest.format(count=total), entries, place.offset + 1, texts)
    return rich, article_list_buttons(place, entries, total, texts)


def _issues(archive: NewsArchive, place: Place, texts: Texts, _words: str) -> View:
    pages = archive.pages()
    shown = pages[place.offset : place.offset + A_LIST]
    return page_list(len(pages), texts), page_list_buttons(place, shown, len(pages), texts)


def _page(archive: NewsArchive, place: Place, texts: Texts, _words: str) -> View:
    pages = archive.pages()
    numbered = ((n, page) for n, page in enumerate(pages) if key_of(page.source) == place.key)
    number, page = next(numbered, (0, None))
    back = Place(Kind.ISSUES, number // A_LIST * A_LIST)
    if page is None:
        return (Run(texts.browse.nothing_here),), article_list_buttons(place, (), 0, texts, back)
    refs = archive.articles_of(page.source)[place.offset : place.offset + A_LIST]
    entries = tuple(Entry(ref) for ref in refs)
    heading = texts.browse.page.format(page=page_line(page, texts), count=page.articles)
    rich = article_list(heading, entries, place.offset + 1, texts)
    return rich, article_list_buttons(place, entries, page.articles, texts, back)


def _search(archive: NewsArchive, place: Place, texts: Texts, words: str) -> View:
    if not words:
        return (Run(texts.browse.too_old),), None
    short = shortened(words, WORDS_UNITS)
    found = found_articles(archive, words)
    if not found:
        return (Run(texts.browse.found_nothing.format(words=short)),), None
    entries = found[place.offset : place.offset + A_LIST]
    count = sum(not entry.is_near for entry in found)
    heading = texts.browse.found if count else texts.browse.found_only_near
    heading = heading.format(words=short, count=count)
    marked = f"{words} {in_simplified(words)}"
    rich = article_list(heading, entries, place.offset + 1, texts, marked)
    return rich, article_list_buttons(place, entries, len(found), texts)


def _alone(_archive: NewsArchive, _place: Place, texts: Texts, _words: str) -> View:
    return (Run(texts.browse.article_none),), None


LISTS: dict[Kind, Callable[[NewsArchive, Place, Texts, str], View]] = {
    Kind.LATEST: _latest,
    Kind.ISSUES: _issues,
    Kind.PAGE: _page,
    Kind.SEARCH: _search,
    Kind.ALONE: _alone,
}
