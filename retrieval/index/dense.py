"""The dense half of an index: exact inner product in FAISS over vectors of unit length.

A single query runs on one thread: more threads made it slower on small machines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import faiss
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.ports import Vectors

PASSAGES_FILE = "passages.faiss"
SENTENCES_FILE = "sentences.faiss"

faiss.omp_set_num_threads(1)


class FaissIndex:
    """The `DenseIndex`, and its writer. Searches are safe to share between threads, edits not."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def create(cls, dimension: int) -> Self:
        """Make an empty index of vectors of `dimension` numbers."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index file."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index file."""
        faiss.write_index(self._index, str(path))

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def count(self) -> int:
        """Return the number of vectors held."""
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors`, shape (len(ids), dimension), under new ids."""
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors; ids that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(ids, np.int64)))

    def search(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """Return at most `k` (id, cosine), best first, ties by lower id; `vector`: shape (d,)."""
        k = min(k, self.count())
        if k < 1:
            return []
        scores, ids = self._index.search(vector[None, :], k)
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""
        if not len(ids):
            return np.empty((0, self.dimension), np.float32)
        try:
            vectors: Vectors = self._index.reconstruct_batch(np.asarray(ids, np.int64))
        except RuntimeError as error:
            raise KeyError(f"no vector has one of the ids {list(ids)[:5]}…") from error
        return vectors
