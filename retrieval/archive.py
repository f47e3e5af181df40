"""The face of the archive: open it, ask it, search it, load pages into it, take a load back.

Bot, command line and evaluation stand on this module alone.
"""

from __future__ import annotations

import dataclasses
import itertools
import threading
from typing import TYPE_CHECKING

from retrieval import pages
from retrieval.asking import search as searching
from retrieval.asking.answer import gather
from retrieval.asking.confidence import THRESHOLD
from retrieval.asking.query import understand
from retrieval.asking.trace import Trace
from retrieval.embed import embedder_for
from retrieval.errors import GenerationUnknown, NothingLoaded
from retrieval.index.generation import open_generation
from retrieval.index.manifest import Recipe, check_recipe, read_manifest
from retrieval.index.store import GenerationStore
from retrieval.loading import Loader
from retrieval.status import read_status
from retrieval.text import Tokenizer
from retrieval.types import (
    Answer,
    AnswerStatus,
    ArchiveStatus,
    Article,
    ArticleId,
    ArticleRef,
    GenerationNumber,
    Hit,
    LoadReport,
    NoEvidenceReason,
    Turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, Progress
    from retrieval.settings import ArchiveSettings
    from retrieval.types import Explanation, LoadProgress, Query

ANSWER_DEPTH = 50


def open_archive(settings: ArchiveSettings) -> Archive:
    """Open the archive of a program's settings; no model is loaded before it is needed."""
    return Archive(settings.data_dir, embedder_for(settings.embedding_model, settings.data_dir))


class Archive:
    """A newspaper archive in one data folder. Safe to share between threads.

    A question keeps the generation that it began with; a load never disturbs it. A generation that
    another process made live is seen at the next question.
    """

    def __init__(
        self, data_dir: Path, embedder: Embedder, tokenizer: Tokenizer | None = None
    ) -> None:
        self._data_dir = data_dir
        self._store = GenerationStore(data_dir)
        self._embedder = embedder
        self._recipe = Recipe(model=embedder.key)
        self._tokenizer = tokenizer or Tokenizer(cache_dir=data_dir / "cache")
        self._opening = threading.Lock()
        self._opened: Generation | None = None
        self._loader = Loader(
            self._store,
            embedder,
            self._tokenizer,
            pages.read_pages,
            pages.join_continuations,
            recipe=self._recipe,
            reader_version=pages.VERSION,
        )

    # --- asking ----------------------------------------------------------------------------

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        """Answer a question with exact quotes, or say honestly that there is no evidence.

        Raises `NothingLoaded` before the first load, `ModelError` when the model cannot run.
        """
        return self.explain(question, context=context).answer

    def explain(self, question: str, *, context: Turn | None = None) -> Explanation:
        """Answer like `ask`, and tell how the answer came about. Raises like `ask`."""
        trace = Trace()
        with trace.stage("open"):
            generation = self._generation()
        with trace.stage("understand"):
            queries = understand(question, self._tokenizer, context)
        answers = ((query, self._answer(query, generation, trace)) for query in queries)
        query, answer = _first_found(answers)
        return trace.explain(query, answer, THRESHOLD)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first. Raises like `ask`."""
        generation = self._generation()
        (query,) = understand(question, self._tokenizer)
        return searching.search(query, generation, self._embedder, k).hits

    def article(self, article_id: ArticleId) -> tuple[ArticleRef, Article]:
        """Return an article and its source line. Raises `ArticleUnknown`, `NothingLoaded`."""
        catalogue = self._generation().catalogue
        return catalogue.reference(article_id), catalogue.article(article_id)

    def warm_up(self) -> None:
        """Load index, words and model, so that the first question does not wait for them.

        Raises `NothingLoaded` before a model is loaded, and `ModelError`.
        """
        self._generation()
        self._tokenizer.names("问报")
        self._embedder.embed_queries(["问报"])

    # --- loading ---------------------------------------------------------------------------

    def load(
        self,
        paths: Sequence[Path],
        *,
        mirror: bool = False,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Load page files and folders into a new generation, verify it and make it live.

        With `mirror`, pages that a folder among `paths` gave before and has no more are removed.
        With `rebuild`, nothing of the live generation is used: `paths` are the whole archive.
        Files that cannot be read are reported and the rest goes in. Raises `PageError` for a path
        that does not exist, `NoPages`, `ArchiveBusy`, `VerificationFailed`, `ModelError`.
        """
        base = None if rebuild else self._generation_or_none()
        return self._loader.load(paths, base, mirror=mirror, progress=progress or _unheard)

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        """Make a kept generation live: `number`, or the one before. Raises `GenerationUnknown`."""
        with self._store.writing():
            kept, live = self._store.kept(), self._store.current()
            earlier = [n for n in kept if live is None or n < live]
            target = number if number is not None else (earlier[-1] if earlier else None)
            if target is None or target not in kept:
                raise GenerationUnknown(target, kept)
            check_recipe(read_manifest(self._store.folder(target)), self._recipe)
            self._store.activate(target)
        return target

    def status(self) -> ArchiveStatus:
        """Say what the archive holds, loading neither a model nor an index."""
        return read_status(self._data_dir, self._embedder.key)

    # --- the generation a call works with --------------------------------------------------

    def _generation(self) -> Generation:
        generation = self._generation_or_none()
        if generation is None:
            raise NothingLoaded
        return generation

    def _generation_or_none(self) -> Generation | None:
        number = self._store.current()
        opened = self._opened
        if number is None or (opened is not None and opened.number == number):
            return opened if number is not None else None
        with self._opening:
            if self._opened is None or self._opened.number != number:
                folder = self._store.folder(number)
                check_recipe(read_manifest(folder), self._recipe)
                self._opened = open_generation(folder)
            return self._opened

    def _answer(self, query: Query, generation: Generation, trace: Trace) -> Answer:
        if query.small_talk is not None:
            return _answer(query, generation, AnswerStatus.SMALL_TALK, confidence=1.0)
        if not query.terms:
            return _refuse(query, generation, NoEvidenceReason.EMPTY_QUESTION)
        if not generation.lexical.count():
            return _refuse(query, generation, NoEvidenceReason.EMPTY_ARCHIVE)
        with trace.stage("search"):
            embedder = trace.timed(self._embedder)
            found = searching.search(query, generation, embedder, ANSWER_DEPTH)
        with trace.stage("answer"):
            evidence = gather(found)
        trace.note(query, found, evidence)
        if evidence.confidence < THRESHOLD:
            refusal = _refuse(query, generation, evidence.reason)
            return dataclasses.replace(
                refusal, confidence=evidence.confidence, nearest=evidence.nearest
            )
        answered = _answer(query, generation, AnswerStatus.ANSWERED, evidence.confidence)
        return dataclasses.replace(answered, quotes=evidence.quotes)


def _first_found(answers: Iterator[tuple[Query, Answer]]) -> tuple[Query, Answer]:
    """Return the first answer that found something, else the first refusal, with its query."""
    first = next(answers)
    tried = itertools.chain([first], answers)
    return next((a for a in tried if a[1].status is not AnswerStatus.NO_EVIDENCE), first)


def _answer(
    query: Query, generation: Generation, status: AnswerStatus, confidence: float
) -> Answer:
    return Answer(
        question=query.original,
        status=status,
        confidence=confidence,
        quotes=(),
        nearest=(),
        generation=generation.number,
        elapsed_ms=0.0,
        small_talk=query.small_talk,
    )


def _refuse(query: Query, generation: Generation, reason: NoEvidenceReason) -> Answer:
    answer = _answer(query, generation, AnswerStatus.NO_EVIDENCE, confidence=0.0)
    return dataclasses.replace(answer, reason=reason)


def _unheard(_progress: LoadProgress) -> None:
    """Hear nothing of a load's progress."""
