"""An embedder without a model: character bigrams hashed into a vector, the same on every run."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.ports import Vectors

DIMENSION = 257
UNRELATED_COSINE = 0.75


class HashingEmbedder:
    """Texts that share character bigrams lie close; it counts what it was given to embed."""

    def __init__(self, key: str = "hashing") -> None:
        self.key = key
        self.embedded: list[str] = []
        self.asked: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.stack([_vector(t) for t in texts]) if texts else _none()

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        self.embedded += texts
        if on_done is not None:
            on_done(len(texts))
        return np.stack([_vector(t) for t in texts]) if texts else _none()


def _vector(text: str) -> Vectors:
    vector = np.zeros(DIMENSION - 1, np.float32)
    for pair in zip(text, text[1:] + " ", strict=True):
        vector[zlib.crc32("".join(pair).encode()) % (DIMENSION - 1)] += 1
    norm = float(np.linalg.norm(vector)) or 1.0
    # As in real models, even texts that share nothing lie at a high cosine.
    return np.append(
        vector / norm * np.sqrt(1 - UNRELATED_COSINE), np.sqrt(UNRELATED_COSINE)
    ).astype(np.float32)


def _none() -> Vectors:
    return np.empty((0, DIMENSION), np.float32)
