"""Pages become a new generation: read, difference by content, edit a copy, verify, go live."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from typing import TYPE_CHECKING

from retrieval.errors import NoPages, NothingLoaded, NothingRemoved
from retrieval.index.catalogue import Catalogue
from retrieval.index.removals import Removed
from retrieval.loading.building import settle
from retrieval.loading.candidate import Candidate
from retrieval.loading.difference import Comparison, Difference, Stored, find_pages, unheld
from retrieval.loading.identity import Identities
from retrieval.loading.joining import join
from retrieval.loading.losses import Removals, too_many
from retrieval.loading.planning import Planning
from retrieval.types import ArticleId

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from retrieval.index.generation import Generation
    from retrieval.loading.candidate import Workshop
    from retrieval.loading.difference import PageFile
    from retrieval.ports import PageReader, Progress
    from retrieval.types import LoadPlan, LoadReport


class Loader:
    """Loads pages into the generations of one store; few pages are in memory at once.

    `open_live` gives the generation that readers see, `None` before the first load. More than
    `removal_share` of a folder's pages, or most of a subfolder, do not go unasked.
    """

    def __init__(
        self,
        workshop: Workshop,
        open_live: Callable[[], Generation | None],
        read_pages: PageReader,
        batch_pages: int,
        removal_share: float,
    ) -> None:
        self._shop = workshop
        self._open_live = open_live
        self._read_pages = read_pages
        self._batch_pages = batch_pages
        self._removal_share = removal_share

    def load(
        self,
        paths: Sequence[Path],
        *,
        mirror: bool,
        progress: Progress,
        rebuild: Callable[[], Generation | None] | None = None,
        day: dt.date | None = None,
        number: str = "",
        may_remove: Collection[str] | None = (),
    ) -> LoadReport:
        """Build on the live generation what `paths` hold, verify it, and make it live.

        It is opened once this load alone may write, so that no other load's pages are lost. With
        `rebuild` nothing of it is used, and the gate compares with what `rebuild` returns. Raises
        `ManyRemovals` where so many pages would go that are not among those that `may_remove`.
        """
        files = _files(paths)
        with self._shop.store.writing(), contextlib.ExitStack() as held:
            if rebuild:
                base, live, known = None, rebuild(), self._known(held)
                comparison = self._comparison(files, None, known, progress, day=day, number=number)
                changing: Collection[str] = known.pages().keys() if known else ()
            else:
                base = live = self._open_live()
                known = base.catalogue if base else None
                comparison = self._comparison(files, base, known, progress, day=day, number=number)
                changing = comparison.changing
            candidate = held.enter_context(Candidate(self._shop, base, live, known, progress))
            removals = Removals(comparison.mirrored, self._removal_share, may_remove)
            if comparison.expects_news:
                candidate.begin()
            for difference in comparison.batches(self._batch_pages, mirror=mirror):
                removals.add(difference.removed)
                candidate.add(difference, changing)
            return candidate.finish()

    def plan(
        self,
        paths: Sequence[Path],
        *,
        mirror: bool,
        progress: Progress,
        day: dt.date | None = None,
    ) -> LoadPlan:
        """Say what `load` would do, and write nothing."""
        files, base = _files(paths), self._open_live()
        catalogue = base.catalogue if base else None
        removed = catalogue.removals.all() if catalogue else Removed()
        comparison = self._comparison(files, base, catalogue, progress, day=day)
        planning, identities = Planning(base), Identities(catalogue)
        removals = Removals(comparison.mirrored, self._removal_share, None)
        for difference in comparison.batches(self._batch_pages, mirror=mirror):
            join(difference, catalogue, self._shop.join_pages)
            settle(difference, identities, removed, comparison.changing)
            planning.add(difference)
            removals.add(difference.removed)
        return dataclasses.replace(planning.plan(), ask_first=removals.ask_first)

    def vanished(self, folder: Path) -> tuple[str, ...]:
        """Return the pages that a folder has no more, where a load would not let so many go."""
        base, files = self._open_live(), _files_there(folder)
        pages = base.catalogue.pages().items() if base else ()
        stored = [source for source, (origin, _) in pages if origin == str(folder.resolve())]
        gone = unheld(stored, files)
        return tuple(gone) if too_many(gone, stored, self._removal_share) else ()

    def remove(self, name: str, progress: Progress) -> LoadReport:
        """Take a page, by its source name, or an article, by its id, out in a new generation."""
        with self._shop.store.writing():
            base = self._open_live()
            if base is None:
                raise NothingLoaded
            page = base.catalogue.page(name)
            is_article = bool(base.catalogue.printed_in(ArticleId(name)))
            with Candidate(self._shop, base, base, base.catalogue, progress) as candidate:
                if page is not None:
                    candidate.remove_page(Difference(removed=[name]), page[1])
                    return candidate.finish()
                if is_article:
                    return candidate.finish(candidate.remove_article(ArticleId(name)))
        raise NothingRemoved(name)

    def _comparison(
        self,
        files: Sequence[PageFile],
        base: Generation | None,
        known: Catalogue | None,
        progress: Progress,
        *,
        day: dt.date | None,
        number: str = "",
    ) -> Comparison:
        removed = known.removals.all() if known else Removed()
        stored = Stored(
            pages=base.catalogue.pages() if base else {},
            same_reader=base is not None and base.manifest.reader == self._shop.reader_version,
            said=base.catalogue.said_days() if base else {},
            day=day,
            numbers=base.catalogue.numbers() if base else {},
            number=number,
            removed=removed.pages,
            lacking=removed.articles.keys(),
        )
        return Comparison(files, stored, self._read_pages, progress)

    def _known(self, held: contextlib.ExitStack) -> Catalogue | None:
        """Open the catalogue of the live generation, whatever model it was built with.

        Building from nothing is the way out of damage: where it cannot be read, nothing is known.
        """
        for number in self._shop.store.to_be_served():
            with contextlib.suppress(sqlite3.Error):
                catalogue = Catalogue.read(self._shop.store.folder(number))
                held.callback(catalogue.close)
                catalogue.counts()
                return catalogue
        return None


def _files_there(folder: Path) -> list[PageFile]:
    """Return the page files of a folder; none of one that is not there, or not to be reached."""
    try:
        return find_pages([folder]) if folder.is_dir() else []
    except OSError:
        return []


def _files(paths: Sequence[Path]) -> list[PageFile]:
    files = find_pages(paths)
    if not files:  # an unmounted or mistaken folder must not empty the archive
        raise NoPages(())
    return files
