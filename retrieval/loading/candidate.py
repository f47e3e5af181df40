"""A candidate generation: differences go in batch by batch; then it is sealed, checked, made live.

Nothing is copied and no folder is made before there is something new.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from retrieval.errors import LoadRefused, NoPages
from retrieval.index.editor import GenerationEditor
from retrieval.index.generation import open_sealed
from retrieval.index.manifest import seal
from retrieval.index.removals import Removed
from retrieval.index.verify import problems
from retrieval.loading.building import Building, settle
from retrieval.loading.identity import Identities
from retrieval.loading.joining import join
from retrieval.loading.reporting import article_changes
from retrieval.types import LoadProgress, LoadReport, LoadStage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType

    from retrieval.embed.kept import KeptVectors
    from retrieval.index.catalogue import Catalogue
    from retrieval.index.generation import Generation
    from retrieval.index.manifest import Recipe
    from retrieval.index.store import GenerationStore
    from retrieval.loading.difference import Difference
    from retrieval.ports import Gate, PageJoiner, Progress
    from retrieval.text import Tokenizer
    from retrieval.types import ArticleId, GenerationNumber

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What candidates are made with.

    `embedder` may keep vectors in the folder `journal`, in case a load is stopped; `take` is given
    the generation that has gone live.
    """

    store: GenerationStore
    embedder: KeptVectors
    journal: Path
    tokenizer: Tokenizer
    join_pages: PageJoiner
    recipe: Recipe
    reader_version: str
    gate: Gate
    take: Callable[[Generation], None]


class Candidate:
    """One candidate, built on `base` (`None`: on nothing), compared with what is `live`.

    `known` is the catalogue that articles keep their ids of, and that says what was removed.
    Used as a context: what is not finished leaves nothing behind.
    """

    def __init__(
        self,
        workshop: Workshop,
        base: Generation | None,
        live: Generation | None,
        known: Catalogue | None,
        progress: Progress,
    ) -> None:
        self._shop = workshop
        self._base = base
        self._live = live
        self._identities = Identities(known)
        self._removed = known.removals.all() if known else Removed()
        self._progress = progress
        self._began = time.monotonic()
        self._held = contextlib.ExitStack()
        self._aside = ThreadPoolExecutor(1, "copy")
        self._copy: Future[Path] | None = None
        self._folder: Path | None = None
        self._editor: GenerationEditor | None = None
        self._building: Building | None = None
        self._differences: list[Difference] = []
        self._probes: list[ArticleId] = []
        self._computed_before = workshop.embedder.computed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._aside.shutdown()
        self._held.__exit__(kind, error, trace)

    def begin(self) -> None:
        """Copy the base, while the pages that will be added are read."""
        if self._base is not None and self._copy is None:
            copy = self._shop.store.aside(self._base.number)
            self._copy = self._aside.submit(self._held.enter_context, copy)

    def add(self, difference: Difference, changing: Collection[str] = ()) -> None:
        """Bring a difference in and embed what is new of it. Raises `ModelError`.

        `changing` are stored pages that later differences will replace.
        """
        edited = self._editor.catalogue if self._editor else None
        stored = edited or (self._base.catalogue if self._base else None)
        join(difference, stored, self._shop.join_pages)
        settle(difference, self._identities, self._removed, changing)
        if difference:
            building = self._open(changing)
            building.apply(difference)
            self._probes += [page.articles[0].id for page, _ in difference.read if page.articles]
            self._embed()
        self._differences.append(difference.forgetting_articles())

    def remove_page(self, difference: Difference, sha256: str) -> None:
        """Take the one page out that the difference removes, and remember that."""
        (source,) = difference.removed
        self._open(())
        assert self._editor is not None
        self._editor.catalogue.removals.add_page(source, sha256)
        self.add(difference)

    def remove_article(self, article_id: ArticleId) -> tuple[str, ...]:
        """Take one article out of all pages, remember that, and return the pages' sources."""
        return self._open(()).drop_article(article_id)

    def finish(self, pages_changed: tuple[str, ...] = ()) -> LoadReport:
        """Write, check and activate the candidate; without a difference, the base stays live.

        `pages_changed` are told of beside those of the differences. Raises `LoadRefused`, and
        `NoPages` where there is neither a base nor anything new.
        """
        if self._editor is None or self._folder is None or self._building is None:
            return self._nothing_new()
        self._editor.finish(self._shop.embedder)
        self._progress(LoadProgress(LoadStage.INDEX, 1, 1))
        number = self._shop.store.next_number()
        seal(self._folder, number, self._shop.recipe, self._reader())
        self._progress(LoadProgress(LoadStage.VERIFY, 0, 1))
        self._shop.store.put(self._folder, number)
        with ThreadPoolExecutor(1) as aside:  # the disk works while questions are asked
            flushed = aside.submit(self._shop.store.flush, number)
            live = self._checked(number)
            flushed.result()
        self._shop.store.activate(number)
        self._shop.take(live)
        self._shop.store.prune()
        shutil.rmtree(self._shop.journal, ignore_errors=True)
        self._progress(LoadProgress(LoadStage.LIVE, 1, 1))
        logger.info("generation %d is live", number)
        return self._report(live, pages_changed)

    # --- building ----------------------------------------------------------------------------

    def _open(self, changing: Collection[str]) -> Building:
        if self._building is None:
            base, store, tokenizer = self._base, self._shop.store, self._shop.tokenizer
            if base is None:
                self._folder = self._held.enter_context(store.aside(None))
                self._editor = GenerationEditor.create(self._folder, tokenizer)
                self._editor.catalogue.removals.take_over(self._removed)
            else:
                self.begin()
                assert self._copy is not None
                self._folder = self._copy.result()
                was = store.folder(base.number)
                self._editor = GenerationEditor.edit(self._folder, was, tokenizer)
            self._building = Building(self._editor, changing)
        return self._building

    def _embed(self) -> None:
        assert self._editor is not None
        total = len(self._editor.texts_to_embed())
        self._progress(LoadProgress(LoadStage.EMBED, 0, total))
        self._editor.embed(
            self._shop.embedder,
            lambda n: self._progress(LoadProgress(LoadStage.EMBED, n, total)),
        )

    def _reader(self) -> str:
        """Name the reader of every page, or the base's where pages of it were not read again."""
        if self._base is None or self._base.manifest.reader == self._shop.reader_version:
            return self._shop.reader_version
        again = {page.source for d in self._differences for page, _ in d.changed}
        again |= {source for d in self._differences for source in d.removed}
        left = set(self._base.catalogue.pages()) - again
        return self._base.manifest.reader if left else self._shop.reader_version

    def _checked(self, number: GenerationNumber) -> Generation:
        """Open the candidate and return it if it may go live, or keep it as refused."""
        candidate = open_sealed(self._shop.store.folder(number), self._base)
        put = self._building.put if self._building else {}
        probes = [article_id for article_id in self._probes if article_id in put]
        found = tuple(problems(candidate, probes, self._shop.tokenizer))
        found = found or tuple(self._shop.gate(candidate, self._live))
        if found:
            candidate.catalogue.close()
            self._shop.store.refuse(number, found)
            self._shop.store.prune()
            raise LoadRefused(number, found)
        return candidate

    # --- the report --------------------------------------------------------------------------

    def _report(self, live: Generation, pages_changed: tuple[str, ...]) -> LoadReport:
        assert self._building is not None
        building, parts = self._building, self._differences
        before = self._base.catalogue if self._base else None
        articles = article_changes(before, live.catalogue, building.put, building.gone)
        changed = tuple(page.source for d in parts for page, _ in d.changed)
        return LoadReport(
            generation=live.number,
            changed=True,
            pages_added=tuple(page.source for d in parts for page, _ in d.added),
            pages_changed=(*changed, *pages_changed),
            pages_removed=tuple(source for d in parts for source in d.removed),
            pages_unchanged=tuple(source for d in parts for source in d.unchanged),
            failures=tuple(failure for d in parts for failure in d.failures),
            doubts=tuple(doubt for d in parts for doubt in d.doubts),
            articles_added=articles.added,
            articles_changed=articles.changed,
            articles_removed=articles.removed,
            articles_total=live.catalogue.counts().articles,
            embedded=self._shop.embedder.computed - self._computed_before,
            elapsed_s=time.monotonic() - self._began,
            pages_left_out=tuple(source for d in parts for source in d.left_out),
        )

    def _nothing_new(self) -> LoadReport:
        parts = self._differences
        failures = tuple(failure for d in parts for failure in d.failures)
        if self._base is None:
            raise NoPages(failures)
        return LoadReport(
            generation=self._base.number,
            changed=False,
            pages_added=(),
            pages_changed=(),
            pages_removed=(),
            pages_unchanged=tuple(source for d in parts for source in d.unchanged),
            failures=failures,
            doubts=(),
            articles_added=(),
            articles_changed=(),
            articles_removed=(),
            articles_total=self._base.catalogue.counts().articles,
            embedded=0,
            elapsed_s=time.monotonic() - self._began,
            pages_left_out=tuple(source for d in parts for source in d.left_out),
        )
