"""Writes what was fitted, with the data and the scores that it rests on."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retrieval.evaluation.manifest import commit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.evaluation.collections import Collection
    from retrieval.evaluation.fit_confidence import ConfidenceFit
    from retrieval.evaluation.fit_ranker import RankerFit
    from retrieval.evaluation.fit_search import SearchFit


@dataclass(frozen=True, slots=True)
class Fit:
    """What `wenbao evaluate fit` found on some collections with one model."""

    collections: tuple[Collection, ...]
    model: str
    folds: int
    options: tuple[str, ...]
    search: SearchFit
    ranker: RankerFit
    confidence: ConfidenceFit


def write_fit(path: Path, fit: Fit) -> None:
    """Write the file that `retrieval.asking.fitted` reads."""
    search = fit.search.weights
    content = {
        "search": {"lexical": search.lexical, "dense": search.dense},
        "signals": dict(fit.ranker.weights),
        "confidence": dict(fit.confidence.weights),
        "threshold": fit.confidence.threshold,
        "provenance": _provenance(fit),
    }
    text = json.dumps(_rounded(content), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _provenance(fit: Fit) -> dict[str, Any]:
    names = " ".join(collection.name for collection in fit.collections)
    return {
        "command": " ".join(("wenbao evaluate fit", names, *fit.options)),
        "collections": [_counted(collection) for collection in fit.collections],
        "model": fit.model,
        "commit": commit(),
        "made_on": dt.datetime.now(dt.UTC).date().isoformat(),
        "folds": f"{fit.folds}, by article",
        "search": {
            "measure": "nDCG@10",
            "questions": fit.search.questions,
            "before": fit.search.before,
            "fitted": fit.search.fitted,
            "held_back": fit.search.held_back,
            "gap": fit.search.gap,
        },
        "ranker": {
            "measure": "reciprocal rank of the first sentence that answers",
            "questions": fit.ranker.questions,
            "before": fit.ranker.before,
            "fitted": fit.ranker.fitted,
            "held_back": fit.ranker.held_back,
            "gap": fit.ranker.gap,
            "kept_before": fit.ranker.kept_before,
        },
        "confidence": {
            "target": fit.confidence.target.value,
            "questions": fit.confidence.examples,
            "articles": fit.confidence.groups,
            "fitted": asdict(fit.confidence.fitted),
            "held_back": asdict(fit.confidence.held_back),
            "gap_of_log_loss": fit.confidence.gap,
        },
    }


def _counted(collection: Collection) -> dict[str, Any]:
    questions: Sequence[Any] = collection.questions
    unanswerable = sum(not question.answerable for question in questions)
    return {"name": collection.name, "questions": len(questions), "unanswerable": unanswerable}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Round every number to what its data can support, so that the file reads well."""
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value
