"""Measures of one reply against what is known of its question; formulas of our own.

All look at what would be shown, withheld or not; what withholding costs is measured apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.evaluation.comparable import compact, holds, page_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.collections import Evidence, Question
    from retrieval.evaluation.replies import Reply, ShownQuote

MAX_SHOWN = 3
"""Quotes of a reply that count; a longer reply is held to its first ones."""


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """How a reply to an answerable question does.

    `evidence` is the share of the question's pieces of evidence that are shown, from 0 to 1;
    `key` is 1 when every required string is, else 0; each is `None` where the question names
    none. `supported` is 1 when all evidence or the whole key is shown, else 0. `served` is
    `supported` where the reply was answered, and 0 where it was withheld.
    """

    evidence: float | None
    key: float | None
    supported: float
    served: float


def answer_scores(question: Question, reply: Reply) -> AnswerScores | None:
    """Return the scores of a reply, or `None` where the question has nothing to hold it to."""
    if not question.answerable or not (question.evidence or question.key):
        return None
    quotes = reply.quotes[:MAX_SHOWN]
    evidence = _share(question.evidence, quotes) if question.evidence else None
    key = _key(question.key, quotes) if question.key else None
    supported = float(evidence == 1.0 or key == 1.0)
    return AnswerScores(evidence, key, supported, supported if reply.answered else 0.0)


def exactness(reply: Reply) -> float | None:
    """Return the share of the reply's quotes that are exact, or `None` when it has none."""
    if not reply.quotes:
        return None
    return sum(quote.exact for quote in reply.quotes) / len(reply.quotes)


def _share(pieces: Sequence[Sequence[Evidence]], quotes: Sequence[ShownQuote]) -> float:
    shown = sum(any(_shows(quotes, e) for e in alternatives) for alternatives in pieces)
    return shown / len(pieces)


def _shows(quotes: Sequence[ShownQuote], evidence: Evidence) -> bool:
    """Say whether the quotes show a piece of evidence: its span, or its words on its page."""
    span = evidence.span
    if span is not None:
        return any(
            q.article_id == evidence.article_id and q.start <= span.start and span.end <= q.end
            for q in quotes
        )
    own = [q for q in quotes if page_name(q.source) == page_name(evidence.source)]
    if not evidence.quote:
        return any(compact(q.headline) == compact(evidence.headline) for q in own)
    in_order = sorted(own, key=lambda q: (q.article_id, q.start))
    return holds("".join(q.text for q in in_order), evidence.quote)


def _key(key: Sequence[Sequence[str]], quotes: Sequence[ShownQuote]) -> float:
    shown = [compact(quote.text) for quote in quotes]
    return float(all(any(compact(s) in text for s in strings for text in shown) for strings in key))
