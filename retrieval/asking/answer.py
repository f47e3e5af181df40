"""Hits become an answer: the sentences that answer, quoted exactly, or an honest no."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.confidence import Signals, confidence
from retrieval.text import fold
from retrieval.types import (
    ArticleRef,
    Citation,
    NoEvidenceReason,
    Query,
    Quote,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.asking.search import Found
    from retrieval.index.generation import Generation
    from retrieval.types import ArticleId, SentenceId

MAX_QUOTES = 3
MAX_NEAREST = 3
# How far below the best sentence's score another one may lie and still be shown.
SCORE_MARGIN = 0.03
# What full coverage of the question's words, and the first place among the hits, are worth
# beside a cosine. The cosines of one question's sentences lie within about 0.1 of each other.
COVERAGE_WEIGHT = 0.10
RANK_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answer to a query would show, and how sure we are that it answers (0 to 1)."""

    quotes: tuple[Quote, ...]
    confidence: float
    nearest: tuple[ArticleRef, ...]
    reason: NoEvidenceReason
    signals: Signals | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer."""

    article: ArticleRef
    span: Span
    surrounding: Span
    similarity: float
    covered: frozenset[str]
    score: float


def gather(query: Query, found: Found, generation: Generation) -> Evidence:
    """Return the best sentences of what was found, with the confidence that they answer."""
    nearest = _articles_in_order(found)[:MAX_NEAREST]
    weights = _term_weights(query, generation)
    candidates = _candidates(found, weights, generation)
    if not candidates:
        return Evidence((), 0.0, nearest, NoEvidenceReason.NOTHING_ON_SUBJECT)
    chosen = _choose(candidates)
    best = chosen[0]
    signals = Signals(
        similarity=max(c.similarity for c in chosen),
        sentence_coverage=_share(frozenset().union(*(c.covered for c in chosen)), weights),
        article_coverage=_share(_covered_by_article(best.article.id, found, weights), weights),
    )
    on_subject = signals.article_coverage >= 0.5
    reason = (
        NoEvidenceReason.DETAIL_MISSING if on_subject else NoEvidenceReason.NOTHING_ON_SUBJECT
    )
    quotes = tuple(_quote(c, found) for c in _in_reading_order(chosen))
    return Evidence(quotes, confidence(signals), nearest, reason, signals)


def _articles_in_order(found: Found) -> tuple[ArticleRef, ...]:
    return tuple(dict.fromkeys(hit.article for hit in found.hits))


def _term_weights(query: Query, generation: Generation) -> dict[str, float]:
    """Weigh each term by its rarity: the inverse document frequency of BM25."""
    total = generation.lexical.count()
    weights = {}
    for term in query.terms:
        frequency = generation.lexical.document_frequency(term)
        weights[term] = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
    return weights


def _candidates(
    found: Found, weights: Mapping[str, float], generation: Generation
) -> list[_Candidate]:
    similarities = _similarities(found, generation)
    best_score = found.hits[0].score if found.hits else 1.0
    candidates = []
    for hit in found.hits:
        article = found.articles[hit.article.id]
        heading = fold(f"{article.kicker} {article.headline} {article.subhead}")
        for sentence_id, span in found.passages[hit.passage_id].sentences:
            text = f"{heading} {fold(article.text[span.start : span.end])}"
            covered = frozenset(term for term in weights if term in text)
            score = (
                similarities[sentence_id]
                + COVERAGE_WEIGHT * _share(covered, weights)
                + RANK_WEIGHT * hit.score / best_score
            )
            candidates.append(
                _Candidate(hit.article, span, hit.span, similarities[sentence_id], covered, score)
            )
    return sorted(candidates, key=lambda c: (-c.score, c.article.id, c.span.start))


def _similarities(found: Found, generation: Generation) -> dict[SentenceId, float]:
    ids = [i for hit in found.hits for i, _ in found.passages[hit.passage_id].sentences]
    cosines = generation.sentences.vectors(ids) @ found.vector
    return dict(zip(ids, map(float, cosines), strict=True))


def _share(terms: frozenset[str], weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    return sum(weights[term] for term in terms) / total if total else 0.0


def _covered_by_article(
    article_id: ArticleId, found: Found, weights: Mapping[str, float]
) -> frozenset[str]:
    article = found.articles[article_id]
    text = fold(f"{article.kicker} {article.headline} {article.subhead} {article.text}")
    return frozenset(term for term in weights if term in text)


def _choose(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the best sentence, and those close behind it in the same article."""
    best = candidates[0]
    close = (
        c
        for c in candidates
        if c.article.id == best.article.id and c.score >= best.score - SCORE_MARGIN
    )
    return [c for _, c in zip(range(MAX_QUOTES), close, strict=False)]


def _in_reading_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    return sorted(chosen, key=lambda c: c.span.start)


def _quote(candidate: _Candidate, found: Found) -> Quote:
    text = found.articles[candidate.article.id].text
    return Quote(
        text=text[candidate.span.start : candidate.span.end],
        citation=Citation(candidate.article, candidate.span),
        surrounding=text[candidate.surrounding.start : candidate.surrounding.end],
    )
