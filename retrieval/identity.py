"""Lets a corrected article keep its id, so that notices and links still mean it.

An id is made from headline and opening; a typo corrected there would else make another article.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from retrieval.index.catalogue import Catalogue
    from retrieval.types import Article, ArticleId, Page

SAME = 0.8
"""Pairs of neighbouring characters that two versions of one article share, of 1 (Dice)."""


def keep_identity(page: Page, stored: Catalogue, going: Set[str]) -> Page:
    """Return a page, read anew, whose corrected articles have the ids that they are stored under.

    An article of the stored page that the new one has no more gives its id to the new article that
    is most like it, if they are alike enough; not when a page that is not `going` prints it.
    """
    printed = stored.printed_on(page.source)
    ids = {article.id for article in page.articles}
    lost = [i for i in printed if i not in ids and set(stored.printed_in(i)) <= going]
    fresh = [a for a in page.articles if a.id not in printed and not stored.printed_in(a.id)]
    if not lost or not fresh:
        return page
    old = {article.id: article for article in stored.articles(lost)}
    taken = dict(_matches(list(old.values()), fresh))
    articles = (
        dataclasses.replace(article, id=taken.get(article.id, article.id))
        for article in page.articles
    )
    return dataclasses.replace(page, articles=tuple(articles))


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
