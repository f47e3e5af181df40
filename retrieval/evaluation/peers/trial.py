"""One system on one collection, in a process of its own, so that its memory is its own.

`python -m retrieval.evaluation.peers.trial JOB.json RESULT.json` is what the benchmark starts.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from retrieval.evaluation.collections import CorpusArticle  # noqa: TC001 - pydantic reads it
from retrieval.evaluation.peers.port import Asked, Peer  # noqa: TC001 - pydantic reads one
from retrieval.evaluation.peers.systems import OURS, make, versions

PASSAGES = 100
"""Passages that every system is asked for; a ranking of articles is made of them."""
_KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Job:
    """What a system is to do: index `articles`, then answer `questions`, with one model.

    `model` names the embedding model as the settings do, `model_folder` is where it lies, and
    `models` is the data folder that holds a converted one.
    """

    system: str
    identity: str
    model: str
    model_folder: Path
    models: Path
    articles: tuple[CorpusArticle, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What a system did. `rankings` hold (article id, score) by question, each article once.

    `index_s` is without the loading of the model; `latencies_ms` is one search for each
    question, in order, after one to warm up; `peak_mib` is the most memory the process had.
    """

    system: str
    identity: str
    versions: dict[str, str]
    articles: int
    passages: int
    index_s: float
    latencies_ms: tuple[float, ...]
    peak_mib: float
    rankings: dict[str, tuple[tuple[str, float], ...]]


JOB = TypeAdapter(Job)
RESULT = TypeAdapter(TrialResult)


def measure(peer: Peer, job: Job) -> TrialResult:
    """Index and ask; every question is asked once, the first one before as well."""
    began = time.perf_counter()
    passages = peer.index(job.articles)
    index_s = time.perf_counter() - began
    if job.questions:
        peer.search(job.questions[0], PASSAGES)
    rankings, latencies = {}, []
    for asked in job.questions:
        began = time.perf_counter()
        found = peer.search(asked, PASSAGES)
        latencies.append((time.perf_counter() - began) * 1000)
        rankings[asked.id] = best_of_each(found)
    return TrialResult(
        system=job.system,
        identity=job.identity,
        versions=versions(job.system),
        articles=len(job.articles),
        passages=passages,
        index_s=index_s,
        latencies_ms=tuple(latencies),
        peak_mib=peak_mib(),
        rankings=rankings,
    )


def best_of_each(found: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return each article once, where its first passage stands."""
    best: dict[str, float] = {}
    for article_id, score in found:
        best.setdefault(article_id, score)
    return tuple(best.items())


def peak_mib() -> float:
    """Return the most memory that this program has held, in MiB.

    Linux keeps it for the program alone; elsewhere the parent's counts in as well.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="utf-8").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / _KIB_PER_MIB
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (_KIB_PER_MIB**2 if sys.platform == "darwin" else _KIB_PER_MIB)


def _peer(job: Job, scratch: Path) -> Peer:
    if job.system != OURS:
        return make(job.system, job.model_folder)
    from retrieval.embed import embedder_for
    from retrieval.evaluation.peers.ours import OurSearch

    return OurSearch(embedder_for(job.model, job.models), scratch)


def main(job_path: Path, result_path: Path) -> None:
    """Do a job from its file, and write the result whole or not at all."""
    job = JOB.validate_json(job_path.read_bytes())
    with tempfile.TemporaryDirectory() as scratch:
        result = measure(_peer(job, Path(scratch)), job)
    aside = result_path.with_suffix(".part")
    aside.write_bytes(RESULT.dump_json(result))
    aside.rename(result_path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
