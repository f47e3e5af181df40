"""A candidate generation under construction: differences are brought in, batch by batch."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from retrieval.errors import ArticleUnknown
from retrieval.index.removals import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from retrieval.index.editor import GenerationEditor
    from retrieval.index.removals import Removed
    from retrieval.loading.difference import Difference
    from retrieval.loading.identity import Identities
    from retrieval.types import Article, ArticleId, Page


def settle(
    difference: Difference, identities: Identities, removed: Removed, changing: Collection[str]
) -> None:
    """Give corrected articles the ids they had, and leave out what an editor has removed.

    `changing` are stored pages that later differences will replace.
    """
    going = {*changing, *difference.removed, *(page.source for page, _ in difference.changed)}
    settled = identities.settle([page for page, _ in difference.read], going)
    pages = [
        (_without(page, {} if page.source in difference.wanted else removed.articles), origin)
        for page, (_, origin) in zip(settled, difference.read, strict=True)
    ]
    added = len(difference.added)
    difference.added, difference.changed = pages[:added], pages[added:]


def _without(page: Page, removed: Mapping[str, Mapping[ArticleId, str]]) -> Page:
    out = removed.get(page.source, {})
    left = tuple(article for article in page.articles if out.get(article.id) != digest(article))
    return dataclasses.replace(page, articles=left)


class Building:
    """Brings differences into an editor, and remembers what went in and what went out.

    `changing` are stored pages that later differences will replace: they hold no article back.
    """

    def __init__(self, editor: GenerationEditor, changing: Collection[str]) -> None:
        self._editor = editor
        self._catalogue = editor.catalogue
        self._changing = set(changing)
        self.put: dict[ArticleId, None] = {}
        self.gone: set[ArticleId] = set()
        self._dropped: dict[ArticleId, Article] = {}

    def apply(self, difference: Difference) -> None:
        """Bring one difference in."""
        replaced = [*difference.removed, *(page.source for page, _ in difference.changed)]
        loose = {i for source in replaced for i in self._catalogue.printed_on(source)}
        for source in replaced:
            self._catalogue.remove_page(source)
            self._changing.discard(source)
        for source in difference.wanted:
            self._catalogue.removals.forget(source)
        for page, origin in difference.read:
            for article in page.articles:
                self._place(article)
            self._catalogue.put_page(page, origin)
        for page in difference.as_read:
            self._catalogue.put_as_read(page)
        self._drop(i for i in sorted(loose) if not self._catalogue.printed_in(i))

    def drop_article(self, article_id: ArticleId) -> tuple[str, ...]:
        """Take one article out of every page; returns the sources of these pages."""
        article, sources = (
            self._catalogue.article(article_id),
            self._catalogue.printed_in(article_id),
        )
        self._catalogue.removals.add_article(article, sources)
        self._catalogue.unprint(article_id)
        self._drop([article_id])
        return sources

    def _place(self, article: Article) -> None:
        """Put an article in unless the same is stored, or another page still prints its text."""
        printed = set(self._catalogue.printed_in(article.id)) - self._changing
        if printed:
            return
        try:
            stored = self._catalogue.article(article.id)
        except ArticleUnknown:
            stored = None
        if stored == article:
            return
        if stored is not None:
            self._editor.remove(article.id)
        self._editor.put(article)
        if self._dropped.pop(article.id, None) != article:  # else it has only moved to another page
            self.put[article.id] = None
        self.gone.discard(article.id)

    def _drop(self, ids: Iterable[ArticleId]) -> None:
        for article_id in ids:
            if article_id not in self.put:
                self._dropped[article_id] = self._catalogue.article(article_id)
            self._editor.remove(article_id)
            self.put.pop(article_id, None)
            self.gone.add(article_id)
