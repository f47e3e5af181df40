"""The face of the archive: open it, ask it, search it, load pages into it, take a load back.

Bot, command line and evaluation stand on this module alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from typing import TYPE_CHECKING

from retrieval import pages
from retrieval.asking.asker import Asker
from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.asking.query import questions_in, questions_left_in
from retrieval.asking.trace import Trace
from retrieval.embed import embedder_for
from retrieval.errors import GenerationDamaged, GenerationUnknown, NothingLoaded, SettingsError
from retrieval.index.generation import open_generation
from retrieval.index.manifest import Recipe, check_recipe, read_manifest
from retrieval.index.store import GenerationStore
from retrieval.loading import Loader
from retrieval.status import read_status
from retrieval.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from retrieval.asking.answer import Evidence
    from retrieval.asking.search import Found
    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, Progress, ReadingModel
    from retrieval.settings import ArchiveSettings
    from retrieval.types import (
        Answer,
        ArchiveStatus,
        Article,
        ArticleId,
        ArticleRef,
        Explanation,
        GenerationNumber,
        Hit,
        LoadProgress,
        LoadReport,
        PageRef,
        Turn,
    )


def open_archive(settings: ArchiveSettings) -> Archive:
    """Open the archive of a program's settings; no model is loaded before it is needed.

    Raises `SettingsError` when the data folder cannot be made, and `ModelError`.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"DATA_DIR: {settings.data_dir} cannot be used ({error.strerror}): "
            "name a folder that this user can write to"
        ) from error
    return Archive(settings.data_dir, embedder_for(settings.embedding_model, settings.data_dir))


class Archive:
    """A newspaper archive in one data folder. Safe to share between threads.

    A question keeps the generation that it began with; a load never disturbs it. A generation that
    another process made live is seen at the next question.
    """

    def __init__(
        self,
        data_dir: Path,
        embedder: Embedder,
        tokenizer: Tokenizer | None = None,
        *,
        options: AskingOptions = FOR_MEMBERS,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        reader: ReadingModel | None = None,
    ) -> None:
        self._data_dir = data_dir
        self._store = GenerationStore(data_dir)
        self._embedder = embedder
        self._recipe = Recipe(model=embedder.key)
        self._tokenizer = tokenizer or Tokenizer(cache_dir=data_dir / "cache")
        self._asker = Asker(embedder, self._tokenizer, options, clock=clock, reader=reader)
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

    def questions_of(self, message: str) -> tuple[str, ...]:
        """Return the questions of a message in order, one or more: each is asked by itself."""
        return questions_in(message)

    def questions_left_of(self, message: str) -> tuple[str, ...]:
        """Return the questions of a message that `questions_of` leaves out: beyond its most."""
        return questions_left_in(message)

    def ask_all(self, message: str, *, context: Turn | None = None) -> tuple[Answer, ...]:
        """Answer each question of a message like `ask`, in order; always one answer or more.

        A question may go on from the one before it in the message. Raises like `ask`.
        """
        answers: list[Answer] = []
        for question in self.questions_of(message):
            answers.append(self.ask(question, context=context))
            context = answers[-1].turn or context
        return tuple(answers)

    def explain(self, question: str, *, context: Turn | None = None) -> Explanation:
        """Answer like `ask`, and tell how the answer came about. Raises like `ask`."""
        trace = Trace()
        with trace.stage("open"):
            generation = self._generation()
        return self._asker.explain(question, context, generation, trace)

    def search(self, question: str, k: int = 10, *, context: Turn | None = None) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first. Raises like `ask`."""
        return self.find(question, k, context=context).hits

    def find(self, question: str, k: int, *, context: Turn | None = None) -> Found:
        """Return what `search` finds, with what speaks for each sentence. Raises like `ask`."""
        return self._asker.find(question, context, self._generation(), k)

    def weigh(self, question: str, *, context: Turn | None = None) -> Evidence | None:
        """Return what `ask` weighs before it answers or withholds; `None` when it weighs nothing.

        Raises like `ask`.
        """
        return self._asker.weigh(question, context, self._generation(), Trace())[1]

    def article(self, article_id: ArticleId) -> tuple[ArticleRef, Article]:
        """Return an article and its source line. Raises `ArticleUnknown`, `NothingLoaded`."""
        catalogue = self._generation().catalogue
        return catalogue.reference(article_id), catalogue.article(article_id)

    def articles(self) -> Iterator[tuple[ArticleRef, Article]]:
        """Yield every article that a page prints, once, with its source line, in page order."""
        catalogue = self._generation().catalogue
        ids = dict.fromkeys(i for printed in catalogue.printed().values() for i in printed)
        for article in catalogue.articles(ids):
            yield catalogue.reference(article.id), article

    def pages(self) -> tuple[PageRef, ...]:
        """Return the stored pages, the newest first, undated ones last. Raises `NothingLoaded`."""
        return self._generation().catalogue.page_refs()

    def articles_of(self, source: str) -> tuple[ArticleRef, ...]:
        """Return the articles of a page in printed order; () if the page is not there (any more).

        Raises `NothingLoaded`.
        """
        catalogue = self._generation().catalogue
        return tuple(catalogue.reference(i) for i in catalogue.printed_on(source))

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
        day: dt.date | None = None,
    ) -> LoadReport:
        """Load page files and folders into a new generation, verify it and make it live.

        `day` is when pages were printed that do not say so themselves.

        With `mirror`, pages that a folder among `paths` gave before and has no more are removed.
        With `rebuild`, nothing of the live generation is used: `paths` are the whole archive.
        Files that cannot be read are reported and the rest goes in. Raises `PageError` for a path
        that does not exist, `NoPages`, `ArchiveBusy`, `VerificationFailed`, `ModelError`.
        """

        def base() -> Generation | None:
            return None if rebuild else self._generation_or_none()

        heard = progress or _unheard
        return self._loader.load(paths, base, mirror=mirror, progress=heard, day=day)

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        """Make a kept generation live: `number`, or the one before. Raises `GenerationUnknown`."""
        with self._store.writing():
            kept, live = self._store.kept(), None
            with contextlib.suppress(GenerationDamaged):  # going back is the way out of damage
                live = self._store.current()
            earlier = [n for n in kept if live is None or n < live]
            target = number if number is not None else (earlier[-1] if earlier else None)
            if target is None or target not in kept:
                raise GenerationUnknown(target, kept)
            check_recipe(read_manifest(self._store.folder(target)), self._recipe)
            self._store.activate(target)
        return target

    def generation(self) -> GenerationNumber | None:
        """Return the number of the live generation, `None` before the first load."""
        return self._store.current()

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


def _unheard(_progress: LoadProgress) -> None:
    """Hear nothing of a load's progress."""
