"""Which parts of the asking wing work, and how much each counts, as one value.

Members get the defaults; evaluation switches parts off to see what each is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.asking.confidence import THRESHOLD


@dataclass(frozen=True, slots=True)
class AskingOptions:
    """How a question is searched and answered.

    A ranking of weight 0 is not asked. An answer below `threshold` is withheld as no evidence.
    """

    lexical_weight: float = 1.0
    dense_weight: float = 2.0
    completes_follow_ups: bool = True
    threshold: float = THRESHOLD


FOR_MEMBERS = AskingOptions()
