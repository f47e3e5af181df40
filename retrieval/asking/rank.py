"""Fuses rankings by rank, so that scores which do not compare are never compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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
