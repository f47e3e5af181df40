"""The scores of a run: every value of every question, and the tables made of them.

A question scores in a measure only where the measure is defined for it; `n` is how many did.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.evaluation import refusal
from retrieval.evaluation.answers import answer_scores, exactness
from retrieval.evaluation.faults import Fault, fault_of
from retrieval.evaluation.follow_ups import FollowUpScores, completion, follow_ups
from retrieval.evaluation.measures import ranking_scores
from retrieval.evaluation.placing import unplaced
from retrieval.evaluation.refusal import Trial
from retrieval.evaluation.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.evaluation.collections import Collection, Question
    from retrieval.evaluation.runs import Run

OVERALL = "all"
ANSWER_MEASURES = ("evidence", "key", "supported", "served", "exact")


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a measure over `n` questions; `None` where it is defined for none."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """How a run separates what it can answer from what it cannot (`refusal.py`).

    `separation` and `wrongly_answered` are by kind of unanswerable question, `OVERALL` first;
    each kind is held to all answerable questions.
    """

    separation: dict[str, Mean]
    wrongly_answered: dict[str, Mean]
    answered: Mean
    refused: Mean
    area_under_risk: float | None
    calibration_error: float | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of an answer: the median, the 95th percentile (inclusive), and the worst."""

    p50_ms: float
    p95_ms: float
    max_ms: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything measured of a run.

    `values` holds a value by measure and question id; `missing` and `unplaced` are ids of
    questions that the run left out, or whose evidence the archive has in no article.
    """

    values: dict[str, dict[str, float]]
    means: dict[str, dict[str, Mean]]
    refusal: RefusalScores
    latency: Latency | None
    follow_ups: FollowUpScores
    faults: dict[str, Fault]
    trials: tuple[Trial, ...]
    missing: tuple[str, ...]
    unplaced: tuple[str, ...]


def score(collection: Collection, run: Run) -> Scores:
    """Measure a run. A question that it left out scores 0 in every measure of its kind.

    Raises `CollectionError` when there is no judgment at all.
    """
    replies = run.by_id
    rankings = {question_id: reply.ranking for question_id, reply in replies.items()}
    ranked = ranking_scores(run.qrels, rankings)
    answers = _answer_values(collection, run)
    values = {**ranked.by_measure, **{name: v for name, v in answers.items() if v}}
    latencies = [r.latency_ms for r in run.replies if r.latency_ms is not None]
    trials = _trials(collection.questions, replies)
    return Scores(
        values=values,
        means={name: _means(collection, by_id) for name, by_id in values.items()},
        refusal=_refusal(collection.questions, replies, trials),
        latency=latency_of(latencies) if latencies else None,
        follow_ups=completion(follow_ups(collection.questions, replies).values()),
        faults={
            q.id: fault_of(q, replies.get(q.id), run.qrels.get(q.id, {}))
            for q in collection.questions
        },
        trials=trials,
        missing=tuple(q.id for q in collection.questions if q.id not in replies),
        unplaced=unplaced(run.qrels),
    )


def _answer_values(collection: Collection, run: Run) -> dict[str, dict[str, float]]:
    """Return the answer measures by question; none for a run that only ranks."""
    values: dict[str, dict[str, float]] = {name: {} for name in ANSWER_MEASURES}
    if not any(reply.status for reply in run.replies):
        return values
    replies = run.by_id
    for question in collection.questions:
        reply = replies.get(question.id, Reply(question.id, ()))
        scored = answer_scores(question, reply)
        found = {name: getattr(scored, name) for name in ANSWER_MEASURES[:-1]} if scored else {}
        found["exact"] = exactness(reply)
        for name, value in found.items():
            if value is not None:
                values[name][question.id] = value
    return values


def _means(collection: Collection, by_id: dict[str, float]) -> dict[str, Mean]:
    groups: dict[str, list[float]] = {OVERALL: []}
    for question in collection.questions:
        if question.id in by_id:
            groups[OVERALL].append(by_id[question.id])
            groups.setdefault(question.type, []).append(by_id[question.id])
    return {name: Mean(statistics.fmean(v) if v else None, len(v)) for name, v in groups.items()}


def _trials(questions: Iterable[Question], replies: dict[str, Reply]) -> tuple[Trial, ...]:
    trials = []
    for question in questions:
        reply = replies.get(question.id)
        scored = answer_scores(question, reply) if reply else None
        judged = scored is not None or not question.answerable
        if reply is not None and reply.confidence is not None and judged:
            right = scored is not None and scored.supported == 1.0
            trials.append(Trial(reply.confidence, question.answerable, right))
    return tuple(trials)


def _refusal(
    questions: Sequence[Question], replies: dict[str, Reply], trials: tuple[Trial, ...]
) -> RefusalScores:
    answerable: list[Reply] = []
    kinds: dict[str, list[Reply]] = {OVERALL: []}
    for question in questions:
        reply = replies.get(question.id)
        if reply is None or reply.confidence is None:
            continue
        if question.answerable:
            answerable.append(reply)
        else:
            kinds[OVERALL].append(reply)
            kinds.setdefault(question.subtype or question.type, []).append(reply)
    yes = _confidences(answerable)
    return RefusalScores(
        separation=_by_kind(kinds, lambda no: refusal.separation(yes, no)),
        wrongly_answered=_by_kind(kinds, lambda no: refusal.wrongly_answered(yes, no)),
        answered=_share(answerable, answered=True),
        refused=_share(kinds[OVERALL], answered=False),
        area_under_risk=refusal.area_under_risk(refusal.risk_coverage(trials)),
        calibration_error=refusal.calibration_error(trials),
        brier=refusal.brier(trials),
    )


def _by_kind(
    kinds: dict[str, list[Reply]], measure: Callable[[list[float]], float | None]
) -> dict[str, Mean]:
    return {kind: Mean(measure(_confidences(r)), len(r)) for kind, r in kinds.items()}


def _confidences(replies: Iterable[Reply]) -> list[float]:
    return [reply.confidence for reply in replies if reply.confidence is not None]


def _share(replies: Sequence[Reply], *, answered: bool) -> Mean:
    counted = [float(reply.answered is answered) for reply in replies]
    return Mean(statistics.fmean(counted) if counted else None, len(counted))


def latency_of(milliseconds: Sequence[float]) -> Latency:
    """Return the summary of at least one latency."""
    ordered = sorted(milliseconds)
    if len(ordered) == 1:
        return Latency(ordered[0], ordered[0], ordered[0])
    p95 = statistics.quantiles(ordered, n=100, method="inclusive")[94]
    return Latency(statistics.median(ordered), p95, ordered[-1])
