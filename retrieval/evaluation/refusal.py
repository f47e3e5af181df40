"""How well a system knows when not to answer: separation, risk against coverage, calibration.

A trial is one question with the system's confidence in its answer and whether that was right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import brier_score_loss, roc_auc_score

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 10
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Trial:
    """One question: `right` when what would be shown answers it, never when nothing can."""

    confidence: float
    answerable: bool
    right: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Answering from `threshold` on answers a share `coverage`; `risk` of those are wrong."""

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Trials of like confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def separation(answerable: Sequence[float], unanswerable: Sequence[float]) -> float | None:
    """Return the AUROC of confidence: how often an answerable question has the higher one.

    Ties count half; 0.5 is chance. `None` when either kind is absent.
    """
    if not answerable or not unanswerable:
        return None
    labels = [1] * len(answerable) + [0] * len(unanswerable)
    return float(roc_auc_score(labels, [*answerable, *unanswerable]))


def wrongly_answered(
    answerable: Sequence[float], unanswerable: Sequence[float], *, kept: float = 0.95
) -> float | None:
    """Return the share of the unanswerable answered when a share `kept` of the answerable is.

    The threshold is the highest that still answers at least `kept` of the answerable. `None`
    when either kind is absent.
    """
    if not answerable or not unanswerable:
        return None
    must_answer = math.ceil(kept * len(answerable) - 1e-9)
    threshold = sorted(answerable, reverse=True)[must_answer - 1]
    return sum(c >= threshold for c in unanswerable) / len(unanswerable)


def risk_coverage(trials: Sequence[Trial]) -> tuple[CurvePoint, ...]:
    """Return a point for each confidence that occurs, from the surest on (El-Yaniv, Wiener 2010).

    Trials of the same confidence are answered together. No trials give no points.
    """
    ordered = sorted(trials, key=lambda t: -t.confidence)
    points: list[CurvePoint] = []
    wrong = 0
    for answered, trial in enumerate(ordered, start=1):
        wrong += not trial.right
        if answered == len(ordered) or ordered[answered].confidence < trial.confidence:
            coverage, risk = answered / len(ordered), wrong / answered
            points.append(CurvePoint(trial.confidence, coverage, risk))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """What a threshold would do: the share that is answered of either kind, and rightly of all."""

    threshold: float
    answerable: float
    right: float
    unanswerable: float


def at_thresholds(
    trials: Sequence[Trial], thresholds: Sequence[float] = THRESHOLDS
) -> tuple[AtThreshold, ...]:
    """Return what each threshold would do; nothing where either kind of question is absent.

    `right` is the share of the answerable questions that are answered rightly.
    """
    able = [t for t in trials if t.answerable]
    unable = [t for t in trials if not t.answerable]
    if not able or not unable:
        return ()
    return tuple(
        AtThreshold(
            threshold=threshold,
            answerable=sum(t.confidence >= threshold for t in able) / len(able),
            right=sum(t.right and t.confidence >= threshold for t in able) / len(able),
            unanswerable=sum(t.confidence >= threshold for t in unable) / len(unable),
        )
        for threshold in thresholds
    )


def area_under_risk(points: Sequence[CurvePoint]) -> float | None:
    """Return the mean risk over coverage, as steps: each point's risk holds since the one before.

    `None` without points.
    """
    if not points:
        return None
    before = (0.0, *(point.coverage for point in points))
    steps = (p.risk * (p.coverage - b) for p, b in zip(points, before, strict=False))
    return sum(steps)


def reliability(trials: Sequence[Trial], bins: int = BINS) -> tuple[Bin, ...]:
    """Return the trials in `bins` equally wide bins of confidence, the empty ones left out.

    A bin includes its lower edge; the last one includes 1 as well.
    """
    chosen: dict[int, list[Trial]] = {}
    for trial in trials:
        chosen.setdefault(min(int(trial.confidence * bins), bins - 1), []).append(trial)
    return tuple(
        Bin(
            count=len(inside),
            confidence=float(np.mean([t.confidence for t in inside])),
            right=float(np.mean([t.right for t in inside])),
        )
        for _, inside in sorted(chosen.items())
    )


def calibration_error(trials: Sequence[Trial], bins: int = BINS) -> float | None:
    """Return the expected calibration error (Guo et al. 2017): mean |confidence - right|.

    Bins weigh by their counts. `None` without trials.
    """
    if not trials:
        return None
    gaps = (b.count * abs(b.confidence - b.right) for b in reliability(trials, bins))
    return sum(gaps) / len(trials)


def brier(trials: Sequence[Trial]) -> float | None:
    """Return the mean squared distance of confidence from right (1) or wrong (0)."""
    if not trials:
        return None
    right = [int(t.right) for t in trials]
    return float(brier_score_loss(right, [t.confidence for t in trials], labels=[0, 1]))
