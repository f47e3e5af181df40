"""Ranking: rankings fused by rank, words weighed by rarity, sentences scored by their signals."""

from __future__ import annotations

import dataclasses
import math
import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from retrieval.asking.signals import SentenceSignals

RANK_CONSTANT = 60  # Cormack, Clarke and Büttcher 2009


def fuse(
    rankings: Sequence[tuple[Sequence[int], float]], *, rank_constant: int = RANK_CONSTANT
) -> list[tuple[int, float]]:
    """Return (id, score) over all rankings, best first, ties by lower id.

    Each ranking is ids, best first, with a weight; an id gets `weight / (rank_constant + rank)`
    from each ranking that has it, ranks counting from 1. Reciprocal rank fusion, Cormack et al.
    2009, with a weight for each ranking.
    """
    scores: dict[int, float] = {}
    for ids, weight in rankings:
        for rank, item in enumerate(ids, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (rank_constant + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True, slots=True)
class TermRarity:
    """The content words of a question, each weighed by how rare it is in the archive."""

    weights: Mapping[str, float]
    _total: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_total", math.fsum(self.weights.values()))

    @classmethod
    def of(
        cls, terms: Iterable[str], total: int, document_frequency: Callable[[str], int]
    ) -> TermRarity:
        """Weigh `terms` by the inverse document frequency of BM25, ln(1 + (N - n + ½)/(n + ½)).

        Robertson and Spärck Jones, with the 1 that keeps it positive, as in Lucene.
        """
        weights = {}
        for term in terms:
            frequency = document_frequency(term)
            weights[term] = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return cls(weights)

    def standing_in(self, folded_text: str) -> frozenset[str]:
        """Return the words that stand in a folded text."""
        return frozenset([term for term in self.weights if term in folded_text])

    def share(self, terms: Iterable[str]) -> float:
        """Return the share that some of the words have in the weight of all; 0 without words.

        The sum is exact, so that it is the same in whatever order the words come.
        """
        if not self._total:
            return 0.0
        return math.fsum([self.weights[term] for term in terms]) / self._total

    def coverage(self, *folded_texts: str) -> float:
        """Return the share of the words, by weight, that stand in any of the folded texts.

        A question of no words is covered by nothing: 0.
        """
        return self.share(frozenset().union(*map(self.standing_in, folded_texts)))


class Ranker:
    """Scores sentences: a weighted sum of their signals, comparable within one question only."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = tuple(weights.values())
        self._signals = [operator.attrgetter(name) for name in weights]

    def score(self, signals: SentenceSignals) -> float:
        """Return the score of a sentence; bigger is better. A signal without a weight counts 0."""
        values = [signal(signals) for signal in self._signals]
        return math.fsum(map(operator.mul, values, self._weights))


def names_of(signals_type: type) -> tuple[str, ...]:
    """Return the names of the signals that a dataclass holds, in order."""
    return tuple(field.name for field in dataclasses.fields(signals_type))
