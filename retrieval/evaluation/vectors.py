"""Embedders that remember the vectors of questions, which are asked in many ways."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.ports import Embedder, Vectors

LAST_QUERIES = 4
"""Calls that `LastQueries` knows: those of one question, and no earlier question's."""


class RememberedQueries:
    """An `Embedder` over another one that embeds each query once, for asking in many ways."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def key(self) -> str:
        """Identity of the vectors: the model's own."""
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of L2 norm 1."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing or not texts:
            vectors = self._embedder.embed_queries(missing)
            self._known.update(zip(missing, vectors, strict=True))
            if not texts:
                return vectors
        return np.stack([self._known[text] for text in texts])

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Like `embed_queries`, for indexed texts: nothing is remembered."""
        return self._embedder.embed_passages(texts, on_done)


class LastQueries:
    """An `Embedder` over another one that knows the last few queries.

    A question is asked first, which is timed, and then searched and weighed with the same vector.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[tuple[str, ...], Vectors] = OrderedDict()

    @property
    def key(self) -> str:
        """Identity of the vectors: the model's own."""
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of L2 norm 1."""
        asked = tuple(texts)
        if asked not in self._known:
            self._known[asked] = self._embedder.embed_queries(asked)
            if len(self._known) > LAST_QUERIES:
                self._known.popitem(last=False)
        return self._known[asked]

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Like `embed_queries`, for indexed texts: nothing is remembered."""
        return self._embedder.embed_passages(texts, on_done)
