"""Lets a corrected article keep its id, so that notices and links still mean it.

An id is made from headline and opening; a typo corrected there would else make another article.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from retrieval.index.removals import digest
from retrieval.types import ArticleId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from retrieval.index.catalogue import Catalogue
    from retrieval.types import Article, Page

SAME = 0.9
"""Pairs of neighbouring characters that two versions of one article share, of 1 (Dice)."""


class Identities:
    """Gives ids within one load: an id never stands for two texts, or one of them would be lost.

    `stored` is the catalogue before, `None` where there is none.
    """

    def __init__(self, stored: Catalogue | None) -> None:
        self._stored = stored
        self._given: dict[ArticleId, str] = {}  # the text that an id was handed on to, by digest

    def settle(self, pages: Sequence[Page], going: Set[str]) -> list[Page]:
        """Return pages that were read, whose corrected articles have the ids they are stored under.

        An article of a stored page that the new one has no more gives its id to the new article
        that is most like it, if they are alike enough; not when a page of these, or one that is not
        `going`, prints it.
        """
        printed = {article.id for page in pages for article in page.articles}
        return [self._settled(page, printed, going) for page in pages]

    def _settled(self, page: Page, printed: Set[ArticleId], going: Set[str]) -> Page:
        taken = dict(self._handed_on(page, printed, going)) if self._stored else {}
        articles = []
        for article in page.articles:
            wanted, text = taken.get(article.id, article.id), digest(article)
            if self._given.get(wanted, text) != text:
                wanted = article.id if wanted != article.id else _another(article.id, text)
            elif wanted != article.id:
                self._given[wanted] = text
            articles.append(dataclasses.replace(article, id=wanted))
        return dataclasses.replace(page, articles=tuple(articles))

    def _handed_on(
        self, page: Page, printed: Set[ArticleId], going: Set[str]
    ) -> Iterator[tuple[ArticleId, ArticleId]]:
        stored = self._stored
        assert stored is not None
        before = stored.printed_on(page.source)
        lost = [i for i in before if i not in printed and set(stored.printed_in(i)) <= going]
        fresh = [a for a in page.articles if a.id not in before and not stored.printed_in(a.id)]
        if lost and fresh:
            yield from _matches(list(stored.articles(lost)), fresh)


def _another(article_id: ArticleId, text: str) -> ArticleId:
    """Return an id for a text whose own was handed on to another one."""
    return ArticleId("a" + hashlib.sha256(f"{article_id}\n{text}".encode()).hexdigest()[:10])


def _matches(
    old: Sequence[Article], fresh: Sequence[Article]
) -> Iterator[tuple[ArticleId, ArticleId]]:
    """Yield (new id, old id) of each pair of versions, the most alike first."""
    before = [(article, _pairs(article)) for article in old]
    alike = [
        (_dice(pairs, _pairs(article)), was.id, article.id)
        for article in fresh
        for was, pairs in before
    ]
    matched: set[ArticleId] = set()
    for share, old_id, new_id in sorted(alike, key=lambda found: (-found[0], *found[1:])):
        if share >= SAME and old_id not in matched and new_id not in matched:
            matched |= {old_id, new_id}
            yield new_id, old_id


def _pairs(article: Article) -> Counter[str]:
    text = f"{article.heading}\n{article.text}"
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
