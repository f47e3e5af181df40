"""Fits the weights of the two rankings that a search fuses, on a grid, by article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.model_selection import GroupKFold

from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.errors import EvaluationError
from retrieval.evaluation.asking import RANKED_PASSAGES, ranked_articles
from retrieval.evaluation.comparison import bootstrap_interval
from retrieval.evaluation.measures import ranking_scores
from retrieval.evaluation.placing import place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from retrieval.archive import Archive
    from retrieval.asking.search import SearchWeights
    from retrieval.evaluation.collections import Collection

    OpenArchive = Callable[[AskingOptions], Archive]

MEASURE = "nDCG@10"
DENSE = (0.5, 1.0, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class SearchFit:
    """The weights that are best on all questions, and what choosing them promises and keeps.

    `fitted` is the mean of `MEASURE` on the questions that chose, `held_back` on those that did
    not, each over the folds; `before` is the mean of the weights in use.
    """

    weights: SearchWeights
    questions: int
    before: float
    fitted: float
    held_back: float

    @property
    def gap(self) -> float:
        """How much the held-back folds lose against the fitted ones."""
        return self.fitted - self.held_back


def grid() -> list[SearchWeights]:
    """Return the weights that are tried, those in use first; equal scores keep the earlier.

    What is measured is the fused ranking itself, which says what the ranker gets to see.
    """
    fused = replace(FOR_MEMBERS.search, rescored=False)
    return [fused, *(replace(fused, dense=dense) for dense in DENSE if dense != fused.dense)]


def scores_of(
    collection: Collection,
    open_archive: OpenArchive,
    tried: Sequence[SearchWeights],
    on_done: Callable[[int], None] | None = None,
) -> tuple[NDArray[np.float64], list[str]]:
    """Return `MEASURE` by weights and question, shape (len(tried), questions), and their articles.

    Only judged questions count; a question's article is the first of those that are relevant.
    """
    articles = open_archive(FOR_MEMBERS).articles()
    judged = collection.qrels
    qrels = place(collection.questions, articles) if judged is None else judged
    asked = [question for question in collection.questions if question.id in qrels]
    rows = []
    for number, weights in enumerate(tried, start=1):
        archive = open_archive(replace(FOR_MEMBERS, search=weights))
        rankings = {
            q.id: ranked_articles(archive.search(q.text, RANKED_PASSAGES, context=q.context))
            for q in asked
        }
        values = ranking_scores(qrels, rankings).by_measure[MEASURE]
        rows.append([values[q.id] for q in asked])
        if on_done is not None:
            on_done(number)
    return np.array(rows), [f"{collection.name}/{min(qrels[q.id])}" for q in asked]


def fit_search(
    scores: NDArray[np.float64], groups: Sequence[str], tried: Sequence[SearchWeights], folds: int
) -> SearchFit:
    """Choose among weights by their scores, shape (len(tried), len(groups)).

    The first weights, those in use, stay unless the best ones beat them by more than the 95 %
    interval of the difference. Raises `EvaluationError` when there are fewer articles than folds.
    """
    if len(set(groups)) < folds:
        raise EvaluationError(
            f"questions on {len(set(groups))} articles are too few to fit a search in {folds} "
            "folds: name more collections"
        )
    fitted, held_back = [], []
    for train, test in GroupKFold(folds).split(scores[0], groups=groups):
        chosen = _choose(scores[:, train])
        fitted.append(float(scores[chosen, train].mean()))
        held_back.extend(scores[chosen, test].tolist())
    return SearchFit(
        weights=tried[_choose(scores)],
        questions=len(groups),
        before=float(scores[0].mean()),
        fitted=float(np.mean(fitted)),
        held_back=float(np.mean(held_back)),
    )


def _choose(scores: NDArray[np.float64]) -> int:
    best = int(scores.mean(axis=1).argmax())
    low, _ = bootstrap_interval(scores[best] - scores[0])
    return best if low > 0 else 0
