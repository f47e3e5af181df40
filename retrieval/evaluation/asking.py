"""Asks an archive a question as the bot does, and writes down what would have been shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.evaluation.replies import Reply, ShownQuote
from retrieval.types import AnswerStatus

if TYPE_CHECKING:
    from retrieval.archive import Archive
    from retrieval.asking.confidence import Signals
    from retrieval.evaluation.collections import Question
    from retrieval.types import Hit, Quote, Turn

RANKED_PASSAGES = 100
"""Passages that are searched for a ranking of articles."""


def ask(archive: Archive, question: Question) -> Reply:
    """Ask a question; quotes that were withheld are in the reply, which is then not answered.

    A passage stands for its article: an article ranks where its best passage does.
    """
    answer = archive.ask(question.text, context=question.context)
    hits = archive.search(question.text, RANKED_PASSAGES, context=question.context)
    talked = answer.status is AnswerStatus.SMALL_TALK
    answered = answer.status is AnswerStatus.ANSWERED
    quotes = answer.quotes if answered else _weighed(archive, question.text, question.context)
    return Reply(
        question_id=question.id,
        ranking=ranked_articles(hits),
        answered=answered,
        status=answer.status.value,
        confidence=0.0 if talked else answer.confidence,
        quotes=tuple(_shown(archive, quote) for quote in quotes),
        latency_ms=answer.elapsed_ms,
        alone=_alone(archive, question) if question.context else None,
    )


def weigh(archive: Archive, question: Question) -> tuple[Signals, Reply] | None:
    """Return what speaks for the quotes that a question would be shown, and those in a reply.

    The reply ranks nothing. `None` when there is nothing to show or to weigh.
    """
    evidence = archive.weigh(question.text, context=question.context)
    if evidence is None or evidence.signals is None:
        return None
    quotes = tuple(_shown(archive, quote) for quote in evidence.quotes)
    return evidence.signals, Reply(question.id, (), quotes=quotes)


def ranked_articles(hits: tuple[Hit, ...]) -> tuple[tuple[str, float], ...]:
    """Return (article id, score of its best passage), best first, each article once."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.article.id, hit.score)
    return tuple(best.items())


def is_exact(quote: Quote, text: str) -> bool:
    """Say whether a quote is the stretch of the article's `text` that its citation names.

    The passage around it must stand in the text as well, and what is in bold within the quote.
    """
    span = quote.citation.span
    inside = all(0 <= e.start < e.end <= len(quote.text) for e in quote.emphasis)
    same = 0 <= span.start < span.end and text[span.start : span.end] == quote.text
    return same and inside and quote.surrounding in text


def _weighed(archive: Archive, text: str, context: Turn | None) -> tuple[Quote, ...]:
    evidence = archive.weigh(text, context=context)
    return evidence.quotes if evidence is not None else ()


def _alone(archive: Archive, question: Question) -> tuple[ShownQuote, ...]:
    return tuple(_shown(archive, quote) for quote in _weighed(archive, question.text, None))


def _shown(archive: Archive, quote: Quote) -> ShownQuote:
    reference, span = quote.citation.article, quote.citation.span
    _, article = archive.article(reference.id)
    return ShownQuote(
        article_id=reference.id,
        headline=reference.headline,
        source=reference.source,
        start=span.start,
        end=span.end,
        text=quote.text,
        exact=is_exact(quote, article.text),
    )
