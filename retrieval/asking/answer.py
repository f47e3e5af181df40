"""What was found becomes an answer: the sentences that answer, quoted exactly, or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.confidence import Signals, confidence
from retrieval.text import fold
from retrieval.types import ArticleRef, Citation, NoEvidenceReason, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.search import Found, ScoredSentence

MAX_QUOTES = 3
MAX_NEAREST = 3
# What the words of the question beyond the headline, and a day or a number where the question
# asks for one, are worth beside a cosine.
COVERAGE_WEIGHT = 0.2
EXPECTED_WEIGHT = 0.1
# How far below the best sentence another one may lie and still be shown.
FITNESS_MARGIN = 0.15
# An article that has this share of the question's words is on its subject.
ON_SUBJECT_COVERAGE = 0.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer would show, how sure we are that it answers, and what to say if it does not.

    `quotes` and `nearest` stand best first; `signals` are what the confidence was worked out from,
    `None` when nothing was found.
    """

    quotes: tuple[Quote, ...]
    confidence: float
    nearest: tuple[ArticleRef, ...]
    reason: NoEvidenceReason
    signals: Signals | None = None


def gather(found: Found) -> Evidence:
    """Return the best sentences of what was found, with the confidence that they answer."""
    nearest = tuple(dict.fromkeys(hit.article for hit in found.hits))[:MAX_NEAREST]
    if not found.sentences:
        return Evidence((), 0.0, nearest, NoEvidenceReason.NOTHING_ON_SUBJECT)
    chosen = _choose(found)
    signals = _signals(chosen, found)
    on_subject = signals.article_coverage >= ON_SUBJECT_COVERAGE
    reason = NoEvidenceReason.DETAIL_MISSING if on_subject else NoEvidenceReason.NOTHING_ON_SUBJECT
    quotes = tuple(_quote(sentence, found) for sentence in chosen)
    return Evidence(quotes, confidence(signals), nearest, reason, signals)


def _choose(found: Found) -> list[ScoredSentence]:
    """Return the best sentences of the best article, best first.

    Within one article, words of its headline tell no sentence from another, so only the others
    count, beside the cosine and whether the sentence has what the question asks for.
    """
    article = found.articles[found.sentences[0].article.id]
    rarity = found.rarity.beyond(fold(article.heading))

    def fitness(sentence: ScoredSentence) -> float:
        text = fold(article.text[sentence.span.start : sentence.span.end])
        coverage = rarity.coverage(text)
        return (
            sentence.similarity
            + COVERAGE_WEIGHT * coverage
            + EXPECTED_WEIGHT * sentence.has_expected
        )

    fit = {s: fitness(s) for s in found.sentences if s.article.id == article.id}
    best_first = sorted(fit, key=lambda s: (-fit[s], s.span.start))
    least = fit[best_first[0]] - FITNESS_MARGIN
    return [s for s in best_first if fit[s] >= least][:MAX_QUOTES]


def _signals(chosen: Sequence[ScoredSentence], found: Found) -> Signals:
    article = found.articles[chosen[0].article.id]
    heading, text = fold(article.heading), fold(article.text)
    shown = [fold(article.text[s.span.start : s.span.end]) for s in chosen]
    named = [name in heading or name in text for name in found.names]
    return Signals(
        similarity=chosen[0].similarity,
        shown_coverage=found.rarity.coverage(heading, *shown),
        article_coverage=found.rarity.coverage(heading, text),
        names_found=sum(named) / len(named) if named else 1.0,
    )


def _quote(sentence: ScoredSentence, found: Found) -> Quote:
    text = found.articles[sentence.article.id].text
    return Quote(
        text=text[sentence.span.start : sentence.span.end],
        citation=Citation(sentence.article, sentence.span),
        surrounding=text[sentence.surrounding.start : sentence.surrounding.end],
    )
