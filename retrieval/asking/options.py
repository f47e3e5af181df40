"""Which parts of the asking wing work, and how much each counts, as one value.

Members get the defaults; evaluation switches parts off to see what each is worth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.asking.confidence import THRESHOLD, WEIGHTS
from retrieval.asking.search import SearchWeights

if TYPE_CHECKING:
    from retrieval.asking.fitted import Fitted


@dataclass(frozen=True, slots=True)
class AskingOptions:
    """How a question is searched and answered.

    An answer less sure than `threshold` is withheld as no evidence; `confidence` weighs what
    speaks for it.
    """

    search: SearchWeights = field(default_factory=SearchWeights)
    completes_follow_ups: bool = True
    threshold: float = THRESHOLD
    confidence: tuple[tuple[str, float], ...] = tuple(WEIGHTS.items())


FOR_MEMBERS = AskingOptions()


def options_of(numbers: Fitted, threshold: float | None = None) -> AskingOptions:
    """Return how questions are answered by fitted numbers, and by another threshold if given."""
    search = SearchWeights(
        numbers.search["lexical"],
        numbers.search["dense"],
        signals=tuple(numbers.signals.items()),
    )
    sure = numbers.threshold if threshold is None else threshold
    return AskingOptions(search, threshold=sure, confidence=tuple(numbers.confidence.items()))
