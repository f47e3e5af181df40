"""How sure we are that the shown sentences answer the question, as one number from 0 to 1."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.fitted import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping

BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer, and against it.

    - `similarity`: the highest cosine of a shown sentence with the question; `passage_similarity`:
      that of the passage around the best one.
    - `telling`: the highest share of the question's words in a shown sentence, each weighed by its
      rarity in the archive and in the article.
    - `coverage`: the share of the question's content words, weighted by rarity, that stand in the
      best sentence itself.
    - `shown_coverage`, `article_coverage`: the shares that stand in the shown sentences with their
      headlines, and anywhere in the articles.
    - `names_found`: the share of the people, places, works and years named in the question that
      the articles name; 1 when there are none.
    - `nouns_shown`, `nouns_found`: shares of the question's nouns, weighted by rarity, that stand
      in the shown sentences with their headlines, and anywhere in the articles; 1 without nouns.
    - `asks_plainly`: 1 where the question asks for a thing that has a form of its own: a day, a
      person …; `has_plain`: 1 where such a thing is shown, ½ where it is hardly the one meant;
      `support`: the share of the question's words that stand near it, or in the headline.
    - `asks`, `has_expected`: the same as the first two of these for things of every form: a reason,
      a list …
    - `lacks`: 1 where a number, a sum, a day, a name, the winner or the like is asked for, and
      nothing that is shown has one.
    - `agreement`: mean of 1 / rank of the best sentence's passage by words and by meaning.
    """

    similarity: float
    passage_similarity: float
    telling: float
    coverage: float
    shown_coverage: float
    article_coverage: float
    names_found: float
    nouns_shown: float
    nouns_found: float
    asks_plainly: float
    has_plain: float
    support: float
    asks: float
    has_expected: float
    lacks: float
    agreement: float


# At the threshold 95 % of the answerable questions it was fitted on are answered; raising it
# refuses more of both kinds.
WEIGHTS: Mapping[str, float] = fitted().confidence
THRESHOLD = fitted().threshold


def confidence(signals: Signals, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the modelled probability that the shown sentences answer.

    A logistic model: `weights` by signal, and a bias; a signal without a weight counts 0.
    """
    logit = sum(
        w * (1.0 if name == BIAS else getattr(signals, name)) for name, w in weights.items()
    )
    return 1 / (1 + math.exp(-logit))
