"""The benchmark as one table, for people in Markdown and for machines in JSON."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retrieval.evaluation.comparison import compare
from retrieval.evaluation.manifest import Machine
from retrieval.evaluation.measures import ranking_scores
from retrieval.evaluation.peers.systems import OURS
from retrieval.evaluation.scores import latency_of
from retrieval.evaluation.tables import Table, shown

if TYPE_CHECKING:
    from retrieval.evaluation.measures import RankingScores
    from retrieval.evaluation.peers.bench import Benchmark
    from retrieval.evaluation.peers.trial import TrialResult

MEASURES = ("nDCG@10", "MRR@10", "Success@1", "Success@5")


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A system's figures. `against_ours` is nDCG@10 less ours, with its 95 % interval.

    `quality` holds means by measure, over every judged question.
    """

    system: str
    versions: dict[str, str]
    quality: dict[str, float]
    against_ours: tuple[float, float, float] | None
    passages: int
    articles_per_s: float
    p50_ms: float
    p95_ms: float
    peak_mib: float


def rows(benchmark: Benchmark) -> tuple[PeerRow, ...]:
    """Return a row for each system that ran, in their order."""
    scored = {
        result.system: ranking_scores(benchmark.task.qrels, result.rankings)
        for result in benchmark.results
    }
    return tuple(_row(result, scored) for result in benchmark.results)


def _row(result: TrialResult, scored: dict[str, RankingScores]) -> PeerRow:
    own, ours = scored[result.system].by_measure, scored.get(OURS)
    against = None
    if ours is not None and result.system != OURS:
        found = compare("nDCG@10", ours.by_measure["nDCG@10"], own["nDCG@10"])
        against = (found.difference, found.low, found.high)
    latency = latency_of(result.latencies_ms)
    return PeerRow(
        system=result.system,
        versions=result.versions,
        quality={name: statistics.fmean(own[name].values()) for name in MEASURES},
        against_ours=against,
        passages=result.passages,
        articles_per_s=result.articles / max(result.index_s, 1e-9),
        p50_ms=latency.p50_ms,
        p95_ms=latency.p95_ms,
        peak_mib=result.peak_mib,
    )


def table(benchmark: Benchmark) -> Table:
    """Return the table: every speed and size with its ratio to ours, where ours ran."""
    found = rows(benchmark)
    ours = next((row for row in found if row.system == OURS), None)
    columns = (
        *("system", *MEASURES, "nDCG@10 less ours (95 %)", "indexing, articles/s"),
        *("question p50, ms", "p95, ms", "memory, MiB"),
    )
    cells = (
        (
            row.system,
            *(shown(row.quality[name]) for name in MEASURES),
            _against(row),
            _beside(row, ours, "articles_per_s", "{:.2f}"),
            _beside(row, ours, "p50_ms", "{:.1f}"),
            _beside(row, ours, "p95_ms", "{:.1f}"),
            _beside(row, ours, "peak_mib", "{:.0f}"),
        )
        for row in found
    )
    task = benchmark.task
    title = f"{task.name}: {len(task.questions)} questions over {len(task.articles)} articles"
    return Table(title, columns, tuple(cells))


def _against(row: PeerRow) -> str:
    if row.against_ours is None:
        return "–"
    difference, low, high = row.against_ours
    return f"{difference:+.3f} ({low:+.3f} … {high:+.3f})"


def _beside(row: PeerRow, ours: PeerRow | None, name: str, form: str) -> str:
    value: float = getattr(row, name)
    text = form.format(value)
    if ours is None or row is ours:
        return text
    return f"{text} (×{value / getattr(ours, name):.2f})"


def markdown(benchmark: Benchmark) -> str:
    """Return the table with what made it, and which libraries are not installed."""
    lines = [table(benchmark).as_markdown(), provenance(benchmark)]
    if benchmark.absent:
        missing = ", ".join(benchmark.absent)
        lines.append(f"Not installed, so not run: {missing}. `make figures` installs them.")
    return "\n".join(lines) + "\n"


def provenance(benchmark: Benchmark) -> str:
    """Return the line that says what made the table."""
    machine = Machine()
    used = {k: v for result in benchmark.results for k, v in result.versions.items()}
    listed = ", ".join(f"{name} {version}" for name, version in used.items())
    return (
        f"`wenbao evaluate peers {benchmark.task.name}`: commit {benchmark.commit or 'unknown'}, "
        f"model {benchmark.model}, {listed or 'ours alone'}; "
        f"{machine.cores} cores of {machine.processor}"
    )


def as_json(benchmark: Benchmark) -> dict[str, Any]:
    """Return everything of the table as values for JSON."""
    return {
        "collection": benchmark.task.name,
        "articles": len(benchmark.task.articles),
        "questions": len(benchmark.task.questions),
        "commit": benchmark.commit,
        "model": benchmark.model,
        "machine": asdict(Machine()),
        "absent": list(benchmark.absent),
        "systems": [asdict(row) for row in rows(benchmark)],
    }
