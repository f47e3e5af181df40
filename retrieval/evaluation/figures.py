"""The figures of a report: what each one shows, and how it is to be read."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.evaluation import plots
from retrieval.evaluation.comparison import bootstrap_interval, compare
from retrieval.evaluation.faults import evidence_rank
from retrieval.evaluation.refusal import reliability, risk_coverage
from retrieval.evaluation.scores import OVERALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.evaluation.collections import Collection
    from retrieval.evaluation.runs import Run
    from retrieval.evaluation.scores import Scores

RANKS = 10
LATENCY_BINS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot with its title and a sentence on how to read it."""

    title: str
    caption: str
    svg: str


def figures(collection: Collection, runs: Sequence[Run], scores: Sequence[Scores]) -> list[Figure]:
    """Return the figures of the first run; those without data are left out."""
    run, of_run = runs[0], scores[0]
    found = [*_by_type(collection, of_run), *_ranks(run), *_refusal(of_run)]
    return [*found, *_latency(run), *_others(runs, scores)]


def _by_type(collection: Collection, scores: Scores) -> Iterator[Figure]:
    named = (("Success@1", "right article first"), ("served", "answered with the evidence"))
    for measure, meaning in named:
        values = scores.values.get(measure, {})
        groups = {OVERALL: list(values.values())}
        for question in collection.questions:
            if question.id in values:
                groups.setdefault(question.type, []).append(values[question.id])
        if values:
            svg = plots.bars(measure, [_bar(name, group) for name, group in groups.items()])
            caption = f"{measure}: {meaning}, by type, with 95 % bootstrap intervals and n."
            yield Figure(f"{meaning.capitalize()}, by type of question", caption, svg)


def _bar(name: str, values: Sequence[float]) -> plots.Bar:
    low, high = bootstrap_interval(np.array(values))
    mean = float(np.mean(values))
    return plots.Bar(name, mean, low, high, f"{mean:.2f} ({len(values)})")


def _ranks(run: Run) -> Iterator[Figure]:
    replies = run.by_id
    found = [evidence_rank(replies.get(q), grades) for q, grades in run.qrels.items()]
    counted = Counter(rank if rank and rank <= RANKS else None for rank in found)
    named = [(str(rank), counted[rank]) for rank in range(1, RANKS + 1)]
    svg = plots.columns("Rank of the evidence", [*named, ("lower", counted[None])])
    caption = "At which rank the first relevant article stands, by number of questions."
    yield Figure("Where the evidence ranked", caption, svg)


def _refusal(scores: Scores) -> Iterator[Figure]:
    if not scores.trials:
        return
    curve = [(p.coverage, p.risk) for p in risk_coverage(scores.trials)]
    yield Figure(
        "Risk against coverage",
        "Answering only the surest share of the questions (across), this share of the answers is "
        "wrong (up). Lower is better.",
        plots.steps("Risk against coverage", curve, "share answered", "share wrong"),
    )
    bins = [(b.confidence, b.right, b.count) for b in reliability(scores.trials)]
    yield Figure(
        "Calibration",
        "Answers of like confidence (across), and the share of them that is right (up); on the "
        "diagonal the one says the other. Larger dots are more answers.",
        plots.dots("Calibration", bins, "confidence", "share right"),
    )


def _latency(run: Run) -> Iterator[Figure]:
    taken = [reply.latency_ms for reply in run.replies if reply.latency_ms]
    if not taken:
        return
    low, high = math.log10(max(min(taken), 1.0)), math.log10(max(*taken, 10.0))
    edges = np.logspace(low, max(high, low + 0.5), LATENCY_BINS + 1)
    counts, _ = np.histogram(np.clip(taken, edges[0], edges[-1]), edges)
    named = [(f"{edge:.0f}", int(n)) for edge, n in zip(edges, counts, strict=False)]
    caption = "Milliseconds for an answer, from each figure to the next, by number of questions."
    yield Figure("Latency", caption, plots.columns("Latency", named))


def _others(runs: Sequence[Run], scores: Sequence[Scores]) -> Iterator[Figure]:
    """Hold every other run to the first one, in nDCG@10."""
    others = []
    for run, of_run in zip(runs[1:], scores[1:], strict=True):
        measure = "nDCG@10"
        found = compare(measure, scores[0].values[measure], of_run.values[measure])
        note = f"{found.difference:+.3f}"
        others.append(plots.Bar(run.name, found.difference, found.low, found.high, note))
    if others:
        reach = max(0.02, *(max(abs(bar.low), abs(bar.high)) for bar in others))
        svg = plots.bars("Differences in nDCG@10", others, low=-reach, high=reach)
        caption = f"nDCG@10 less that of {runs[0].name}, with 95 % intervals of the difference."
        yield Figure(f"Baselines and ablations against {runs[0].name}", caption, svg)
