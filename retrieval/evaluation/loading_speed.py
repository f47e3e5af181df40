"""Measures loads: against the bare embedding of the same texts, and of one page into a large one.

Both are done over the model that members get, with everything that a load does: reading, words,
indexes, checks and the gate.
"""

from __future__ import annotations

import contextlib
import itertools
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
from retrieval.pages.exchange import IDLE_S
from retrieval.text import Tokenizer
from retrieval.types import LoadStage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.ports import Embedder, Vectors
    from retrieval.settings import ArchiveSettings
    from retrieval.types import LoadProgress

ROUNDS = 3
STEPS = ("read", "embed", "write", "check")


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
class Step:
    """A step of a load: seconds, and those that this process worked meanwhile, on all cores."""

    name: str
    took_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class OnePage:
    """A load of one page into an archive: seconds until it was live, in steps.

    `cpu_s` counts what this process worked meanwhile, on all cores, whatever else the machine did;
    the process that parses the page comes on top, where `read` waits for it. `memory_mb` is the
    most that was ever held.
    """

    passages: int
    texts: int
    steps: tuple[Step, ...]
    memory_mb: float

    @property
    def live_s(self) -> float:
        """Seconds until the page was live."""
        return sum(step.took_s for step in self.steps)

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time until then."""
        return sum(step.cpu_s for step in self.steps)


class _Watch:
    """Hears the progress of a load, and notes when each of `STEPS` ended."""

    def __init__(self) -> None:
        self._marks = [(time.monotonic(), time.process_time())]

    def __call__(self, progress: LoadProgress) -> None:
        ended = {
            (LoadStage.EMBED, False): 1,
            (LoadStage.EMBED, True): 2,
            (LoadStage.VERIFY, False): 3,
            (LoadStage.LIVE, True): 4,
        }
        if ended.get((progress.stage, progress.done == progress.total)) == len(self._marks):
            self._marks.append((time.monotonic(), time.process_time()))

    def steps(self) -> tuple[Step, ...]:
        """Return the steps that the load took."""
        pairs = zip(STEPS, itertools.pairwise(self._marks), strict=True)
        return tuple(Step(name, b[0] - a[0], b[1] - a[1]) for name, (a, b) in pairs)


class _Noting:
    """An embedder over another one that notes what it was given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.texts: list[str] = []

    @property
    def key(self) -> str:
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_queries(texts)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        self.texts += texts
        return self._embedder.embed_passages(texts, on_done)


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
    settings: ArchiveSettings,
    page: Path,
    passages: int,
    on_done: Callable[[int], None],
    *,
    rounds: int = ROUNDS,
    pause_s: float = IDLE_S,
) -> tuple[OnePage, ...]:
    """Grow the live archive to so many passages, and load one page into it, again and again.

    The page must not be in the archive. Between two rounds it is removed, and its reader ends; so
    the first load is that of a program just started, the others those of one that has loaded
    before. Raises `NothingLoaded`, `ModelError`.
    """
    model = embedder_for(settings.embedding_model, settings.data_dir)
    tokenizer = Tokenizer(cache_dir=settings.data_dir / "cache")
    base = live_generation(settings.data_dir, model)
    with _folder() as folder:
        grow(base, folder, passages, tokenizer, on_done)
        gate = GateRules(settings.gate_questions, settings.gate_margin)
        archive = Archive(folder, model, tokenizer, gate=gate)
        archive.warm_up()
        return tuple(_load_one(archive, page, pause_s if n else 0.0) for n in range(rounds))


def _load_one(archive: Archive, page: Path, pause_s: float) -> OnePage:
    time.sleep(pause_s)
    watch = _Watch()
    report = archive.load([page], progress=watch)
    held = archive.status().passages
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for source in report.pages_added:
        archive.remove(source)
    return OnePage(held, report.embedded, watch.steps(), memory_mb)


def markdown(loads: Throughput, pages: Sequence[OnePage]) -> str:
    """Return both as tables."""
    lines = [
        "| a load of | texts | s | the bare model, s | times as long | times the work |",
        "|---|--:|--:|--:|--:|--:|",
        f"| {loads.pages} pages | {loads.texts} | {_median(loads.loads):.1f} | "
        f"{_median(loads.embeddings):.1f} | {loads.ratio:.2f} | {loads.work_ratio:.2f} |",
        "",
        "Seconds, and in brackets those of processor time:",
        "",
        f"| one page into | live after | {' | '.join(STEPS)} | processor | memory MB |",
        f"|--:|--:|{'--:|' * len(STEPS)}--:|--:|",
    ]
    lines += [_row(one) for one in pages]
    return "\n".join(lines) + "\n"


def _row(one: OnePage) -> str:
    steps = " | ".join(f"{step.took_s:.1f} ({step.cpu_s:.1f})" for step in one.steps)
    return (
        f"| {one.passages:,} | {one.live_s:.1f} | {steps} | {one.cpu_s:.1f} | {one.memory_mb:.0f} |"
    )


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
