"""Which parts of the asking wing work, and how much each counts, as one value.

Members get the defaults; evaluation switches parts off to see what each is worth.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from retrieval.asking.confidence import THRESHOLD
from retrieval.asking.search import SearchWeights


@dataclass(frozen=True, slots=True)
class AskingOptions:
    """How a question is searched and answered.

    An answer less sure than `threshold` is withheld as no evidence.
    """

    search: SearchWeights = field(default_factory=SearchWeights)
    completes_follow_ups: bool = True
    threshold: float = THRESHOLD


FOR_MEMBERS = AskingOptions()
