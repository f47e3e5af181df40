"""The face of the archive: open it, ask it, search it, load pages into it, take a load back.

Bot, command line and evaluation stand on this module alone.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from retrieval import pages
from retrieval.asking.asker import Asker
from retrieval.asking.fitted import fitted
from retrieval.asking.options import FOR_MEMBERS, AskingOptions, options_of
from retrieval.asking.query import questions_in, questions_left_in
from retrieval.asking.trace import Trace
from retrieval.damage import with_damage
from retrieval.embed import embedder_for
from retrieval.embed.kept import KeptVectors
from retrieval.errors import (
    GenerationDamaged,
    GenerationMismatch,
    GenerationUnknown,
    NothingLoaded,
    ReasonMissing,
    SettingsError,
)
from retrieval.index.generation import open_generation
from retrieval.index.manifest import Recipe, check_recipe, read_manifest
from retrieval.index.store import GenerationStore
from retrieval.loading.candidate import Workshop
from retrieval.loading.load import Loader
from retrieval.operating.arriving import Arrivals
from retrieval.operating.check import check
from retrieval.operating.gate import DEFAULT_RULES, Gate, GateRules
from retrieval.operating.naming import pages_named
from retrieval.operating.notices import NoticeStore
from retrieval.pages.sandbox import SandboxedReader
from retrieval.serving import Serving
from retrieval.status import StatusReader, summaries
from retrieval.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from retrieval.asking.answer import Evidence
    from retrieval.asking.search import Found
    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, PageReader, Progress, ReadingModel
    from retrieval.settings import ArchiveSettings
    from retrieval.types import (
        Answer,
        ArchiveStatus,
        Article,
        ArticleId,
        ArticleRef,
        Edition,
        Explanation,
        GenerationNumber,
        GenerationSummary,
        Hit,
        LoadPlan,
        LoadProgress,
        LoadReport,
        Page,
        PageRef,
        Turn,
    )

logger = logging.getLogger(__name__)

JOURNAL = "journal"
"""The folder in a data folder where a load under way keeps vectors, in case it is stopped."""

__all__ = ["Archive", "Arrivals", "check", "open_archive", "pages_named"]


def open_archive(settings: ArchiveSettings) -> Archive:
    """Open the archive of a program's settings; no model is loaded before it is needed.

    What a killed load has left is cleared.

    Raises `SettingsError` when the data folder cannot be made, and `ModelError`.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"DATA_DIR: {settings.data_dir} cannot be used ({error.strerror}): "
            "name a folder that this user can write to"
        ) from error
    GenerationStore(settings.data_dir).tidy()
    numbers = fitted(settings.fitted_numbers)
    embedder = embedder_for(settings.embedding_model, settings.data_dir)
    if embedder.key != numbers.provenance["model"]:
        logger.warning(
            "how sure answers are was fitted to %s, not to %s: see `wenbao evaluate fit`",
            numbers.provenance["model"],
            embedder.key,
        )
    return Archive(
        settings.data_dir,
        embedder,
        options=options_of(numbers, settings.answer_threshold),
        gate=GateRules(settings.gate_questions, settings.gate_margin),
        batch_pages=settings.load_batch_pages,
        removal_share=settings.removal_share,
    )


class Archive:
    """A newspaper archive in one data folder. Safe to share between threads.

    A question keeps the generation that it began with; a load never disturbs it. A generation that
    another process made live is seen at the next question. `read_pages` stands in for the reader of
    pages in a process of its own.
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
        gate: GateRules = DEFAULT_RULES,
        batch_pages: int = 200,
        removal_share: float = 0.05,
        read_pages: PageReader | None = None,
    ) -> None:
        self._store = GenerationStore(data_dir)
        self._embedder = embedder
        self._recipe = Recipe(model=embedder.key)
        self._tokenizer = tokenizer or Tokenizer(cache_dir=data_dir / "cache")
        self._asker = Asker(embedder, self._tokenizer, options, clock=clock, reader=reader)
        self._notices = NoticeStore(data_dir, clock)
        self._serving = Serving(self._store, self._notices, self._recipe)
        self._status = StatusReader(self._store, self._notices, embedder.key)
        workshop = Workshop(
            store=self._store,
            embedder=KeptVectors(embedder, data_dir / JOURNAL),
            journal=data_dir / JOURNAL,
            tokenizer=self._tokenizer,
            join_pages=_joined,
            recipe=self._recipe,
            reader_version=pages.VERSION,
            gate=Gate(self._asker, data_dir, gate),
            take=self._serving.take,
        )
        self._reader = SandboxedReader()
        self._loader = Loader(
            workshop, self._serving.bare, read_pages or self._reader, batch_pages, removal_share
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
        """Return an article and its source line. Raises `ArticleUnknown`, `NothingLoaded`.

        One that was withdrawn is still returned; its source line says so.
        """
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
        number: str = "",
        may_remove: Collection[str] | None = (),
    ) -> LoadReport:
        """Load page files and folders into a new generation, verify it and make it live.

        `day` is when pages were printed that do not say so themselves, `number` which page of the
        paper a file is that holds one page and does not say it either.

        With `mirror`, pages that a folder among `paths` gave before and has no more are removed.
        Where they are so many that the folder may not be whole, they go only when all of them are
        in `may_remove` (`None`: whatever they are). With `rebuild`, nothing of the live generation
        is used: `paths` are the whole archive. Files that cannot be read are reported and the rest
        goes in. What was removed by `remove` stays out of what folders give. A damage that was
        there before is told of, and is over. Raises `PageError` for a path that does not exist,
        `NoPages`, `ManyRemovals`, `ArchiveBusy`, `LoadRefused`, `StorageFailed`, `ModelError`, and
        `CollectionError` when the questions that are saved for the gate cannot be read.
        """
        return self._mending(
            lambda: self._loader.load(
                paths,
                mirror=mirror,
                rebuild=self._comparable if rebuild else None,
                progress=progress or _unheard,
                day=day,
                number=number,
                may_remove=may_remove,
            )
        )

    def plan(
        self,
        paths: Sequence[Path],
        *,
        mirror: bool = False,
        day: dt.date | None = None,
        progress: Progress | None = None,
    ) -> LoadPlan:
        """Say what `load` would do with the same arguments, and write nothing.

        Raises `PageError` for a path that does not exist, and `NoPages`.
        """
        heard = progress or _unheard
        return self._loader.plan(paths, mirror=mirror, progress=heard, day=day)

    def as_read(self, path: Path, source: str) -> str:
        """Return how a page was read as one HTML file: source and articles side by side.

        `source` begins with the file's name; behind it may stand a member of a zip (`/NAME`) and a
        page of a PDF (`#2`). Raises `PageError`.
        """
        return self._reader.view(path, source)

    def remove(self, name: str, *, progress: Progress | None = None) -> LoadReport:
        """Take a page, by its source name, or an article, by its id, out in a new generation.

        It stays out when a folder gives the same text again; a corrected text, and a file that is
        loaded by itself, come in. Going back to an earlier generation undoes it. Raises
        `NothingRemoved` when there is no such thing, `NothingLoaded`, and what `load` raises.
        """
        return self._mending(lambda: self._loader.remove(name, progress or _unheard))

    def vanished(self, folder: Path) -> tuple[str, ...]:
        """Return the pages that a folder gave and has no more, where they are suspiciously many.

        `load` would ask before it lets them go; as long as they are few, () comes back. Raises
        `GenerationDamaged`, `GenerationMismatch`.
        """
        return self._loader.vanished(folder)

    # --- generations -----------------------------------------------------------------------

    def generations(self) -> tuple[GenerationSummary, ...]:
        """Return every stored generation, ascending; no index is loaded."""
        return summaries(self._store)

    def activate(self, number: GenerationNumber) -> GenerationNumber:
        """Make a stored generation live, also one that was refused, and return its number.

        Raises `GenerationUnknown`, `GenerationDamaged`, `GenerationMismatch`, `ArchiveBusy`.
        """
        with self._store.writing():
            if number not in self._store.kept():
                raise GenerationUnknown(number, self._store.kept())
            folder = self._store.folder(number)
            check_recipe(read_manifest(folder), self._recipe)
            generation = open_generation(folder)
            self._store.activate(number)
            self._serving.take(generation)
        return number

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        """Make a kept generation live: `number`, or the good one before. Raises like `activate`."""
        if number is not None:
            return self.activate(number)
        problem: GenerationDamaged | None = None
        for earlier in reversed(self._earlier()):
            try:
                return self.activate(earlier)
            except GenerationDamaged as error:
                logger.warning("passed over: %s", error)
                problem = problem or error
        raise problem or GenerationUnknown(None, self._store.kept())

    def edition(self) -> Edition:
        """Return what differs whenever readers come to see another archive: by load or notice."""
        return self._store.current(), self._notices.stamp()

    def status(self) -> ArchiveStatus:
        """Say what the archive holds, loading neither a model nor an index.

        Raises `GenerationDamaged` when no good generation is left, and `NoticesDamaged`.
        """
        return self._status.read(self._serving.damage)

    def claim(self) -> AbstractContextManager[None]:
        """Hold the data folder as the one program that serves members from it.

        Who only asks or loads needs no such right. Entering raises `FolderTaken` at once when
        another program holds it, and `StorageFailed`.
        """
        return self._store.serving()

    # --- notices ---------------------------------------------------------------------------

    def withdraw(self, article_id: ArticleId, reason: str) -> ArticleRef:
        """Take an article out of answers, searches and lists at once, whatever is loaded later.

        Every process sees it at its next question. `article` still returns it, with the reason.
        Raises `ArticleUnknown`, `ReasonMissing`, `StorageFailed`.
        """
        if not reason.strip():
            raise ReasonMissing
        self._generation().catalogue.reference(article_id)
        self._notices.withdraw(article_id, reason.strip())
        return self.article(article_id)[0]

    def restore_article(self, article_id: ArticleId) -> ArticleRef:
        """Take a withdrawal back; raises like `withdraw`."""
        self._generation().catalogue.reference(article_id)
        self._notices.restore(article_id)
        return self.article(article_id)[0]

    def correct(self, article_id: ArticleId, note: str) -> ArticleRef:
        """Attach a correction that every later citation carries; an empty note takes it back.

        Raises `ArticleUnknown`, `StorageFailed`.
        """
        self._generation().catalogue.reference(article_id)
        self._notices.correct(article_id, note.strip())
        return self.article(article_id)[0]

    # --- the generation a call works with --------------------------------------------------

    def _generation(self) -> Generation:
        generation = self._serving.noticed()
        if generation is None:
            raise NothingLoaded
        return generation

    def _mending(self, load: Callable[[], LoadReport]) -> LoadReport:
        """Load, and tell of the damage that was there before; it is over then.

        A load that found nothing new makes that official which is served already.
        """
        self._comparable()
        damage, before = self._serving.damage, self._store.current()
        report = load()
        if damage and not report.changed and self._store.current() == before:
            self.activate(report.generation)
        return with_damage(report, damage)

    def _comparable(self) -> Generation | None:
        """Return the live generation if it can be asked; building anew is how it is replaced."""
        try:
            return self._serving.bare()
        except (GenerationDamaged, GenerationMismatch):
            return None

    def _earlier(self) -> tuple[GenerationNumber, ...]:
        try:
            live = self._store.current()
        except GenerationDamaged:  # going back is the way out of damage
            live = None
        return tuple(number for number in self._store.good() if live is None or number < live)


def _joined(pages: Sequence[Page]) -> Sequence[Page]:
    """Join pages by the reading wing, most of which is not needed before a load."""
    from retrieval.pages import join_continuations

    return join_continuations(pages)


def _unheard(_progress: LoadProgress) -> None:
    """Hear nothing of a load's progress."""
