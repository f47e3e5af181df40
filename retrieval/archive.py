"""The face of the archive: open it, ask it, search it, load pages into it, take a load back.

Bot, command line and evaluation stand on this module alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.ports import Embedder, Progress
    from retrieval.types import (
        Answer,
        ArchiveStatus,
        Article,
        ArticleId,
        ArticleRef,
        GenerationNumber,
        Hit,
        LoadReport,
        Turn,
    )


class Archive:
    """A newspaper archive in one data folder. Safe to share between threads.

    A question keeps the generation that it began with; a load never disturbs it.
    """

    def __init__(self, data_dir: Path, embedder: Embedder) -> None:
        raise NotImplementedError

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        """Answer a question with exact quotes, or say honestly that there is no evidence.

        Raises `NothingLoaded` before the first load, `ModelError` when the model cannot run.
        """
        raise NotImplementedError

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first. Raises like `ask`."""
        raise NotImplementedError

    def article(self, article_id: ArticleId) -> tuple[ArticleRef, Article]:
        """Return an article and its source line. Raises `ArticleUnknown`, `NothingLoaded`."""
        raise NotImplementedError

    def load(
        self, paths: Sequence[Path], *, mirror: bool = False, progress: Progress | None = None
    ) -> LoadReport:
        """Load page files and folders into a new generation, verify it and make it live.

        With `mirror`, pages that are not among `paths` are removed. Files that cannot be read are
        reported and the rest goes in. Raises `ArchiveBusy`, `VerificationFailed`, `ModelError`.
        """
        raise NotImplementedError

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        """Make an earlier generation live: `number`, or the one before. Raises `GenerationUnknown`."""
        raise NotImplementedError

    def status(self) -> ArchiveStatus:
        """Say what the archive holds, without loading a model."""
        raise NotImplementedError
