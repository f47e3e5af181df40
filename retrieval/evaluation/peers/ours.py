"""Our own search behind the port of the peers: the archive as members ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.evaluation.collections import Collection
from retrieval.evaluation.throwaway import archive_of
from retrieval.text import Tokenizer
from retrieval.types import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.archive import Archive
    from retrieval.evaluation.collections import CorpusArticle
    from retrieval.evaluation.peers.port import Asked
    from retrieval.ports import Embedder


class OurSearch:
    """The archive over articles in `folder`, which is empty at first."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self._folder = folder
        self._tokenizer = Tokenizer(cache_dir=folder)
        self._archive: Archive | None = None
        embedder.embed_queries(["预热"])

    def index(self, articles: Sequence[CorpusArticle]) -> int:
        """Build a generation of the articles, vectors of their sentences included."""
        collection = Collection("peers", (), tuple(articles))
        self._archive = archive_of(
            collection, self._folder, self._embedder, tokenizer=self._tokenizer
        )
        self._archive.warm_up()
        return self._archive.status().passages

    def search(self, asked: Asked, k: int) -> list[tuple[str, float]]:
        """Search with the turn before as context; a follow-up is completed by the archive."""
        assert self._archive is not None, "index first"
        context = Turn(*asked.before) if asked.before else None
        hits = self._archive.search(asked.text, k, context=context)
        return [(hit.article.id, hit.score) for hit in hits]
