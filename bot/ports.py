"""What the bot needs of an archive: the face of `retrieval.archive.Archive`, as a protocol.

Handlers are typed against it, so that tests run them over a small archive in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from retrieval.ports import Progress
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
        LoadReport,
        PageRef,
        Turn,
    )


class NewsArchive(Protocol):
    """A newspaper archive that may be used from several threads at once; every call blocks."""

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        """Answer with exact quotes or `no_evidence`. Raises `NothingLoaded`, `ModelError`."""

    def questions_of(self, message: str) -> tuple[str, ...]:
        """Return the questions of a message in order, one or more: each is asked by itself."""

    def questions_left_of(self, message: str) -> tuple[str, ...]:
        """Return the questions of a message that `questions_of` leaves out: beyond its most."""

    def explain(self, question: str, *, context: Turn | None = None) -> Explanation:
        """Answer like `ask`, and tell how the answer came about. Raises like `ask`."""

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first. Raises like `ask`."""

    def article(self, article_id: ArticleId) -> tuple[ArticleRef, Article]:
        """Return an article and its source line. Raises `ArticleUnknown`, `NothingLoaded`.

        One that was withdrawn is still returned; its source line says so.
        """

    def pages(self) -> tuple[PageRef, ...]:
        """Return the stored pages, the newest first, undated ones last. Raises `NothingLoaded`."""

    def articles_of(self, source: str) -> tuple[ArticleRef, ...]:
        """Return a page's articles in printed order; () if it is gone. Raises `NothingLoaded`."""

    def warm_up(self) -> None:
        """Load what the first question would wait for. Raises `ModelError`."""

    def load(
        self,
        paths: Sequence[Path],
        *,
        mirror: bool = False,
        progress: Progress | None = None,
        day: dt.date | None = None,
        number: str = "",
        may_remove: Collection[str] | None = (),
    ) -> LoadReport:
        """Load page files; with `mirror`, drop pages that a folder of `paths` has no more.

        Where those are suspiciously many, only if all are in `may_remove` (`None`: whatever).

        `day` is when pages were printed that do not say so themselves, `number` which page of the
        paper a file is that holds one page and does not say it either.

        What `progress` raises ends the load and leaves the live generation as it was.
        Raises `ManyRemovals`, `ArchiveBusy`, `LoadRefused`, `StorageFailed`, `ModelError`.
        """

    def vanished(self, folder: Path) -> tuple[str, ...]:
        """Return the pages that a folder has no more, where they are suspiciously many, else ()."""

    def plan(
        self, paths: Sequence[Path], *, mirror: bool = False, day: dt.date | None = None
    ) -> LoadPlan:
        """Say what `load` would do with the same arguments, and write nothing."""

    def as_read(self, path: Path, source: str) -> str:
        """Return how a page of a file was read, as one HTML file. Raises `PageError`.

        `source` begins with the file's name; a part of a file follows it.
        """

    def remove(self, name: str, *, progress: Progress | None = None) -> LoadReport:
        """Take a page (by source name) or an article (by id) out in a new generation.

        Raises `NothingRemoved`, `NothingLoaded`, and what `load` raises.
        """

    def generations(self) -> tuple[GenerationSummary, ...]:
        """Return every stored generation, ascending."""

    def activate(self, number: GenerationNumber) -> GenerationNumber:
        """Make a stored generation live, also one that the gate refused.

        Raises `GenerationUnknown`, `GenerationDamaged`, `ArchiveBusy`.
        """

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        """Make an earlier generation live: `number`, or the good one before. Raises as above."""

    def withdraw(self, article_id: ArticleId, reason: str) -> ArticleRef:
        """Take an article out of answers, searches and lists at once, whatever is loaded later.

        Raises `ArticleUnknown`, `ReasonMissing`, `StorageFailed`.
        """

    def restore_article(self, article_id: ArticleId) -> ArticleRef:
        """Take a withdrawal back. Raises `ArticleUnknown`, `StorageFailed`."""

    def correct(self, article_id: ArticleId, note: str) -> ArticleRef:
        """Attach a correction that every later citation carries; an empty note takes it back.

        Raises `ArticleUnknown`, `StorageFailed`.
        """

    def edition(self) -> Edition:
        """Return what differs whenever readers come to see another archive: by load or notice."""

    def status(self) -> ArchiveStatus:
        """Say what the archive holds, without loading a model.

        Raises `GenerationDamaged` when no good generation is left, and `NoticesDamaged`.
        """

    def claim(self) -> AbstractContextManager[None]:
        """Hold the data folder as the one bot that serves from it; entering: `FolderTaken`."""
