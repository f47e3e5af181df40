"""The dense half of an index: passages to search by cosine, and sentences to look up.

Passages are in FAISS: compared with every vector as long as that is quick, beyond that in 8 bits
and only with the lists nearest to the question. Sentences are rows of a file that stays on disk.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import weakref
from typing import IO, TYPE_CHECKING, Any, Self

import faiss
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.ports import Vectors

PASSAGES_FILE = "passages.faiss"
SENTENCES_FILE = "sentences.npy"
DENSE_FILES = frozenset({PASSAGES_FILE, SENTENCES_FILE, "sentences.ids.npy"})
_IDS_SUFFIX = ".ids.npy"

EXACT_UP_TO = 200_000
"""Passages up to which a question is compared with every one: 20 ms on one core at most."""
LISTS_PER_ROOT = 4  # lists of an approximate index for each square root of its vectors
SEARCHED_SHARE = 4  # one list in so many is searched: recall@10 of .98 on 20,000 vectors of texts
_TRAINED_ON = 50  # vectors for each list
_ROWS_AT_ONCE = 20_000  # rows of a table in memory while it is written: 15 MB
_BY_HASH = 2  # faiss::DirectMap::Hashtable: vectors can be looked up by their ids

faiss.omp_set_num_threads(1)  # more threads make a single query slower


class FaissIndex:
    """The `DenseIndex`, and its writer. Searches are safe to share between threads, edits not."""

    def __init__(
        self,
        index: faiss.Index,
        exact_up_to: int = EXACT_UP_TO,
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self._index = index
        self._exact_up_to = exact_up_to
        self._hidden = hidden

    @classmethod
    def create(cls, dimension: int, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Make an empty index of vectors of `dimension` numbers, exact up to so many of them."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)), exact_up_to)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index file."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index file. Raises `OSError`, which FAISS's own writing only tells of."""
        library: Any = faiss  # its types leave this class out
        with path.open("wb") as file:
            faiss.write_index(self._index, library.PyCallbackIOWriter(file.write))

    def without(self, ids: frozenset[int]) -> Self:
        """Return the same index as a search sees it that must not find `ids`, which it holds."""
        return type(self)(self._index, self._exact_up_to, ids)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    @property
    def exact(self) -> bool:
        """Whether a search compares with every vector."""
        return isinstance(self._index, faiss.IndexIDMap2)

    def count(self) -> int:
        """Return the number of vectors that can be found."""
        return int(self._index.ntotal) - len(self._hidden)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors`, shape (len(ids), dimension), under new ids.

        An index that outgrows exact search becomes an approximate one, and stays one.
        """
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, np.int64))
        if self.exact and self.count() > self._exact_up_to:
            self._index = _approximate(self._index)

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors; ids that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorArray(np.asarray(ids, np.int64)))

    def search(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """Return at most `k` (id, cosine), best first, ties by lower id; `vector`: shape (d,)."""
        k = min(k, self.count())
        if k < 1:
            return []
        scores, ids = self._index.search(vector[None, :], k + len(self._hidden))
        pairs = zip(ids[0], scores[0], strict=True)
        found = [(int(i), float(s)) for i, s in pairs if i >= 0 and int(i) not in self._hidden]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""
        if not len(ids):
            return np.empty((0, self.dimension), np.float32)
        try:
            vectors: Vectors = self._index.reconstruct_batch(np.asarray(ids, np.int64))
        except RuntimeError as error:
            raise KeyError(f"no vector has one of the ids {list(ids)[:5]}…") from error
        return vectors


def _approximate(flat: Any) -> Any:  # noqa: ANN401 - FAISS makes its classes at run time
    """Return an index of the same vectors in 8 bits, in lists around centroids (Jégou 2011)."""
    count, dimension = flat.ntotal, flat.d
    lists = max(1, int(LISTS_PER_ROOT * count**0.5))
    index: Any = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.nprobe = max(1, lists // SEARCHED_SHARE)
    index.cp.max_points_per_centroid = _TRAINED_ON
    index.cp.min_points_per_centroid = 1  # says nothing on stderr
    vectors = flat.index.reconstruct_n(0, count)
    index.train(vectors)
    index.set_direct_map_type(_BY_HASH)
    index.add_with_ids(vectors, faiss.vector_to_array(flat.id_map))
    return index


class VectorTable:
    """Vectors by id in half precision, read from a file as they are asked for.

    Readers may share it between threads; edits are for one writer, and lie in a file until they are
    saved: in `aside`, or else where temporary files go.
    """

    def __init__(
        self, ids: NDArray[np.int64], rows: NDArray[np.float16], aside: Path | None = None
    ) -> None:
        self._ids = ids  # ascending
        self._rows = rows
        self._gone: set[int] = set()
        self._new: dict[int, int] = {}  # row in the file of new ones, by id
        self._written: IO[bytes] | None = None
        self._aside = aside

    @classmethod
    def create(cls, dimension: int, aside: Path | None = None) -> Self:
        """Make an empty table of vectors of `dimension` numbers."""
        return cls(np.empty(0, np.int64), np.empty((0, dimension), np.float16), aside)

    @classmethod
    def load(cls, path: Path, aside: Path | None = None) -> Self:
        """Open the table in a file and the ids beside it. Raises `ValueError` or `OSError`."""
        ids, rows = np.load(_ids_path(path)), np.load(path, mmap_mode="r")
        if ids.shape != rows.shape[:1]:
            raise ValueError(f"{path.name} has {len(rows)} rows for {len(ids)} ids")
        return cls(ids, rows, aside)

    def save(self, path: Path) -> None:
        """Write the table; the file that it was read from may be the same one.

        Few rows are in memory at once. Raises `OSError`.
        """
        every = np.concatenate([self._ids, np.fromiter(self._new, np.int64, len(self._new))])
        order = np.argsort(every, kind="stable")
        order = order[~np.isin(every[order], list(self._gone))]
        with _replacing(_ids_path(path)) as file:
            np.save(file, every[order])
        with _replacing(path) as file:
            shape = (len(order), self.dimension)
            header = {"descr": "<f2", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(file, header)
            for some in np.array_split(order, 1 + len(order) // _ROWS_AT_ONCE):
                file.write(self._rows_at(some).astype("<f2").tobytes())

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._rows.shape[1])

    def count(self) -> int:
        """Return the number of vectors held."""
        return len(self._ids) + len(self._new) - len(self._gone)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors`, shape (len(ids), dimension), under new ids. Raises `OSError`."""
        if self._written is None:
            self._written = tempfile.TemporaryFile(dir=self._aside)  # noqa: SIM115 - lives as long
            weakref.finalize(self, self._written.close)
        self._written.seek(0, os.SEEK_END)
        self._written.write(vectors.astype(np.float16).tobytes())
        self._written.flush()
        self._new.update(zip(ids, range(len(self._new), len(self._new) + len(ids)), strict=True))

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors when the table is saved; ids that are not there are passed over."""
        self._gone.update(i for i in ids if self._has([i]))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""
        if not self._has(ids):
            raise KeyError(f"no vector has one of the ids {list(ids)[:5]}…")
        places = np.searchsorted(self._ids, ids)
        if self._new:
            new = [(at, self._new[i]) for at, i in enumerate(ids) if i in self._new]
            for at, row in new:
                places[at] = len(self._ids) + row
        return self._rows_at(places).astype(np.float32)

    def _rows_at(self, places: NDArray[np.int64]) -> NDArray[np.float16]:
        """Return the rows at places, which count those of the file first and then the new ones."""
        if len(places) and places[-1] < len(self._ids) and (np.diff(places) == 1).all():
            return self._rows[places[0] : places[-1] + 1]  # as most are when a table is saved
        if self._written is None:
            return self._rows[places]
        shape = (len(self._new), self.dimension)
        new: NDArray[np.float16] = np.memmap(self._written, np.float16, "r", shape=shape)
        is_new = places >= len(self._ids)
        rows = np.empty((len(places), self.dimension), np.float16)
        rows[~is_new] = self._rows[places[~is_new]]
        rows[is_new] = new[places[is_new] - len(self._ids)]
        return rows

    def _has(self, ids: Sequence[int]) -> bool:
        """Whether all of `ids` are in the table."""
        old = [i for i in ids if i not in self._new] if self._new else ids
        places = np.searchsorted(self._ids, old)
        known = places < len(self._ids)
        return bool(known.all() and np.array_equal(self._ids[places], old)) and (
            self._gone.isdisjoint(ids)
        )


def _ids_path(path: Path) -> Path:
    return path.with_suffix(_IDS_SUFFIX)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that takes the place of another: one that is mapped must not be written over."""
    aside = path.with_suffix(".new.npy")
    with aside.open("wb") as file:
        yield file
    aside.replace(path)
