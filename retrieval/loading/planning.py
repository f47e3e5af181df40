"""What a load would do, told without doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.types import ArticleRef, LoadPlan

if TYPE_CHECKING:
    from retrieval.index.generation import Generation
    from retrieval.loading.difference import Difference
    from retrieval.types import Article, ArticleId, Page


class Planning:
    """Gathers what the differences of a load would do to the articles of a base."""

    def __init__(self, base: Generation | None) -> None:
        self._base = base
        self._printed = base.catalogue.printed() if base else {}
        self._before = frozenset(i for ids in self._printed.values() for i in ids)
        self._read: dict[ArticleId, tuple[ArticleRef, bool]] = {}
        self._differences: list[Difference] = []

    def add(self, difference: Difference) -> None:
        """Take one more difference in; of its pages only their articles' headings are kept."""
        for page, _ in difference.read:
            for article in page.articles:
                changed = article.id in self._before and self._stored(article.id) != article
                self._read.setdefault(article.id, (_reference(article, page), changed))
        for source in difference.removed + [page.source for page, _ in difference.changed]:
            self._printed.pop(source, None)
        self._differences.append(difference.forgetting_articles())

    def plan(self) -> LoadPlan:
        """Return what all differences together would do."""
        left = {i for ids in self._printed.values() for i in ids} | self._read.keys()
        gone = sorted(self._before - left)
        base, parts = self._base, self._differences
        return LoadPlan(
            base=base.number if base else None,
            pages_added=tuple(page.source for d in parts for page, _ in d.added),
            pages_changed=tuple(page.source for d in parts for page, _ in d.changed),
            pages_removed=tuple(source for d in parts for source in d.removed),
            pages_unchanged=tuple(source for d in parts for source in d.unchanged),
            pages_left_out=tuple(source for d in parts for source in d.left_out),
            articles_added=tuple(r for i, (r, _) in self._read.items() if i not in self._before),
            articles_changed=tuple(
                reference for reference, changed in self._read.values() if changed
            ),
            articles_removed=tuple(base.catalogue.reference(i) for i in gone) if base else (),
            failures=tuple(failure for d in parts for failure in d.failures),
            doubts=tuple(doubt for d in parts for doubt in d.doubts),
        )

    def _stored(self, article_id: ArticleId) -> Article:
        assert self._base is not None
        return self._base.catalogue.article(article_id)


def _reference(article: Article, page: Page) -> ArticleRef:
    return ArticleRef(
        id=article.id,
        headline=article.headline,
        source=page.source,
        newspaper=page.newspaper,
        page_number=page.number,
        date=page.date,
        byline=article.byline,
    )
