"""An article as a member reads it in a message: pages cut at sentence ends, its quotes marked.

Pure: no Telegram, no clock, no archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.views.render import correction, printed_in, source_line, withdrawal
from bot.views.rich import Run, Style, plain, shortened, split
from retrieval.types import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import Article, ArticleRef, Quote

PAGE_UNITS = 1800  # about two screens of a phone
HEADER_UNITS = 1200
HEADLINE_UNITS = 300
SNIPPET_UNITS = 72
LEAD_UNITS = 450

MARK = (Style.BOLD, Style.UNDERLINE)
STYLES = {
    BlockKind.SUBHEAD: (Style.BOLD,),
    BlockKind.CAPTION: (Style.ITALIC,),
    BlockKind.CREDIT: (Style.ITALIC,),
}


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of an article: what is shown, which page it is (from 0), and how many there are."""

    rich: Rich
    number: int
    count: int


def article_page(
    ref: ArticleRef,
    article: Article,
    quotes: Sequence[Quote],
    texts: Texts,
    *,
    page: int | None = None,
    changed: bool = False,
) -> ArticlePage:
    """Return a page of an article; without a number, the first one on which a quote stands.

    Of one that was withdrawn only that it was, and why.
    """
    if ref.withdrawal:
        header = _header(ref, article, texts, whole=True)
        return ArticlePage((*header, Run(withdrawal(ref, texts))), 0, 1)
    body = tuple(_body(article, tuple(_places(article, quotes))))
    pages = split(body, PAGE_UNITS) or ((Run(""),),)
    if page is None:
        page = next((n for n, part in enumerate(pages) if _is_marked(part)), 0)
    page = min(page, len(pages) - 1)
    rich = [*_header(ref, article, texts, whole=page == 0), *_without_end(pages[page])]
    if len(pages) > 1:
        place = texts.answer.position.format(page=page + 1, pages=len(pages))
        rich.append(Run(f"\n\n{place}", (Style.ITALIC,)))
    if changed:
        rich.append(Run(f"\n\n{texts.answer.article_changed}", (Style.ITALIC,)))
    return ArticlePage(tuple(rich), page, len(pages))


def gone_article(ref: ArticleRef, quotes: Sequence[Quote], texts: Texts) -> Rich:
    """Return what is left of an article that is not in the archive any more: what was quoted."""
    shown = dict.fromkeys(quote.surrounding or quote.text for quote in quotes)
    rich = (
        *_cut(source_line(ref, texts), HEADER_UNITS),
        Run(f"\n\n{texts.answer.article_gone}", (Style.ITALIC,)),
        *(Run(f"\n\n{text}") for text in shown),
    )
    return _cut(rich, HEADER_UNITS + PAGE_UNITS)


def more_articles(leads: Sequence[Quote], texts: Texts) -> Rich:
    """Return a numbered list of what else was found, each with a few of its words."""
    if not leads:
        return (Run(texts.answer.more_none),)
    rich = [Run(texts.answer.more_heading, (Style.BOLD,))]
    for number, lead in enumerate(leads, start=1):
        article = lead.citation.article
        words = shortened(" ".join(lead.text.split()), SNIPPET_UNITS)
        line = (
            Run(f"\n\n{number}. "),
            Run(shortened(article.headline, SNIPPET_UNITS), (Style.BOLD,)),
            Run(f"\n{words}\n—— {printed_in(article, texts)}"),
        )
        rich.extend(_cut(line, LEAD_UNITS))
    return tuple(rich)


def _header(ref: ArticleRef, article: Article, texts: Texts, *, whole: bool) -> Rich:
    """Return headline and source; on the first page with kicker, subhead and byline."""
    headline = Run(shortened(ref.headline, HEADLINE_UNITS) + "\n", (Style.BOLD,))
    if not whole:
        return (headline, Run("\n"))
    byline = texts.separator + ref.byline if ref.byline else ""
    rich = (
        Run(f"{article.kicker}\n" if article.kicker else ""),
        headline,
        Run(f"{article.subhead}\n" if article.subhead else ""),
        Run(printed_in(ref, texts) + byline, (Style.ITALIC,)),
    )
    return (*_cut(rich, HEADER_UNITS), *correction(ref, texts), Run("\n\n"))


def _body(article: Article, marks: Sequence[Span]) -> Iterator[Run]:
    """Yield the blocks of an article, a blank line between them, with the marked spans in bold."""
    for place, block in enumerate(article.blocks):
        if place:
            yield Run("\n\n")
        style = STYLES.get(block.kind, ())
        done = block.start
        for mark in marks:
            start, end = max(mark.start, done), min(mark.end, block.end)
            if start < end:
                yield Run(article.text[done:start], style)
                yield Run(article.text[start:end], MARK)
                done = end
        yield Run(article.text[done : block.end], style)


def _places(article: Article, quotes: Sequence[Quote]) -> Iterator[Span]:
    """Yield where the quotes stand in the article as it reads now, in order."""
    found = []
    for quote in quotes:
        span = quote.citation.span
        start = span.start
        if article.text[span.start : span.end] != quote.text:
            start = article.text.find(quote.text)
        if start >= 0 and quote.text:
            found.append((start, start + len(quote.text)))
    for start, end in sorted(found):
        yield Span(start, end)


def _without_end(rich: Rich) -> Rich:
    """Return a page without the blank line at which it was cut."""
    *before, last = rich
    return (*before, Run(last.text.rstrip(), last.styles)) if last.text.strip() else tuple(before)


def _is_marked(rich: Rich) -> bool:
    return any(run.styles == MARK and run.text.strip() for run in rich)


def _cut(rich: Rich, limit: int) -> Rich:
    """Return the beginning of a text, with an ellipsis where something is left out."""
    parts = split(rich, limit)
    if len(parts) < 2:
        return rich
    return (*parts[0], Run("…")) if plain(parts[0]) else ()
