"""Pages become a new generation: read, difference by content, edit a copy, verify, go live."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from retrieval.difference import Difference, Stored, compare, find_pages
from retrieval.errors import NoPages, VerificationFailed
from retrieval.index.editor import GenerationEditor
from retrieval.index.generation import open_generation
from retrieval.index.manifest import seal
from retrieval.index.verify import problems
from retrieval.joining import join
from retrieval.types import (
    Article,
    ArticleId,
    ArticleRef,
    LoadProgress,
    LoadReport,
    LoadStage,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.index.generation import Generation
    from retrieval.index.manifest import Recipe
    from retrieval.index.store import GenerationStore
    from retrieval.ports import Embedder, PageJoiner, PageReader, Progress
    from retrieval.text import Tokenizer

logger = logging.getLogger(__name__)


class Loader:
    """Loads pages into the generations of one store."""

    def __init__(
        self,
        store: GenerationStore,
        embedder: Embedder,
        tokenizer: Tokenizer,
        read_pages: PageReader,
        join_pages: PageJoiner,
        *,
        recipe: Recipe,
        reader_version: str,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._read_pages = read_pages
        self._join_pages = join_pages
        self._recipe = recipe
        self._reader_version = reader_version

    def load(
        self,
        paths: Sequence[Path],
        open_base: Callable[[], Generation | None],
        *,
        mirror: bool,
        progress: Progress,
        day: dt.date | None = None,
    ) -> LoadReport:
        """Build on a base (`None`: from nothing) what `paths` hold, verify it, make it live.

        The base is opened once this load alone may write, so that no other load's pages are lost.
        """
        began = time.monotonic()
        files = find_pages(paths)
        if not files:  # an unmounted or mistaken folder must not empty the archive
            raise NoPages(())
        with self._store.writing():
            base = open_base()
            pages = base.catalogue.pages() if base else {}
            said = base.catalogue.said_days() if base else {}
            same_reader = base is not None and base.manifest.reader == self._reader_version
            difference = compare(
                files,
                Stored(pages, same_reader, said, day),
                self._read_pages,
                mirror=mirror,
                progress=progress,
            )
            join(difference, base.catalogue if base else None, self._join_pages)
            if not difference:
                return _nothing_new(base, difference, time.monotonic() - began)
            return self._build(difference, base, progress, began)

    # --- the new generation ------------------------------------------------------------------

    def _build(
        self,
        difference: Difference,
        base: Generation | None,
        progress: Progress,
        began: float,
    ) -> LoadReport:
        number = self._store.next_number()
        with self._store.aside(base.number if base else None) as folder:
            editor = (GenerationEditor.edit if base else GenerationEditor.create)(
                folder, self._tokenizer
            )
            added, removed = _apply(difference, editor)
            total = len(editor.texts_to_embed())
            progress(LoadProgress(LoadStage.EMBED, 0, total))
            embedded = editor.finish(
                self._embedder, lambda n: progress(LoadProgress(LoadStage.EMBED, n, total))
            )
            progress(LoadProgress(LoadStage.INDEX, 1, 1))
            reader = self._reader_of(difference, base)
            seal(folder, number, self._recipe, reader)
            progress(LoadProgress(LoadStage.VERIFY, 0, 1))
            references, articles_total = self._verify(folder, added, difference)
            self._store.put(folder, number)
        self._store.activate(number)
        self._store.prune()
        progress(LoadProgress(LoadStage.LIVE, 1, 1))
        logger.info("generation %d is live: %d articles", number, articles_total)
        return LoadReport(
            generation=number,
            changed=True,
            pages_added=tuple(page.source for page, _ in difference.added),
            pages_changed=tuple(page.source for page, _ in difference.changed),
            pages_removed=tuple(difference.removed),
            pages_unchanged=tuple(difference.unchanged),
            failures=tuple(difference.failures),
            doubts=difference.doubts,
            articles_added=references,
            articles_removed=removed,
            articles_total=articles_total,
            embedded=embedded,
            elapsed_s=time.monotonic() - began,
        )

    def _reader_of(self, difference: Difference, base: Generation | None) -> str:
        """Name the reader of every page, or the base's where pages of it were not read again."""
        if base is None:
            return self._reader_version
        read_again = {page.source for page, _ in difference.changed}
        left = set(base.catalogue.pages()) - read_again - set(difference.removed)
        return base.manifest.reader if left else self._reader_version

    def _verify(
        self, folder: Path, added: Sequence[ArticleId], difference: Difference
    ) -> tuple[tuple[ArticleRef, ...], int]:
        candidate = open_generation(folder)
        try:
            probes = (page.articles[0].id for page, _ in difference.read if page.articles)
            found = problems(candidate, probes, self._tokenizer)
            if found:
                raise VerificationFailed(found)
            references = tuple(candidate.catalogue.reference(i) for i in added)
            return references, candidate.catalogue.counts().articles
        finally:
            candidate.catalogue.close()


def _apply(difference: Difference, editor: GenerationEditor) -> tuple[list[ArticleId], int]:
    """Bring the difference into the editor; return the ids put in, and how many went out."""
    before = set(editor.articles_printed())
    for source in (*difference.removed, *(page.source for page, _ in difference.changed)):
        editor.catalogue.remove_page(source)
    kept = set(editor.articles_printed())
    put: list[ArticleId] = []
    for page, origin in difference.read:
        for article in page.articles:
            if article.id not in put and _takes_place(article, kept, before, editor):
                put.append(article.id)
        editor.catalogue.put_page(page, origin)
    for page in difference.as_read:
        editor.catalogue.put_as_read(page)
    gone = before - set(editor.articles_printed())
    for article_id in sorted(gone):
        editor.remove(article_id)
    return put, len(gone)


def _takes_place(
    article: Article, kept: set[ArticleId], before: set[ArticleId], editor: GenerationEditor
) -> bool:
    """Put an article in unless the same is stored, or another page still prints its text."""
    if article.id in kept:
        return False
    if article.id in before:
        if editor.catalogue.article(article.id) == article:
            return False
        editor.remove(article.id)
    editor.put(article)
    return True


def _nothing_new(base: Generation | None, difference: Difference, elapsed_s: float) -> LoadReport:
    if base is None:
        raise NoPages(tuple(difference.failures))
    return LoadReport(
        generation=base.number,
        changed=False,
        pages_added=(),
        pages_changed=(),
        pages_removed=(),
        pages_unchanged=tuple(difference.unchanged),
        failures=tuple(difference.failures),
        doubts=(),
        articles_added=(),
        articles_removed=0,
        articles_total=base.catalogue.counts().articles,
        embedded=0,
        elapsed_s=elapsed_s,
    )
