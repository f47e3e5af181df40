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


class FaissIndex:
    """The `DenseIndex` over a table of vectors. Safe to share between threads."""

    def __init__(
        self,
        table: VectorTable,
        ids: NDArray[np.int64],
        codes: Any,  # noqa: ANN401 - FAISS makes its classes at run time
        greatest: float,
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self._table = table
        self._ids = ids
        self._codes = codes
        self.greatest = greatest
        """The greatest number of all vectors, which the levels span."""
        self._hidden = hidden

    @classmethod
    def of(cls, table: VectorTable, like: FaissIndex | None = None) -> Self:
        """Make what searches a table, which must not be edited any more.

        What `like` has in memory is copied: it must search a table that has the same vector under
        each id that both have. The outcome is the same without it.
        """
        library: Any = faiss  # its types leave these out
        kind = library.ScalarQuantizer.QT_8bit_direct_signed
        _alone()
        index = library.IndexScalarQuantizer(table.dimension, kind, faiss.METRIC_INNER_PRODUCT)
        ids = table.ids()
        index.codes.resize(len(ids) * table.dimension)
        index.ntotal = len(ids)
        if like is not None and like.has_levels_of(table):
            made = cls(table, ids, index, like.greatest)
            missing = made._copy_codes(like)
        else:
            made, missing = cls(table, ids, index, table.greatest()), np.arange(len(ids))
        steps = np.float32(LEVELS / (made.greatest or 1.0))
        for some in np.array_split(missing, 1 + len(missing) // _ROWS_AT_ONCE):
            rows = table.vectors(ids[some])
            rows = np.rint(np.multiply(rows, steps, out=rows), out=rows)
            made.codes()[some] = index.sa_encode(rows)
        return made

    @classmethod
    def load(cls, path: Path, like: FaissIndex | None = None) -> Self:
        """Open the table in a file, and make what searches it. Raises like `VectorTable.load`."""
        return cls.of(VectorTable.load(path), like)

    def codes(self) -> NDArray[np.uint8]:
        """Return the vectors in 8 bits, shape (len(ids), d): the memory of this index itself."""
        library: Any = faiss
        shape = len(self._ids), self.dimension
        if not shape[0]:
            return np.empty(shape, np.uint8)
        held = self._codes.codes.data()
        codes: NDArray[np.uint8] = library.rev_swig_ptr(held, shape[0] * shape[1])
        return codes.reshape(shape)

    def has_levels_of(self, table: VectorTable) -> bool:
        """Whether the greatest number is the same in a table that shares vectors with this one."""
        ids = table.ids()
        new = table.greatest(np.setdiff1d(ids, self._ids, assume_unique=True))
        gone = self._table.greatest(np.setdiff1d(self._ids, ids, assume_unique=True))
        return new <= self.greatest and (gone < self.greatest or not self.greatest)

    def _copy_codes(self, like: FaissIndex) -> NDArray[np.int64]:
        """Copy what `like` has of the same ids; return the rows of the others, ascending."""
        known = np.isin(self._ids, like.ids())
        places = np.searchsorted(like.ids(), self._ids[known])
        self.codes()[known] = like.codes()[places]
        return np.flatnonzero(~known)

    def without(self, ids: frozenset[int]) -> Self:
        """Return the same index as a search sees it that must not find `ids`, which it holds."""
        return type(self)(self._table, self._ids, self._codes, self.greatest, ids)

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
        _alone()
        depth = min(CANDIDATES * k + len(self._hidden), len(self._ids))
        _, places = self._codes.search(_whole_numbers(vector)[None, :], depth)
        ids = self._ids[places[0]]
        if self._hidden:
            ids = ids[~np.isin(ids, list(self._hidden))]
        # Row by row: a product of the matrix may sum equal rows in different orders.
        cosines = (self._table.vectors(ids) * vector).sum(axis=1)
        best = np.lexsort((ids, -cosines))[:k]
        return list(zip(ids[best].tolist(), cosines[best].tolist(), strict=True))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""
        return self._table.vectors(ids)


def _alone() -> None:
    """Let FAISS work in this thread alone: more make a single query slower.

    OpenMP keeps the number for each thread that calls it.
    """
    faiss.omp_set_num_threads(1)


def _whole_numbers(vector: Vectors) -> Vectors:
    """Return a question's vector, lengthened until its numbers can be rounded.

    Where the dimension is a multiple of 16, FAISS cuts off what is behind the point.
    """
    longest = float(np.abs(vector).max()) or 1.0
    whole: Vectors = np.rint(vector * np.float32(LEVELS / longest))
    return whole
