"""The vectors of an index as they are stored: a table of passages, and one of sentences.

Each is a file of rows in half precision that stays on disk, and one of their ids beside it.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import weakref
from typing import IO, TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.ports import Vectors

VERSION = "vectors/2"  # raise it when vectors are stored otherwise, so that indexes are rebuilt

PASSAGES_FILE = "passages.npy"
SENTENCES_FILE = "sentences.npy"
_IDS_SUFFIX = ".ids.npy"

_ROWS_AT_ONCE = 20_000  # rows of a table in memory while it is written: 15 MB

_FRACTION_BITS = 23 - 10  # a single has so many more than a half
_BITS_OF_HALVES = np.uint32(0x8FFFE000).view(np.int32)  # without the copies of the sign
_EXPONENTS_APART = np.float32(2.0 ** (127 - 15))


class VectorTable:
    """Vectors by id in half precision, read from a file as they are asked for.

    Readers may share it between threads; edits are for one writer, and lie in a file until they are
    saved: in `aside`, or else where temporary files go. `copy` is a copy of the file of `rows`.
    """

    def __init__(
        self,
        ids: NDArray[np.int64],
        rows: NDArray[np.float16],
        aside: Path | None = None,
        copy: Path | None = None,
    ) -> None:
        self._ids = ids  # ascending
        self._rows = rows
        self._plain = rows.view(np.ndarray)  # of a memmap, every piece would be another memmap
        self._gone: set[int] = set()
        self._new: dict[int, int] = {}  # row in the file of new ones, by id
        self._written: IO[bytes] | None = None
        self._aside = aside
        self._copy = copy

    @classmethod
    def create(cls, dimension: int, aside: Path | None = None) -> Self:
        """Make an empty table of vectors of `dimension` numbers."""
        return cls(np.empty(0, np.int64), np.empty((0, dimension), np.float16), aside)

    @classmethod
    def load(cls, path: Path, copy: Path | None = None) -> Self:
        """Open the table in a file and the ids beside it. Raises `ValueError` or `OSError`.

        To edit it, name a copy of the file, to which it is then saved.
        """
        ids, rows = np.load(_ids_path(path)), np.load(path, mmap_mode="r")
        if ids.shape != rows.shape[:1]:
            raise ValueError(f"{path.name} has {len(rows)} rows for {len(ids)} ids")
        return cls(ids, rows, copy.parent if copy else None, copy)

    def save(self, path: Path) -> None:
        """Write the table; the file that it was read from may be the same one.

        What its copy has is not written again where nothing before is gone. Few rows are in memory
        at once. Raises `OSError`.
        """
        ids, order = self._held()
        header = _header(len(order), self.dimension)
        with _replacing(_ids_path(path)) as file:
            np.save(file, ids)
        if path == self._copy and self._only_grew(order, header):
            with path.open("r+b") as file:
                file.write(header)
                file.seek(0, os.SEEK_END)
                self._write(file, order[len(self._ids) :])
            return
        with _replacing(path) as file:
            file.write(header)
            self._write(file, order)

    def _only_grew(self, order: NDArray[np.int64], header: bytes) -> bool:
        """Whether the file that was read is how the new one begins, but for the numbers in it."""
        old = np.arange(len(self._ids))
        same = np.array_equal(order[: len(old)], old)
        return same and isinstance(self._rows, np.memmap) and self._rows.offset == len(header)

    def _write(self, file: IO[bytes], order: NDArray[np.int64]) -> None:
        for some in np.array_split(order, 1 + len(order) // _ROWS_AT_ONCE):
            file.write(np.ascontiguousarray(self._rows_at(some), "<f2").data)

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
        self._gone.update(i for i in ids if self._places([i]) is not None)

    def ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors held, ascending."""
        return self._held()[0]

    def greatest(self, of: NDArray[np.int64] | None = None) -> float:
        """Return the greatest number in any vector, or those of some ids, whatever its sign.

        0 where there are none. Raises `KeyError` if one is unknown.
        """
        ids, greatest = self.ids() if of is None else of, 0.0
        for start in range(0, len(ids), _ROWS_AT_ONCE):
            rows = self._stored(ids[start : start + _ROWS_AT_ONCE])
            # Without their signs the bits of halves are whole numbers of the same order.
            bits = (np.ascontiguousarray(rows).view(np.uint16) & 0x7FFF).max()
            greatest = max(greatest, float(bits.view(np.float16)))
        return greatest

    def vectors(self, ids: Sequence[int] | NDArray[np.int64]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""
        return _in_single(self._stored(ids))

    def _stored(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float16]:
        places = self._places(ids)
        if places is None:
            raise KeyError(f"no vector has one of the ids {list(ids)[:5]}…")
        return self._rows_at(places)

    def _held(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the ids of all vectors held, ascending, and the place of each one's row."""
        every = np.concatenate([self._ids, np.fromiter(self._new, np.int64, len(self._new))])
        order = np.argsort(every, kind="stable")
        order = order[~np.isin(every[order], list(self._gone))]
        return every[order], order

    def _rows_at(self, places: NDArray[np.int64]) -> NDArray[np.float16]:
        """Return the rows at places, which count those of the file first and then the new ones."""
        if len(places) and places[-1] < len(self._ids) and (np.diff(places) == 1).all():
            return self._plain[places[0] : places[-1] + 1]  # as most are when a table is saved
        if self._written is None or not self._new:
            return self._plain[places]
        shape = (len(self._new), self.dimension)
        new: NDArray[np.float16] = np.memmap(self._written, np.float16, "r", shape=shape)
        is_new = places >= len(self._ids)
        rows = np.empty((len(places), self.dimension), np.float16)
        rows[~is_new] = self._plain[places[~is_new]]
        rows[is_new] = new[places[is_new] - len(self._ids)]
        return rows

    def _places(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64] | None:
        """Return the place of the row of each id; `None` when one of them is not in the table."""
        wanted = np.asarray(ids, np.int64)
        places = np.searchsorted(self._ids, wanted)
        known = places < len(self._ids)
        known[known] = self._ids[places[known]] == wanted[known]
        for at in () if known.all() else np.flatnonzero(~known):
            row = self._new.get(int(wanted[at]))
            if row is None:
                return None
            places[at] = len(self._ids) + row
        return places if self._gone.isdisjoint(wanted.tolist() if self._gone else ()) else None


def _in_single(halves: NDArray[np.float16]) -> Vectors:
    """Return finite numbers in single precision: what `astype` gives, in a quarter of its time.

    Sign, exponent and fraction are moved to where a single has them; its exponent counts from -127
    in place of -15, which the factor makes good, for the least of them as well.
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= _FRACTION_BITS
    bits &= _BITS_OF_HALVES
    singles: Vectors = bits.view(np.float32)
    singles *= _EXPONENTS_APART
    return singles


def _ids_path(path: Path) -> Path:
    return path.with_suffix(_IDS_SUFFIX)


def _header(rows: int, dimension: int) -> bytes:
    """Return how a file of so many rows begins; NumPy leaves room in it for more rows."""
    header = io.BytesIO()
    described = {"descr": "<f2", "fortran_order": False, "shape": (rows, dimension)}
    np.lib.format.write_array_header_1_0(header, described)
    return header.getvalue()


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that takes the place of another: one that is mapped must not be written over."""
    aside = path.with_suffix(".new.npy")
    with aside.open("wb") as file:
        yield file
    aside.replace(path)
