"""The dense half of an index: passages by the cosine of their vector with a question's.

FAISS compares a question with every passage in 8 bits, in memory; the best of them are compared
again by their stored rows, which stay on disk. So nothing is trained, and nothing is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import faiss
import numpy as np

from retrieval.index.vectors import VectorTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.ports import Vectors

LEVELS = 127
"""Steps in 8 bits from 0 to the greatest number of all vectors, so that none is cut off.

For the bundled model that is .19, and a cosine is off by .0004 (standard deviation).
"""
CANDIDATES = 4
"""Passages compared again for each one wanted: twice as many change nothing on 51,600 vectors of
texts and sentences and 562 questions, where recall@20 against float32 is .998."""
_ROWS_AT_ONCE = 20_000

faiss.omp_set_num_threads(1)  # more threads make a single query slower


class FaissIndex:
    """The `DenseIndex` over a table of vectors. Safe to share between threads."""

    def __init__(
        self,
        table: VectorTable,
        ids: NDArray[np.int64],
        codes: faiss.Index,
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self._table = table
        self._ids = ids
        self._codes = codes
        self._hidden = hidden

    @classmethod
    def of(cls, table: VectorTable) -> Self:
        """Make what searches a table, which must not be edited any more."""
        library: Any = faiss  # its types leave these out
        kind = library.ScalarQuantizer.QT_8bit_direct_signed
        codes = library.IndexScalarQuantizer(table.dimension, kind, faiss.METRIC_INNER_PRODUCT)
        ids, steps = table.ids(), np.float32(LEVELS / (table.greatest() or 1.0))
        for start in range(0, len(ids), _ROWS_AT_ONCE):
            rows = table.vectors(ids[start : start + _ROWS_AT_ONCE])
            codes.add(np.rint(rows * steps))
        return cls(table, ids, codes)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open the table in a file, and make what searches it. Raises like `VectorTable.load`."""
        return cls.of(VectorTable.load(path))

    def without(self, ids: frozenset[int]) -> Self:
        """Return the same index as a search sees it that must not find `ids`, which it holds."""
        return type(self)(self._table, self._ids, self._codes, ids)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._table.dimension

    def count(self) -> int:
        """Return the number of vectors that can be found."""
        return len(self._ids) - len(self._hidden)

    def ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors, also of those that are not to be found, ascending."""
        return self._ids

    def search(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """Return at most `k` (id, cosine), best first, ties by lower id; `vector`: shape (d,)."""
        k = min(k, self.count())
        if k < 1:
            return []
        depth = min(CANDIDATES * k + len(self._hidden), len(self._ids))
        _, places = self._codes.search(_whole_numbers(vector)[None, :], depth)
        ids = [i for i in self._ids[places[0]].tolist() if i not in self._hidden]
        # Row by row: a product of the matrix may sum equal rows in different orders.
        cosines = (self._table.vectors(ids) * vector).sum(axis=1).tolist()
        return sorted(zip(ids, cosines, strict=True), key=lambda hit: (-hit[1], hit[0]))[:k]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""
        return self._table.vectors(ids)


def _whole_numbers(vector: Vectors) -> Vectors:
    """Return a question's vector, lengthened until its numbers can be rounded.

    Where the dimension is a multiple of 16, FAISS cuts off what is behind the point.
    """
    longest = float(np.abs(vector).max()) or 1.0
    whole: Vectors = np.rint(vector * np.float32(LEVELS / longest))
    return whole
