"""Opens the archive that a collection is asked of: one of its own corpus, or the live one."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from retrieval.archive import Archive
from retrieval.embed import embedder_for
from retrieval.evaluation.throwaway import archive_of
from retrieval.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from retrieval.asking.options import AskingOptions
    from retrieval.evaluation.collections import Collection
    from retrieval.ports import Embedder, Progress
    from retrieval.settings import ArchiveSettings

    ShowProgress = Callable[[], AbstractContextManager[Progress | None]]


class Opener:
    """Opens archives; words are cut and the model is loaded once, however many there are.

    `cache` is where archives of corpora are kept, `DATA_DIR/evaluation` unless it is named;
    `progress` is entered around the indexing of a corpus, and hears how far it is.
    """

    def __init__(
        self,
        settings: ArchiveSettings,
        cache: Path | None = None,
        progress: ShowProgress = contextlib.nullcontext,
    ) -> None:
        self._data_dir = settings.data_dir
        self._cache = cache or settings.data_dir / "evaluation"
        self._embedder = embedder_for(settings.embedding_model, settings.data_dir)
        self._tokenizer = Tokenizer(cache_dir=settings.data_dir / "cache")
        self._progress = progress

    def __call__(
        self,
        collection: Collection,
        options: AskingOptions,
        wrapped: Callable[[Embedder], Embedder] | None = None,
    ) -> Archive:
        """Open with `options`; `wrapped` is put around the model.

        A corpus is indexed unless it was before. Raises `ArchiveBusy`, `ModelError`,
        `VerificationFailed`.
        """
        embedder = wrapped(self._embedder) if wrapped else self._embedder
        if not collection.corpus:
            return Archive(self._data_dir, embedder, self._tokenizer, options=options)
        with self._progress() as progress:
            return archive_of(
                collection,
                self._cache,
                embedder,
                options=options,
                tokenizer=self._tokenizer,
                progress=progress,
            )
