"""Asks one archive in a process of its own, and tells how long it took and how much memory.

`python -m retrieval.evaluation.asker` reads a request as JSON from stdin and writes figures as
JSON to stdout, so that what the measuring program holds does not count.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.archive import Archive
from retrieval.embed import embedder_for
from retrieval.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKERS = 8
_WARMING = 10  # questions asked before any is timed


def measure(request: dict[str, Any]) -> dict[str, Any]:
    """Ask the questions of a request one by one, then by eight at once.

    Times are wall-clock seconds but for `processor_s`, what the questions asked alone took of the
    cores, which a busy machine changes least; `model_s` is what the model took of each. `start_s`
    runs from the moment that the request names (`began`, seconds since the epoch) to the first
    answer; `memory_bytes` is what the process holds after.
    """
    questions: Sequence[str] = request["questions"]
    settings_dir = Path(request["settings_dir"])
    archive = Archive(
        Path(request["folder"]),
        embedder_for(request["model"], settings_dir),
        Tokenizer(cache_dir=settings_dir / "cache"),
    )
    archive.ask(questions[0])
    start_s = time.time() - request["began"]
    for question in questions[:_WARMING]:
        archive.ask(question)
    began = time.perf_counter()
    timed = [_seconds(archive, question) for question in questions]
    one_s = time.perf_counter() - began
    began = time.perf_counter()
    with ThreadPoolExecutor(ASKERS) as pool:
        list(pool.map(archive.ask, questions))
    return {
        "start_s": start_s,
        "alone_s": [wall_s for wall_s, _, _ in timed],
        "processor_s": [processor_s for _, processor_s, _ in timed],
        "model_s": [model_s for _, _, model_s in timed],
        "one_per_s": len(questions) / one_s,
        "eight_per_s": len(questions) / (time.perf_counter() - began),
        "memory_bytes": _memory_bytes(),
    }


def _seconds(archive: Archive, question: str) -> tuple[float, float, float]:
    """Ask, and return the seconds on the clock, of the processor, and on the clock of the model."""
    began, processor_began = time.perf_counter(), time.process_time()
    stages = archive.explain(question).stages
    taken = time.perf_counter() - began, time.process_time() - processor_began
    return *taken, sum(stage.elapsed_ms for stage in stages if stage.name == "embed") / 1000


def _memory_bytes() -> int:
    """Return what this process holds in memory now, or at most held where that is not told."""
    pages = Path("/proc/self/statm")
    if pages.is_file():
        return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    json.dump(measure(json.load(sys.stdin)), sys.stdout)
