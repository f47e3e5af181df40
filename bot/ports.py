"""What the bot needs of an archive: the face of `retrieval.archive.Archive`, as a protocol.

Handlers are typed against it, so that tests run them over a small archive in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.ports import Progress
    from retrieval.types import (
        Answer,
        ArchiveStatus,
        Article,
        ArticleId,
        ArticleRef,
        Explanation,
        GenerationNumber,
        Hit,
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
        """Return an article and its source line. Raises `ArticleUnknown`, `NothingLoaded`."""

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
    ) -> LoadReport:
        """Load page files; with `mirror`, drop pages that a folder of `paths` has no more.

        `day` is when pages were printed that do not say so themselves.

        What `progress` raises ends the load and leaves the live generation as it was.
        Raises `ArchiveBusy`, `VerificationFailed`, `ModelError`.
        """

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        """Make an earlier generation live. Raises `GenerationUnknown`."""

    def generation(self) -> GenerationNumber | None:
        """Return the number of the live generation, `None` before the first load."""

    def status(self) -> ArchiveStatus:
        """Say what the archive holds, without loading a model."""
