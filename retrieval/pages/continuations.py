"""Articles that go on in another file: 下转第×版 on one page, 上接第×版 on another of the same day.

The article stands on the page where it begins; its text goes on with the other page's, and the
pieces of that text name the file they come from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.pages.furniture import back_note, forward_note
from retrieval.pages.people import merge_people
from retrieval.pages.shapes import agreement, ends_sentence
from retrieval.types import Block, BlockKind, Break, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.types import Article, Entry, Page


@dataclass(frozen=True, slots=True)
class _End:
    """One side of a break: the article, where it stands, and the page number its note names."""

    page: int
    article: int
    number: str


def join_continuations(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Join articles that go on on another page of the same newspaper and day.

    Pages come back in the order given. What finds no partner stays as it is. A joined rest is no
    article of its page any more: its entries in the account keep their place and lose the article.
    """
    joined = list(pages)
    taken: set[tuple[int, int]] = set()
    rests = [end for at in range(len(pages)) for end in _ends(pages, at, forward=False)]
    for at in range(len(pages)):
        for begun in _ends(pages, at, forward=True):
            fitting = [end for end in rests if _fits(pages, begun, end)]
            fitting = [end for end in fitting if (end.page, end.article) not in taken]
            if not fitting:
                continue
            rest = max(fitting, key=lambda end, begun=begun: _likeness(pages, begun, end))  # type: ignore[misc]
            taken.add((rest.page, rest.article))
            joined[at] = _with_rest(joined[at], begun.article, pages[rest.page], rest.article)
    return tuple(
        _without(page, {article for of, article in taken if of == at})
        for at, page in enumerate(joined)
    )


def _ends(pages: Sequence[Page], at: int, *, forward: bool) -> Iterator[_End]:
    """Return a page's breaks of one kind."""
    for found in pages[at].breaks:
        if found.forward is forward:
            yield _End(at, found.article, found.number)


def breaks_of(page: Page) -> Iterator[Break]:
    """Find the notes of a page, with the article that breaks off or goes on there."""
    for entry in page.account:
        if entry.place is not Place.FURNITURE:
            continue
        for read, forward in ((forward_note, True), (back_note, False)):
            note = read(_printed(page, entry))
            article = _article_beside(page, entry, behind=not forward) if note else None
            if note and article is not None:
                yield Break(article, note[1], forward)


def _printed(page: Page, entry: Entry) -> str:
    return page.lines[entry.line - 1][entry.column : entry.column + entry.length]


def _article_beside(page: Page, note: Entry, *, behind: bool) -> int | None:
    """Return the article whose text stands right behind a note, or right before it."""
    place = (note.line, note.column)
    texts = [entry for entry in page.account if entry.place is Place.PARAGRAPH]
    if behind:
        return next((entry.article for entry in texts if (entry.line, entry.column) > place), None)
    before = [entry.article for entry in texts if (entry.line, entry.column) < place]
    return before[-1] if before else None


def _fits(pages: Sequence[Page], begun: _End, rest: _End) -> bool:
    """Whether two notes can name each other: same day and newspaper, and each the other's page."""
    first, second = pages[begun.page], pages[rest.page]
    if begun.page == rest.page or _day(first) != _day(second):
        return False
    if first.newspaper and second.newspaper and first.newspaper != second.newspaper:
        return False
    return _names(begun.number, second.number) and _names(rest.number, first.number)


def _day(page: Page) -> object:
    return page.date.day if page.date and not page.date.inferred else None


def _names(noted: str, number: str) -> bool:
    """Whether a note can mean a page; a page of unknown number can always be meant."""
    return not number or noted == number or noted.lstrip("ABCD") == number.lstrip("ABCD")


def _likeness(pages: Sequence[Page], begun: _End, rest: _End) -> float:
    """How much the words of a rest's headline and text are those of the article that broke off."""
    first = pages[begun.page].articles[begun.article]
    second = pages[rest.page].articles[rest.article]
    whole = first.headline + first.text
    return agreement(second.headline, whole) + agreement(second.text[:200], whole)


def _with_rest(page: Page, at: int, other: Page, rest: int) -> Page:
    articles = list(page.articles)
    articles[at] = _continued(articles[at], other.articles[rest], other.source)
    return replace(page, articles=tuple(articles))


def _continued(article: Article, rest: Article, source: str) -> Article:
    """Append the rest of an article; a sentence cut by the break becomes whole again."""
    mends = _mends(article, rest)
    shift = len(article.text) + (0 if mends else 1)
    blocks = [Block(block.kind, block.start + shift, block.end + shift) for block in rest.blocks]
    own = list(article.blocks)
    if mends:
        own[-1] = replace(own[-1], end=blocks.pop(0).end)
    pieces = (
        replace(piece, start=piece.start + shift, end=piece.end + shift, source=source)
        for piece in rest.pieces
    )
    return replace(
        article,
        text=article.text + ("" if mends else "\n") + rest.text,
        blocks=(*own, *blocks),
        pieces=(*article.pieces, *pieces),
        people=merge_people([article.people, rest.people]),
        credit=article.credit or rest.credit,
        dates=(*article.dates, *(date for date in rest.dates if date not in article.dates)),
    )


def _mends(article: Article, rest: Article) -> bool:
    """Whether the break cut a sentence between two paragraphs."""
    if not (article.blocks and rest.blocks):
        return False
    kinds = {article.blocks[-1].kind, rest.blocks[0].kind}
    return kinds == {BlockKind.PARAGRAPH} and not ends_sentence(article.text)


def _without(page: Page, gone: set[int]) -> Page:
    """Take joined rests off a page and count its articles anew."""
    if not gone:
        return page
    kept = [index for index in range(len(page.articles)) if index not in gone]
    renumbered = {old: new for new, old in enumerate(kept)}
    account = tuple(
        entry if entry.article is None else replace(entry, article=renumbered.get(entry.article))
        for entry in page.account
    )
    return replace(
        page,
        articles=tuple(page.articles[index] for index in kept),
        account=account,
        breaks=tuple(
            replace(found, article=renumbered[found.article])
            for found in page.breaks
            if found.article in renumbered
        ),
    )
