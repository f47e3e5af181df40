"""Measures what the archive does: collections, runs, measures and comparisons.

What a notebook needs is named here and found when it is first used: `load_collection` reads a
folder, `run` asks a system its questions through an `Opener`, `score` measures the run, `compare`
holds two to each other; `read_run` reads a run again, `ranking_scores` measures bare rankings.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.evaluation.collections import Collection, Evidence, Question
    from retrieval.evaluation.comparison import Comparison, compare
    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.measures import RankingScores, ranking_scores
    from retrieval.evaluation.opening import Opener
    from retrieval.evaluation.runs import Run, read_run, run
    from retrieval.evaluation.scores import Mean, Scores, score

__all__ = [
    "Collection",
    "Comparison",
    "Evidence",
    "Mean",
    "Opener",
    "Question",
    "RankingScores",
    "Run",
    "Scores",
    "compare",
    "load_collection",
    "ranking_scores",
    "read_run",
    "run",
    "score",
]

_ROOMS = {
    "collections": ("Collection", "Evidence", "Question"),
    "comparison": ("Comparison", "compare"),
    "load": ("load_collection",),
    "measures": ("RankingScores", "ranking_scores"),
    "opening": ("Opener",),
    "runs": ("Run", "read_run", "run"),
    "scores": ("Mean", "Scores", "score"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is the name's own
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
