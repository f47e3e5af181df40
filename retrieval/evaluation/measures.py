"""Measures of rankings, by ir_measures; equal scores are ranked as the run ranks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ir_measures
from ir_measures import RR, Judged, R, Success, nDCG

from retrieval.errors import CollectionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.evaluation.collections import Qrels

    Values = dict[str, float]

MEASURES = (
    nDCG @ 10,
    RR @ 10,
    R @ 1,
    R @ 5,
    R @ 10,
    Success @ 1,
    Success @ 5,
    Success @ 10,
    Judged @ 10,
)
NAMES = {"RR@10": "MRR@10"}
"""What we call a measure where the library calls it otherwise."""


@dataclass(frozen=True, slots=True)
class RankingScores:
    """Values by measure and question; `missing` are judged questions that the run left out."""

    by_measure: dict[str, Values]
    missing: tuple[str, ...]


def ranking_scores(
    qrels: Qrels, rankings: Mapping[str, Sequence[tuple[str, float]]]
) -> RankingScores:
    """Return every measure of every judged question.

    A judged question that is missing from the run, or has an empty ranking, scores 0 in every
    measure. Questions without a judgment are passed over. Raises `CollectionError` when there
    are no judgments at all.
    """
    if not any(qrels.values()):
        raise CollectionError("qrels", "there is no judgment to measure a run by")
    run = {
        question_id: {doc: float(-rank) for rank, (doc, _) in enumerate(rankings[question_id])}
        for question_id in qrels
        if rankings.get(question_id)
    }
    by_measure = {name_of(measure): dict.fromkeys(qrels, 0.0) for measure in MEASURES}
    for result in ir_measures.iter_calc(MEASURES, qrels, run):
        by_measure[name_of(result.measure)][result.query_id] = float(result.value)
    return RankingScores(by_measure, tuple(q for q in qrels if q not in rankings))


def name_of(measure: object) -> str:
    """Return what we call a measure of the library."""
    return NAMES.get(str(measure), str(measure))
