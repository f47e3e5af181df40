"""Asks an archive a question as the bot does, and writes down what would have been shown."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from retrieval.evaluation.replies import Reply, ShownQuote
from retrieval.types import AnswerStatus

if TYPE_CHECKING:
    from retrieval.archive import Archive
    from retrieval.asking.options import AskingOptions
    from retrieval.evaluation.collections import Question
    from retrieval.types import Hit, Quote

RANKED_PASSAGES = 100
"""Passages that are searched for a ranking of articles."""


def withholding_nothing(options: AskingOptions) -> AskingOptions:
    """Return the options of an archive that shows its quotes however unsure it is of them."""
    return dataclasses.replace(options, threshold=0.0)


def ask(archive: Archive, question: Question, threshold: float) -> Reply:
    """Ask a question. `archive` withholds nothing; the reply is answered from `threshold` on.

    A passage stands for its article: an article ranks where its best passage does.
    """
    hits = archive.search(question.text, RANKED_PASSAGES, context=question.context)
    answer = archive.ask(question.text, context=question.context)
    talked = answer.status is AnswerStatus.SMALL_TALK
    shown = answer.status is AnswerStatus.ANSWERED
    return Reply(
        question_id=question.id,
        ranking=ranked_articles(hits),
        answered=shown and answer.confidence >= threshold,
        status=_status(answer.status, shown=shown, sure=answer.confidence >= threshold),
        confidence=0.0 if talked else answer.confidence,
        quotes=tuple(_shown(archive, quote) for quote in answer.quotes),
        latency_ms=answer.elapsed_ms,
    )


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


def _status(status: AnswerStatus, *, shown: bool, sure: bool) -> str:
    return (AnswerStatus.NO_EVIDENCE if shown and not sure else status).value
