"""How an answer came about, noted while it is made: what was found, what spoke for it, how long."""

from __future__ import annotations

import dataclasses
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.asking.rank import signal_names
from retrieval.types import Explanation, StageTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.asking.answer import Evidence
    from retrieval.asking.search import Found
    from retrieval.ports import Embedder, Vectors
    from retrieval.types import Answer, Hit, Query


class Trace:
    """The notes on one question."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._elapsed_ms: dict[str, float] = {}
        self._inner_ms = 0.0
        self._hits: dict[Query, tuple[Hit, ...]] = {}
        self._signals: dict[Query, dict[str, float]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a step; a step within it counts in the inner one only."""
        began, inner_before = time.perf_counter(), self._inner_ms
        try:
            yield
        finally:
            whole_ms = (time.perf_counter() - began) * 1000
            own_ms = whole_ms - (self._inner_ms - inner_before)
            self._elapsed_ms[name] = self._elapsed_ms.get(name, 0.0) + own_ms
            self._inner_ms += own_ms

    def timed(self, embedder: Embedder) -> Embedder:
        """Return the embedder, with its work measured as the stage `embed`."""
        return _TimedEmbedder(embedder, self)

    def note(self, query: Query, found: Found, evidence: Evidence) -> None:
        """Note what a query found, and what speaks for it."""
        self._hits[query] = found.hits
        self.note_signals(query, evidence)

    def note_signals(self, query: Query, evidence: Evidence) -> None:
        """Note what speaks for the answer to a query, in place of what was noted before."""
        if evidence.signals is not None:
            told, names = evidence.signals, signal_names(type(evidence.signals))
            self._signals[query] = {name: getattr(told, name) for name in names}

    def explain(self, query: Query, answer: Answer, threshold: float) -> Explanation:
        """Return the answer to one of the queries, with the time of all, and the notes on it."""
        elapsed_ms = (time.perf_counter() - self._began) * 1000
        return Explanation(
            answer=dataclasses.replace(answer, elapsed_ms=elapsed_ms),
            query=query,
            hits=self._hits.get(query, ()),
            signals=self._signals.get(query, {}),
            threshold=threshold,
            stages=tuple(StageTime(name, ms) for name, ms in self._elapsed_ms.items()),
        )


class _TimedEmbedder:
    """An embedder whose work is measured."""

    def __init__(self, embedder: Embedder, trace: Trace) -> None:
        self._embedder = embedder
        self._trace = trace

    @property
    def key(self) -> str:
        """Identity of the vectors."""
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, measured."""
        with self._trace.stage("embed"):
            return self._embedder.embed_queries(texts)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Embed passages, measured."""
        with self._trace.stage("embed"):
            return self._embedder.embed_passages(texts, on_done)
