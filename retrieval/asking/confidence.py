"""How sure we are that the shown sentences answer the question, as one number from 0 to 1."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer.

    `similarity` is the best shown sentence's cosine with the question. The coverages are the
    shares of the question's content words, weighted by rarity, that stand in the shown sentences
    with their headline, and anywhere in the article.
    """

    similarity: float
    sentence_coverage: float
    article_coverage: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over the signals."""

    bias: float
    similarity: float
    sentence_coverage: float
    article_coverage: float


WEIGHTS = Weights(bias=-30.0, similarity=32.0, sentence_coverage=1.0, article_coverage=3.0)
THRESHOLD = 0.5


def confidence(signals: Signals, weights: Weights = WEIGHTS) -> float:
    """Return the modelled probability that the shown sentences answer."""
    logit = (
        weights.bias
        + weights.similarity * signals.similarity
        + weights.sentence_coverage * signals.sentence_coverage
        + weights.article_coverage * signals.article_coverage
    )
    return 1 / (1 + math.exp(-logit))
