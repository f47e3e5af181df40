"""Finds made by hand, for tests of what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.asking.expected import expectation
from retrieval.asking.rank import TermRarity, signal_names
from retrieval.asking.search import Found, ScoredSentence
from retrieval.asking.signals import SentenceSignals
from retrieval.index.recent import FiledArticle
from retrieval.text import split_sentences
from retrieval.types import (
    Article,
    ArticleId,
    ArticleRef,
    Block,
    BlockKind,
    DateSource,
    PageDate,
    Query,
    Span,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

NOTHING = SentenceSignals(**dict.fromkeys(signal_names(SentenceSignals), 0.0))


def article(article_id: str, text: str, headline: str = "平湖要闻") -> Article:
    """An article of one paragraph a line."""
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    return Article(ArticleId(article_id), headline, text, (block,))


def found(
    question: str,
    articles: Sequence[Article],
    scores: Mapping[str, float],
    *,
    names: tuple[str, ...] = (),
    terms: Mapping[str, float] | None = None,
    days: Mapping[str, dt.date] | None = None,
    **signals: float,
) -> Found:
    """What a search would have found: each sentence that `scores` names by its beginning."""
    sentences, filed = [], {}
    for one in articles:
        day = (days or {}).get(one.id)
        date = PageDate(day, DateSource.FRONT_MATTER) if day else None
        reference = ArticleRef(one.id, one.headline, f"{one.id}.txt", "平湖日报", "1", date, "")
        filed[one.id] = FiledArticle(one, reference, ())
        for span in split_sentences(one.text):
            text = one.text[span.start : span.end]
            score = next((s for start, s in scores.items() if text.startswith(start)), None)
            if score is not None:
                lead = float(span.start == 0)
                own = NOTHING._replace(**{"lead": lead, **signals})
                sentences.append(ScoredSentence(reference, span, span, own, score))
    sentences.sort(key=lambda s: (-s.score, s.article.id, s.span.start))
    return Found(
        Query(question, question, tuple(terms or {}), names),
        expectation(question),
        TermRarity(terms or {}),
        TermRarity({}),
        (),
        tuple(sentences),
        filed,
    )


def texts(shown: Sequence[ScoredSentence], given: Found) -> list[str]:
    """The words of sentences."""
    return [given.text_of(s) for s in shown]


__all__ = ["NOTHING", "Span", "article", "found", "texts"]
