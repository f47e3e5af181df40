"""Scores as tables: rows of text that the command line, the report and the README share."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.evaluation.refusal import at_thresholds
from retrieval.evaluation.scores import OVERALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.collections import Collection
    from retrieval.evaluation.comparison import Comparison
    from retrieval.evaluation.runs import Run
    from retrieval.evaluation.scores import Mean, Scores

COLUMNS = (
    *("nDCG@10", "MRR@10", "Success@1", "Success@5", "R@10", "Judged@10"),
    *("supported", "served", "exact"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row is as long as `columns`."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_markdown(self) -> str:
        """Return the table in Markdown, its title above it."""
        rule = ["---", *("---:" for _ in self.columns[1:])]
        rows = [self.columns, rule, *self.rows]
        lines = (f"| {' | '.join(row)} |" for row in rows)
        return f"**{self.title}**\n\n" + "\n".join(lines) + "\n"


def quality(collection: Collection, scores: Scores) -> Table:
    """Return means by type of question, all of them first; `n` counts judged questions."""
    columns = [name for name in COLUMNS if name in scores.means]
    judged = scores.means["nDCG@10"]
    types = [OVERALL, *(kind for kind in collection.types() if kind in judged)]
    rows = (
        (kind, str(judged[kind].n), *(_cell(scores, name, kind) for name in columns))
        for kind in types
    )
    return Table("Quality by type of question", ("type", "n", *columns), tuple(rows))


def details(collection: Collection, scores: Scores) -> Table:
    """Return means by subtype and by tag of question; a question counts in each that it has."""
    columns = [name for name in COLUMNS if name in scores.means]
    groups: dict[str, list[str]] = {}
    for question in collection.questions:
        named = [f"{question.type}: {question.subtype}"] if question.subtype else []
        for group in (*named, *(f"tag {tag}" for tag in question.tags)):
            groups.setdefault(group, []).append(question.id)
    judged = scores.values["nDCG@10"]
    rows = (
        (group, str(sum(i in judged for i in ids)), *(_mean_of(scores, n, ids) for n in columns))
        for group, ids in sorted(groups.items())
        if any(i in judged for i in ids)
    )
    return Table("Quality by subtype and tag", ("subtype or tag", "n", *columns), tuple(rows))


def follow_ups(scores: Scores) -> Table:
    """Return how well follow-up questions are completed; no rows where there are none."""
    found = scores.follow_ups
    completed, kept, others = shown(found.completed), shown(found.kept), found.n - found.needing
    rows = (
        ("answered with the turn before", str(found.n), shown(found.with_turn)),
        ("answered without it", str(found.n), shown(found.alone)),
        ("of those not answered without it: answered with it", str(found.needing), completed),
        ("of those answered without it: answered with it as well", str(others), kept),
    )
    return Table("Follow-up questions", ("figure", "n", "share"), rows if found.n else ())


def refusals(scores: Scores) -> Table:
    """Return how well the unanswerable are told apart, by their kind."""
    separation, wrong = scores.refusal.separation, scores.refusal.wrongly_answered
    rows = (
        (kind, str(mean.n), shown(mean.value), shown(wrong[kind].value))
        for kind, mean in separation.items()
        if mean.n
    )
    title = "Refusal of what cannot be answered"
    return Table(title, ("kind", "n", "AUROC", "answered at 95 % of the answerable"), tuple(rows))


def thresholds(scores: Scores) -> Table:
    """Return what each `ANSWER_THRESHOLD` would do; no rows where nothing is unanswerable."""
    rows = (
        (f"{at.threshold:.1f}", shown(at.answerable), shown(at.right), shown(at.unanswerable))
        for at in at_thresholds(scores.trials)
    )
    columns = ("threshold", "answerable answered", "and rightly", "unanswerable answered")
    return Table("What another ANSWER_THRESHOLD would do", columns, tuple(rows))


def summary(scores: Scores) -> Table:
    """Return the figures of the run as a whole."""
    refusal, latency = scores.refusal, scores.latency
    rows = [
        ("answerable questions answered", _of(refusal.answered)),
        ("unanswerable questions refused", _of(refusal.refused)),
        ("area under risk and coverage (less is better)", shown(refusal.area_under_risk)),
        ("expected calibration error (less is better)", shown(refusal.calibration_error)),
        ("Brier score (less is better)", shown(refusal.brier)),
    ]
    if latency is not None:
        rows.append(("answer, median", f"{latency.p50_ms:.1f} ms"))
        rows.append(("answer, 95th percentile", f"{latency.p95_ms:.1f} ms"))
    rows.append(("questions missing from the run (scored 0)", str(len(scores.missing))))
    rows.append(("questions whose evidence is in no article (scored 0)", str(len(scores.unplaced))))
    return Table("The run as a whole", ("figure", "value"), tuple(rows))


def glance(scores: Scores) -> tuple[tuple[str, str], ...]:
    """Return the handful of figures that are read first, as (value, what it is)."""
    means, refusal = scores.means, scores.refusal
    named = (
        ("Success@1", "right article first"),
        ("served", "answered with the evidence"),
        ("exact", "of the quotes exact"),
    )
    found = [(means[name][OVERALL].value, what) for name, what in named if name in means]
    found.append((refusal.refused.value, "of the unanswerable refused"))
    shares = [(f"{100 * value:.1f} %", what) for value, what in found if value is not None]
    if scores.latency is not None:
        shares.append((f"{scores.latency.p50_ms:.0f} ms", "for an answer, median"))
    return tuple(shares)


def faults(scores: Scores) -> Table:
    """Return how many questions have each fault, the most frequent first."""
    counted: dict[str, int] = {}
    for fault in scores.faults.values():
        counted[fault.value] = counted.get(fault.value, 0) + 1
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple((name, str(count)) for name, count in ordered)
    return Table("Replies by fault", ("fault", "questions"), rows)


def all_tables(collection: Collection, scores: Scores) -> tuple[Table, ...]:
    """Return every table of a run, those without rows left out."""
    tables = (
        quality(collection, scores),
        details(collection, scores),
        follow_ups(scores),
        refusals(scores),
        thresholds(scores),
        summary(scores),
        faults(scores),
    )
    return tuple(table for table in tables if table.rows)


def provenance(run: Run) -> str:
    """Return the line that every table carries: what made it, from what, and where."""
    made = run.manifest
    if made is None:
        return f"run {run.name}, of unknown making"
    generation = f", generation {made.generation}" if made.generation is not None else ""
    return (
        f"`wenbao evaluate run {made.collection} --system {made.system}`: "
        f"{made.questions} questions, commit {made.commit or 'unknown'}, model {made.model}"
        f"{generation}; {made.machine.cores} cores of {made.machine.processor}; "
        f"{made.made_at:%Y-%m-%d %H:%M} UTC"
    )


def shown(value: float | None) -> str:
    """Return a figure with three decimals, or a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def _of(mean: Mean) -> str:
    return f"{shown(mean.value)} of {mean.n}"


def _cell(scores: Scores, measure: str, kind: str) -> str:
    mean = scores.means[measure].get(kind)
    return shown(mean.value if mean else None)


def _mean_of(scores: Scores, measure: str, ids: Sequence[str]) -> str:
    values = [scores.values[measure][i] for i in ids if i in scores.values[measure]]
    return shown(statistics.fmean(values) if values else None)


def comparisons(name_a: str, name_b: str, found: Sequence[Comparison]) -> Table:
    """Return one row a measure: both means, the difference with its interval, wins and losses."""
    columns = (
        "measure",
        "n",
        name_a,
        name_b,
        "difference",
        "95 % interval",
        "p",
        "wins/ties/losses",
    )
    rows = (
        (
            *(c.measure, str(c.n), shown(c.mean_a), shown(c.mean_b), f"{c.difference:+.3f}"),
            *(f"{c.low:+.3f} … {c.high:+.3f}", shown(c.p_value)),
            f"{c.wins}/{c.ties}/{c.losses}",
        )
        for c in found
    )
    return Table(f"{name_b} against {name_a}", columns, tuple(rows))


def changes(collection: Collection, runs: tuple[Run, Run], compared: Comparison, most: int) -> str:
    """Return the questions that changed most in a measure, with both replies, as Markdown."""
    ordered = sorted(compared.changed, key=lambda c: (-abs(c.difference), c.question_id))
    lines = [f"**{compared.measure}: {len(ordered)} questions changed**", ""]
    for change in ordered[:most]:
        question = collection.by_id[change.question_id]
        lines.append(f"- {change.difference:+.3f} {question.id} {question.text}")
        for run, value in zip(runs, (change.a, change.b), strict=True):
            lines.append(f"  - {run.name} ({value:.3f}): {_said(run, question.id)}")
    return "\n".join(lines) + "\n"


def _said(run: Run, question_id: str) -> str:
    reply = run.by_id.get(question_id)
    if reply is None:
        return "not in the run"
    if not reply.quotes:
        first = f"first article {reply.ranking[0][0]}" if reply.ranking else "nothing ranked"
        return f"{reply.status}, {first}" if reply.status else first
    held = "" if reply.answered else "(withheld) "
    return held + " / ".join(quote.text for quote in reply.quotes)


def markdown(collection: Collection, run: Run, scores: Scores) -> str:
    """Return every table of a run as Markdown, and the line that says what made them."""
    parts = [table.as_markdown() for table in all_tables(collection, scores)]
    return "\n".join([*parts, provenance(run)]) + "\n"
