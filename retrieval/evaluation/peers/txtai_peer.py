"""txtai behind the port: an `Embeddings` index, at its defaults or hybrid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import txtai
from txtai.scoring import BM25

from retrieval.evaluation.peers import chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.evaluation.collections import CorpusArticle
    from retrieval.evaluation.peers.port import Asked


class JiebaBM25(BM25):  # type: ignore[misc]  # txtai ships no types
    """txtai's BM25 over jieba's words; txtai finds the class by its name in the settings."""

    def loadtokenizer(self) -> Callable[[str], list[str]]:
        """Return what cuts a text into words."""
        return chinese.words


class Txtai:
    """Dense vectors of whole articles by default; in Chinese, passages by vectors and words."""

    def __init__(self, model: Path, *, tuned: bool) -> None:
        settings: dict[str, Any] = {"path": str(model)}
        if tuned:
            words = f"{__name__}.{JiebaBM25.__name__}"
            settings["scoring"] = {"method": words, "terms": True, "normalize": True}
        self._tuned = tuned
        self._embeddings = txtai.Embeddings(settings)
        chinese.load()
        self._articles: list[str] = []

    def index(self, articles: Sequence[CorpusArticle]) -> int:
        """Index articles, one row each, or one for each of their passages under its title."""
        rows = [(article.id, text) for article in articles for text in self._texts(article)]
        self._articles = [article_id for article_id, _ in rows]
        self._embeddings.index((i, text, None) for i, (_, text) in enumerate(rows))
        return len(rows)

    def search(self, asked: Asked, k: int) -> list[tuple[str, float]]:
        """Search; the library fuses vectors and words itself."""
        found = self._embeddings.search(asked.alone, k)
        return [(self._articles[i], float(score)) for i, score in found]

    def _texts(self, article: CorpusArticle) -> list[str]:
        if not self._tuned:
            return [f"{article.title}\n{article.text}"]
        return [f"{article.title}\n{passage}" for passage in chinese.passages(article.text)]
