"""Fits how sure an answer is: a logistic model of the signals, cross-validated by article.

What is modelled is either that the question can be answered, which refuses best, or that the shown
sentences answer it (`supported` in `answers.py`), which is calibrated best.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from retrieval.asking.confidence import BIAS, Signals, confidence
from retrieval.asking.rank import signal_names
from retrieval.errors import EvaluationError
from retrieval.evaluation.answers import answer_scores
from retrieval.evaluation.asking import weigh
from retrieval.evaluation.placing import place
from retrieval.evaluation.refusal import Trial, brier, calibration_error, separation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.archive import Archive
    from retrieval.evaluation.collections import Collection, Question

FOLDS = 5
KEPT = 0.95
"""Share of the answerable questions that the fitted threshold still answers."""
_NAMES = signal_names(Signals)


class Target(StrEnum):
    """What confidence is the probability of."""

    ANSWERABLE = "answerable"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Example:
    """A question to learn from: its signals, and whether the shown sentences answer it.

    `group` is the article that it is about; all questions of one go into the same fold.
    `collection` names the collection that it is of.
    """

    group: str
    signals: Signals
    answerable: bool
    right: bool
    collection: str = ""

    def is_target(self, target: Target) -> bool:
        """Say whether what is modelled is so."""
        return self.answerable if target is Target.ANSWERABLE else self.right


@dataclass(frozen=True, slots=True)
class FitScores:
    """How a fitted model does on some examples; see `refusal.py` for the formulas.

    `log_loss` is of the target; calibration and Brier score are of `supported` in any case.
    """

    log_loss: float
    auroc: float | None
    calibration_error: float | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class ConfidenceFit:
    """A model of all examples, with how it does on what it saw, and on what each fold held back."""

    target: Target
    weights: Mapping[str, float]
    threshold: float
    examples: int
    groups: int
    fitted: FitScores
    held_back: FitScores

    @property
    def gap(self) -> float:
        """How much log loss the held-back folds lose against the fitted ones."""
        return self.held_back.log_loss - self.fitted.log_loss


def examples(
    collection: Collection, archive: Archive, on_done: Callable[[int], None] | None = None
) -> list[Example]:
    """Return an example of each question that has signals.

    Small talk has none, nor has a question that finds nothing; those with nothing known of their
    answer are left out. A question that cannot be answered is about the article it finds first.
    """
    judged = collection.qrels
    qrels = place(collection.questions, archive.articles()) if judged is None else judged
    found = []
    for number, question in enumerate(collection.questions, start=1):
        example = _example(question, archive, sorted(qrels.get(question.id, {})))
        if example is not None:
            found.append(replace(example, collection=collection.name))
        if on_done is not None:
            on_done(number)
    return found


def fit_confidence(
    given: Sequence[Example], folds: int = FOLDS, target: Target = Target.ANSWERABLE
) -> ConfidenceFit:
    """Fit the model on all examples, and once for each fold without it.

    Raises `EvaluationError` when there are fewer articles than folds, or when the target is the
    same in all examples.
    """
    groups = {example.group for example in given}
    if len(groups) < folds or len({e.is_target(target) for e in given}) < 2:
        raise EvaluationError(
            f"{len(given)} questions on {len(groups)} articles are too few to fit confidence in "
            f"{folds} folds, or all alike: name more collections"
        )
    held_back, seen = _cross_validated(given, folds, target)
    weights = _weights(given, target)
    return ConfidenceFit(
        target=target,
        weights=weights,
        threshold=_threshold(held_back, given),
        examples=len(given),
        groups=len(groups),
        fitted=_mean_scores(seen),
        held_back=_scores(held_back, given, target),
    )


def _example(question: Question, archive: Archive, relevant: Sequence[str]) -> Example | None:
    weighed = weigh(archive, question)
    if weighed is None:
        return None
    signals, reply = weighed
    scored = answer_scores(question, reply)
    if not reply.quotes or (scored is None and question.answerable):
        return None
    group = next(iter(relevant), reply.quotes[0].article_id)
    right = scored is not None and scored.supported == 1.0
    return Example(group, signals, question.answerable, right)


def _cross_validated(
    given: Sequence[Example], folds: int, target: Target
) -> tuple[list[float], list[FitScores]]:
    """Return each example's probability by the model that did not see it, and the fitted scores."""
    held_back = [0.0] * len(given)
    seen = []
    splits = GroupKFold(folds).split(given, groups=[example.group for example in given])
    for train, test in splits:
        fitted = [given[i] for i in train]
        weights = _weights(fitted, target)
        seen.append(_scores([confidence(e.signals, weights) for e in fitted], fitted, target))
        for i in test:
            held_back[i] = confidence(given[i].signals, weights)
    return held_back, seen


def _weights(given: Sequence[Example], target: Target) -> dict[str, float]:
    """Fit on scaled signals, which the penalty treats alike; return weights of plain ones.

    Each collection counts the same, and so do both outcomes in it, however many examples they have.
    """
    matrix = np.array([astuple(e.signals) for e in given])
    outcomes = [example.is_target(target) for example in given]
    kinds = [(e.collection, outcome) for e, outcome in zip(given, outcomes, strict=True)]
    counts = Counter(kinds)
    shares = [len(given) / (len(counts) * counts[kind]) for kind in kinds]
    scaler = StandardScaler().fit(matrix)
    model = LogisticRegression(max_iter=10_000)
    model.fit(scaler.transform(matrix), outcomes, sample_weight=shares)
    plain = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - plain @ scaler.mean_)
    return {BIAS: bias, **dict(zip(_NAMES, map(float, plain), strict=True))}


def _scores(probabilities: Sequence[float], given: Sequence[Example], target: Target) -> FitScores:
    pairs = list(zip(probabilities, given, strict=True))
    trials = [Trial(p, e.answerable, e.right) for p, e in pairs]
    losses = [-math.log(max(p if e.is_target(target) else 1 - p, 1e-12)) for p, e in pairs]
    return FitScores(
        log_loss=sum(losses) / len(losses),
        auroc=separation(
            [p for p, e in pairs if e.answerable], [p for p, e in pairs if not e.answerable]
        ),
        calibration_error=calibration_error(trials),
        brier=brier(trials),
    )


def _mean_scores(folds: Sequence[FitScores]) -> FitScores:
    def mean(name: str) -> float | None:
        values = [getattr(scores, name) for scores in folds]
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None

    return FitScores(
        log_loss=sum(scores.log_loss for scores in folds) / len(folds),
        auroc=mean("auroc"),
        calibration_error=mean("calibration_error"),
        brier=mean("brier"),
    )


def _threshold(confidences: Sequence[float], given: Sequence[Example]) -> float:
    """Return the highest hundredth that answers `KEPT` of what can be answered.

    Each collection counts the same: neither one of easy questions nor a large one decides.
    """
    answerable = [
        (c, e.collection) for c, e in zip(confidences, given, strict=True) if e.answerable
    ]
    counts = Counter(collection for _, collection in answerable)
    kept = 0.0
    for value, collection in sorted(answerable, reverse=True):
        kept += 1 / (counts[collection] * len(counts))
        if kept >= KEPT - 1e-9:
            return math.floor(value * 100) / 100
    return 0.5
