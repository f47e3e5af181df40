"""How sure we are that the shown sentences answer the question, as one number from 0 to 1."""

from __future__ import annotations

import math
from dataclasses import dataclass

from retrieval.asking.fitted import fitted


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer.

    `similarity` is the best shown sentence's cosine with the question. The coverages are the
    shares of the question's content words, weighted by rarity, that stand in the shown sentences
    with their headline, and anywhere in the article.
    """

    similarity: float
    shown_coverage: float
    article_coverage: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over the signals."""

    bias: float
    similarity: float
    shown_coverage: float
    article_coverage: float


# At the threshold 95 % of the answerable questions it was fitted on are answered; raising it
# refuses more of both kinds.
WEIGHTS = Weights(**fitted().confidence)
THRESHOLD = fitted().threshold


def confidence(signals: Signals, weights: Weights = WEIGHTS) -> float:
    """Return the modelled probability that the shown sentences answer."""
    logit = (
        weights.bias
        + weights.similarity * signals.similarity
        + weights.shown_coverage * signals.shown_coverage
        + weights.article_coverage * signals.article_coverage
    )
    return 1 / (1 + math.exp(-logit))
