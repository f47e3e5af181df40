"""Tables of vectors: rows by id, edited, saved and read again."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.vectors import VectorTable

if TYPE_CHECKING:
    from retrieval.ports import Vectors


def unit_rows(count: int, dimension: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    normalised: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return normalised


def test_rows_of_a_table_come_back_by_id_in_the_order_asked(tmp_path: Path) -> None:
    rows = unit_rows(4, 8, 2)
    table = VectorTable.create(8)
    table.add([30, 10], rows[:2])
    table.add([20, 40], rows[2:])
    table.save(tmp_path / "x.npy")
    loaded = VectorTable.load(tmp_path / "x.npy")
    np.testing.assert_allclose(loaded.vectors([20, 10, 30]), rows[[2, 1, 0]], atol=1e-3)
    assert (loaded.count(), loaded.dimension) == (4, 8)
    assert loaded.vectors([]).shape == (0, 8)


def test_a_table_can_be_edited_and_saved_where_it_was_read_from(tmp_path: Path) -> None:
    rows = unit_rows(3, 8, 3)
    table = VectorTable.create(8)
    table.add([1, 2], rows[:2])
    table.save(tmp_path / "x.npy")
    again = VectorTable.load(tmp_path / "x.npy")
    again.remove([1, 99])
    again.add([7], rows[2:])
    assert again.count() == 2
    again.save(tmp_path / "x.npy")
    loaded = VectorTable.load(tmp_path / "x.npy")
    np.testing.assert_allclose(loaded.vectors([7, 2]), rows[[2, 1]], atol=1e-3)
    assert {path.name for path in tmp_path.iterdir()} == {"x.npy", "x.ids.npy"}


@given(
    st.lists(st.integers(0, 12), unique=True), st.integers(0, 5), st.integers(0, 12), st.booleans()
)
def test_a_copy_becomes_what_would_be_written_anew(
    gone: list[int], added: int, first: int, in_order: bool
) -> None:
    """Rows are only added to it as long as none is gone and all new ids are higher."""
    rows = unit_rows(18, 8, 5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "copy").mkdir()
        table = VectorTable.create(8)
        table.add(range(first, 12), rows[first:12])
        table.save(folder / "x.npy")
        shutil.copy(folder / "x.npy", folder / "copy" / "x.npy")
        for path in (folder / "copy" / "x.npy", folder / "y.npy"):
            again = VectorTable.load(folder / "x.npy", folder / "copy" / "x.npy")
            again.remove(gone)
            ids = [*range(20, 20 + added)] if in_order else [*range(-added, 0)]
            again.add(ids, rows[:added])
            again.save(path)
        assert (folder / "copy" / "x.npy").read_bytes() == (folder / "y.npy").read_bytes()
        assert len(list(folder.rglob("*.new*"))) == 0
        loaded = VectorTable.load(folder / "copy" / "x.npy")
        assert loaded.ids().tolist() == sorted({*range(first, 12), *ids} - {*gone})


def test_rows_that_are_added_are_all_that_is_written_to_a_copy(tmp_path: Path) -> None:
    """A mark in the copy stays, so nothing before it was written again."""
    rows = unit_rows(3, 8, 6)
    table = VectorTable.create(8)
    table.add([1, 2], rows[:2])
    table.save(tmp_path / "x.npy")
    copy = tmp_path / "copy.npy"
    marked = bytearray((tmp_path / "x.npy").read_bytes())
    marked[-16:] = bytes(16)
    copy.write_bytes(marked)
    again = VectorTable.load(tmp_path / "x.npy", copy)
    again.add([3], rows[2:])
    again.save(copy)
    found = VectorTable.load(copy).vectors([1, 2, 3])
    np.testing.assert_allclose(found, [rows[0], np.zeros(8), rows[2]], atol=1e-3)


@pytest.mark.parametrize("ids", [[42], [1, 2], [0]])
def test_an_id_that_a_table_does_not_hold_is_an_error(ids: list[int]) -> None:
    table = VectorTable.create(8)
    table.add([1, 2, 3], unit_rows(3, 8, 4))
    table.remove([2])
    with pytest.raises(KeyError, match="no vector has one of the ids"):
        table.vectors(ids)


def test_a_table_whose_ids_are_of_another_is_refused(tmp_path: Path) -> None:
    table = VectorTable.create(8)
    table.add([1, 2], unit_rows(2, 8, 4))
    table.save(tmp_path / "x.npy")
    np.save(tmp_path / "x.ids.npy", np.array([1]))
    with pytest.raises(ValueError, match="2 rows for 1 ids"):
        VectorTable.load(tmp_path / "x.npy")


def test_the_greatest_number_of_a_table_is_told_whatever_its_sign() -> None:
    table = VectorTable.create(2)
    assert table.greatest() == 0.0
    table.add([1, 2, 3], np.array([[0.25, -0.5], [-0.0, 0.125], [0.75, 0.0]], np.float32))
    assert table.greatest() == 0.75
    table.remove([3])
    assert table.greatest() == 0.5


def test_every_finite_half_is_the_same_number_as_it_is_read() -> None:
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    rows = every[np.isfinite(every)].reshape(-1, 64)
    table = VectorTable(np.arange(len(rows)), rows)
    read = table.vectors(range(len(rows)))
    assert np.array_equal(read.view(np.uint32), rows.astype(np.float32).view(np.uint32))
