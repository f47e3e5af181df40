"""Measures loads: against the bare embedding of the same texts, and of one page into a large one.

Both are done over the model that members get, with everything that a load does: reading, words,
indexes, checks and the gate.
"""

from __future__ import annotations

import contextlib
import resource
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.archive import Archive
from retrieval.embed import embedder_for
from retrieval.errors import NoPages
from retrieval.evaluation.grown import grow
from retrieval.evaluation.speed_run import live_generation
from retrieval.loading.difference import find_pages
from retrieval.operating.gate import GateRules
from retrieval.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.ports import Embedder, Vectors
    from retrieval.settings import ArchiveSettings

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Throughput:
    """How long loads of the same pages took, and as many times how long the bare model.

    Both are (seconds, processor seconds of all cores). The two took turns, so that what else the
    machine did weighed on both.
    """

    pages: int
    texts: int
    loads: tuple[tuple[float, float], ...]
    embeddings: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """The median of how many times as long as its texts' embedding a load took."""
        return self._ratio(0)

    @property
    def work_ratio(self) -> float:
        """The same of processor time, which other programs on the machine change little."""
        return self._ratio(1)

    def _ratio(self, of: int) -> float:
        pairs = zip(self.loads, self.embeddings, strict=True)
        return statistics.median(load[of] / embedding[of] for load, embedding in pairs)


@dataclass(frozen=True, slots=True)
class OnePage:
    """A load of one page into an archive: seconds until it was live, of which embedding.

    `cpu_s` counts what this process worked meanwhile, on all cores, whatever else the machine did;
    `memory_mb` is the most that it ever held.
    """

    passages: int
    live_s: float
    embed_s: float
    cpu_s: float
    texts: int
    memory_mb: float


class _Noting:
    """An embedder over another one that notes what it was given, and how long it took."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.texts: list[str] = []
        self.took_s = 0.0

    @property
    def key(self) -> str:
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_queries(texts)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        began = time.monotonic()
        try:
            return self._embedder.embed_passages(texts, on_done)
        finally:
            self.took_s += time.monotonic() - began
            self.texts += texts


def throughput(
    settings: ArchiveSettings, paths: Sequence[Path], rounds: int = ROUNDS
) -> Throughput:
    """Load pages into an empty archive, and embed their texts, in turn.

    Raises `NoPages`, `ModelError`.
    """
    files = find_pages(paths)
    if not files:
        raise NoPages(())
    model = embedder_for(settings.embedding_model, settings.data_dir)
    tokenizer = Tokenizer(cache_dir=settings.data_dir / "cache")
    tokenizer.names("问报")
    model.embed_queries(["问报"])  # nothing is loaded or started while it is measured
    loads, embeddings = [], []
    texts: list[str] = []
    for _ in range(rounds):
        with _folder() as folder:
            noting = _Noting(model)
            archive = Archive(folder, noting, tokenizer, batch_pages=settings.load_batch_pages)
            loads.append(_timed(lambda: archive.load(paths)))  # noqa: B023 - called at once
        texts = noting.texts
        embeddings.append(_timed(lambda: model.embed_passages(texts)))  # noqa: B023 - called at once
    return Throughput(len(files), len(texts), tuple(loads), tuple(embeddings))


def one_page(
    settings: ArchiveSettings, page: Path, passages: int, on_done: Callable[[int], None]
) -> OnePage:
    """Grow the live archive to so many passages, and load one page into it.

    The page must not be in the archive. Raises `NothingLoaded`, `ModelError`.
    """
    model = embedder_for(settings.embedding_model, settings.data_dir)
    tokenizer = Tokenizer(cache_dir=settings.data_dir / "cache")
    base = live_generation(settings.data_dir, model)
    with _folder() as folder:
        grow(base, folder, passages, tokenizer, on_done)
        noting = _Noting(model)
        gate = GateRules(settings.gate_questions, settings.gate_margin)
        archive = Archive(folder, noting, tokenizer, gate=gate)
        archive.warm_up()
        return _load_one(archive, noting, page)


def _load_one(archive: Archive, noting: _Noting, page: Path) -> OnePage:
    began, cpu = time.monotonic(), time.process_time()
    report = archive.load([page])
    return OnePage(
        passages=archive.status().passages,
        live_s=time.monotonic() - began,
        embed_s=noting.took_s,
        cpu_s=time.process_time() - cpu,
        texts=report.embedded,
        memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def markdown(loads: Throughput, pages: Sequence[OnePage]) -> str:
    """Return both as tables."""
    lines = [
        "| a load of | texts | s | the bare model, s | times as long | times the work |",
        "|---|--:|--:|--:|--:|--:|",
        f"| {loads.pages} pages | {loads.texts} | {_median(loads.loads):.1f} | "
        f"{_median(loads.embeddings):.1f} | {loads.ratio:.2f} | {loads.work_ratio:.2f} |",
        "",
        "| one page into passages | live after s | of it embedding | processor s | memory MB |",
        "|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.passages:,} | {one.live_s:.1f} | {one.embed_s:.1f} ({one.texts} texts) | "
        f"{one.cpu_s:.1f} | {one.memory_mb:.0f} |"
        for one in pages
    ]
    return "\n".join(lines) + "\n"


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="wenbao-loading-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _median(times: Sequence[tuple[float, float]]) -> float:
    return statistics.median(seconds for seconds, _ in times)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    began, cpu = time.monotonic(), time.process_time()
    work()
    return time.monotonic() - began, time.process_time() - cpu
