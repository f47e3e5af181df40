"""Ranking: rankings fused by rank, words weighed by rarity, sentences scored by their signals."""

from __future__ import annotations

import functools
import math
import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.asking.signals import SentenceSignals
from retrieval.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

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


def reciprocal(rank: int | None) -> float:
    """Return 1 / rank; 0 for what a ranking does not have."""
    return 1 / rank if rank else 0.0


class Shares(dict[int, float]):
    """The share that some words have in the weight of all, by their bits (`TermRarity`).

    It is worked out when it is first asked for: the sentences of one question have the same few
    words again and again. 0 where all weigh nothing.
    """

    def __init__(self, weights: Sequence[float]) -> None:
        super().__init__()
        self._by_bit = [(1 << place, weight) for place, weight in enumerate(weights)]
        self._total = math.fsum(weights)

    def __missing__(self, standing: int) -> float:
        some = [weight for bit, weight in self._by_bit if standing & bit]
        share = self[standing] = math.fsum(some) / self._total if self._total else 0.0
        return share


@dataclass(frozen=True, slots=True)
class TermRarity:
    """The content words of a question, each weighed by how rare it is in the archive.

    Which of them stand in a text is told by a number that has a bit for each, the first word's the
    lowest: those that stand in either of two texts are one number `|` the other. `shares` has what
    they are of the weight of all. `counted` are those among them that are numbers and days in one
    form: 3日 stands in no 30日. `unknown` are those that no passage has
    as a word: 人参 in 百余人参加.
    """

    weights: Mapping[str, float]
    counted: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    shares: Shares = field(init=False, repr=False, compare=False)
    _exact: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", Shares(list(self.weights.values())))
        exact = {term: 1 << i for i, term in enumerate(self.weights) if term in self.counted}
        object.__setattr__(self, "_exact", exact)

    @classmethod
    def of(
        cls,
        terms: Iterable[str],
        total: int,
        document_frequency: Callable[[str], int],
        counted: Collection[str] = (),
    ) -> TermRarity:
        """Weigh `terms` and what is `counted` by the inverse document frequency of BM25.

        ln(1 + (N - n + ½)/(n + ½)), Robertson and Spärck Jones, with the 1 that keeps it positive,
        as in Lucene.
        """
        weights, unknown = {}, set()
        for term in (*terms, *counted):
            frequency = document_frequency(term)
            if not frequency:
                unknown.add(term)
            weights[term] = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return cls(weights, frozenset(counted), frozenset(unknown))

    def standing_in(self, folded_text: str) -> int:
        """Return which of the words stand in a folded text."""
        standing, bit = 0, 1
        for term in self.weights:
            if term in folded_text:
                standing |= bit
            bit <<= 1
        return self.exactly(standing, folded_text)

    def standing_near(self, near: str, around: int) -> int:
        """Return which of the words stand in a part of a text in which those of `around` stand."""
        standing, bit = 0, 1
        for term in self.weights:
            if around & bit and term in near:
                standing |= bit
            bit <<= 1
        return self.exactly(standing, near)

    def exactly(self, standing: int, folded_text: str) -> int:
        """Return those `standing` in a text, but of what is counted those that are not cut there.

        3日 stands in 13日, and is not meant.
        """
        if not self._exact:
            return standing
        there = _quantities_in(folded_text)
        for term, bit in self._exact.items():
            standing = standing | bit if term in there else standing & ~bit
        return standing

    def coverage(self, *folded_texts: str) -> float:
        """Return the share of the words, by weight, that stand in any of the folded texts.

        A question of no words is covered by nothing: 0.
        """
        return self.shares[functools.reduce(operator.or_, map(self.standing_in, folded_texts), 0)]

    def shares_within(self, folded_text: str, standing: int, headed: int) -> Shares:
        """Weigh the words also by how seldom an article says them, its headline counted once more.

        `standing` are those in its text, and `headed` those in its headline. Return their shares,
        by the same bits.
        """
        weights, bit = [], 1
        for term, weight in self.weights.items():
            times = (
                (1 if term in self.counted else folded_text.count(term)) if standing & bit else 0
            )
            weights.append(weight / (times + (1 if headed & bit else 0) or 1))
            bit <<= 1
        return Shares(weights)


@functools.lru_cache(maxsize=20_000)
def _quantities_in(folded_text: str) -> frozenset[str]:
    return frozenset(quantities(folded_text))


class Ranker:
    """Scores sentences: a weighted sum of their signals, comparable within one question only."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = [weights.get(name, 0.0) for name in SentenceSignals._fields]

    def score(self, signals: SentenceSignals) -> float:
        """Return the score of a sentence; bigger is better. A signal without a weight counts 0."""
        return math.fsum(map(operator.mul, signals, self._weights))


def signal_names(signals_type: type) -> tuple[str, ...]:
    """Return the names of the signals that a class of them holds, in order."""
    return tuple(signals_type.__annotations__)
