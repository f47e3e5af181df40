"""What is found but not wanted: what was shown before, and what is of other days than those asked.

A refusal that comes of it says why.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from retrieval.asking.dated import may_tell_of
from retrieval.asking.when import beyond
from retrieval.text import folded
from retrieval.types import NoEvidenceReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.answer import Evidence
    from retrieval.asking.search import Found
    from retrieval.asking.when import Calendar
    from retrieval.index.catalogue import Catalogue
    from retrieval.types import Article, Query


def unshown(found: Found, query: Query) -> Found:
    """Leave out the sentences that were shown before, where a question only asks for more."""
    if not query.wants_more or query.continues is None:
        return found
    shown = query.continues.answer
    sentences = tuple(s for s in found.sentences if found.text_of(s) not in shown)
    return dataclasses.replace(found, sentences=sentences)


def of_the_places(found: Found) -> Found:
    """Leave out the articles that name none of the places asked about, if any article does."""
    places = found.query.places
    if not places:
        return found
    there = {i for i, known in found.filed.items() if _names_one(places, known.article)}
    sentences = tuple(s for s in found.sentences if s.article.id in there)
    return dataclasses.replace(found, sentences=sentences) if sentences else found


def is_elsewhere(found: Found) -> bool:
    """Whether places are asked about that the best article does not name: 海淀, and it is 丰台."""
    if not found.query.places or not found.sentences:
        return False
    best = found.article_of(found.sentences[0])
    return not _names_one(found.query.places, best)


def _names_one(places: Sequence[str], article: Article) -> bool:
    texts = (folded(article.heading), folded(article.text))
    return any(place in text for place in places for text in texts)


def with_reason(
    evidence: Evidence, query: Query, calendar: Calendar, catalogue: Catalogue
) -> Evidence:
    """Say of evidence that more was asked for, or days of which the archive holds no page.

    In that second case it is withheld, unless an article that it quotes may tell of those days.
    """
    if query.wants_more:
        return dataclasses.replace(evidence, reason=NoEvidenceReason.NOTHING_MORE)
    if not beyond(query.ranges, calendar):
        return evidence
    cited = {quote.citation.article.id: quote.citation.article for quote in evidence.quotes}
    for article in catalogue.articles(cited):
        day = cited[article.id].date
        if any(may_tell_of(asked, day, article.dates) for asked in query.ranges):
            return evidence
    return dataclasses.replace(
        evidence, quotes=(), confidence=0.0, reason=NoEvidenceReason.OUTSIDE_DATES
    )
