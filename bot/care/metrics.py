"""What is counted and timed while the bot runs, for Prometheus and for /status.

Nothing here knows who asked, or what. Everything may be called from any thread.
"""

from __future__ import annotations

import math
import statistics
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.ports import NewsArchive
    from retrieval.types import AnswerStatus, Explanation

LAST = 1000  # questions that the percentiles of /status are worked out from
QUESTION_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
STAGE_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The counters of one run of the bot, with a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._process = ProcessCollector(registry=self.registry)
        self._questions = Counter(
            "wenbao_questions",
            "Questions, by what became of them at the entrance: taken, too_fast, full.",
            ["entrance"],
            registry=self.registry,
        )
        self._answers = Counter(
            "wenbao_answers",
            "What members were told: answered, no_evidence, small_talk.",
            ["status"],
            registry=self.registry,
        )
        self._question_s = Histogram(
            "wenbao_question_seconds",
            "From the arrival of a question until all of its answer is sent.",
            buckets=QUESTION_S,
            registry=self.registry,
        )
        self._stage_s = Histogram(
            "wenbao_stage_seconds",
            "Steps of answering; a step within a step counts in the inner one only.",
            ["stage"],
            buckets=STAGE_S,
            registry=self.registry,
        )
        self._loads = Counter(
            "wenbao_loads", "Loads of pages, by their end.", ["result"], registry=self.registry
        )
        self._telegram_errors = Counter(
            "wenbao_telegram_errors",
            "Requests that Telegram refused or that did not reach it.",
            ["kind"],
            registry=self.registry,
        )
        self._incidents = Counter(
            "wenbao_incidents", "Faults of the bot's own.", registry=self.registry
        )
        self._latencies_s: deque[float] = deque(maxlen=LAST)
        self._began = time.monotonic()
        self.waiting: Callable[[], int] = int

    def entered(self, entrance: str) -> None:
        """Count a question by what became of it at the entrance."""
        self._questions.labels(entrance).inc()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Time a question, from its arrival until its answer is sent."""
        began = time.perf_counter()
        try:
            yield
        finally:
            elapsed_s = time.perf_counter() - began
            self._question_s.observe(elapsed_s)
            self._latencies_s.append(elapsed_s)

    def answered(self, status: AnswerStatus) -> None:
        """Count an answer to a member, from memory or not."""
        self._answers.labels(status.value).inc()

    def explained(self, explanation: Explanation) -> None:
        """Time the steps of an answer that was worked out."""
        for stage in explanation.stages:
            self._stage_s.labels(stage.name).observe(stage.elapsed_ms / 1000)

    def loaded(self, result: str) -> None:
        """Count a load by its end."""
        self._loads.labels(result).inc()

    def telegram_failed(self, error: BaseException) -> None:
        """Count an error of a request to Telegram by its kind."""
        self._telegram_errors.labels(type(error).__name__).inc()

    def incident(self) -> None:
        """Count a fault of our own."""
        self._incidents.inc()

    def watch_queue(self, waiting: Callable[[], int]) -> None:
        """Show how many questions wait."""
        gauge = Gauge("wenbao_waiting_questions", "Questions that wait.", registry=self.registry)
        gauge.set_function(waiting)
        self.waiting = waiting

    def watch_archive(self, archive: NewsArchive) -> None:
        """Show what the archive holds, at each look at the metrics."""
        self.registry.register(_ArchiveCollector(archive))

    @property
    def memory_mib(self) -> float:
        """Resident memory of this process; `nan` where the system does not tell."""
        found = (
            sample.value
            for family in self._process.collect()
            for sample in family.samples
            if sample.name == "process_resident_memory_bytes"
        )
        return next(found, math.nan) / 2**20

    @property
    def uptime_s(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began

    def latency_s(self, percent: int) -> float | None:
        """Return what `percent` of the last questions did not exceed; `None` before the second."""
        last = list(self._latencies_s)
        if len(last) < 2:
            return None
        return statistics.quantiles(last, n=100, method="inclusive")[percent - 1]


class _ArchiveCollector(Collector):
    """What the archive holds, asked when the metrics are read."""

    def __init__(self, archive: NewsArchive) -> None:
        self._archive = archive

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Name nothing beforehand, so that registering asks the archive nothing."""
        return ()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield number, age and size of the generation that is served, and how many are damaged."""
        try:
            held = self._archive.status()
        except WenbaoError:
            yield _gauge("wenbao_archive_readable", "Whether the archive can be read.", 0)
            return
        yield _gauge("wenbao_archive_readable", "Whether the archive can be read.", 1)
        yield _gauge("wenbao_pages", "Pages that are live.", held.pages)
        yield _gauge("wenbao_articles", "Articles that members can see.", held.articles)
        yield _gauge("wenbao_withdrawn_articles", "Articles that are withdrawn.", held.withdrawn)
        damaged = "Generations passed over because they are damaged; an older one is served then."
        yield _gauge("wenbao_damaged_generations", damaged, len(held.damaged))
        if held.generation is not None and held.built_at is not None:
            age_s = time.time() - held.built_at.timestamp()
            yield _gauge("wenbao_generation", "Number of the generation served.", held.generation)
            yield _gauge("wenbao_generation_age_seconds", "Since it was built.", age_s)


def _gauge(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, value=value)
