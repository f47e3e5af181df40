"""Vectors by id: searches held against a plain matrix product, and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.dense import FaissIndex, VectorTable

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.ports import Vectors


def unit_rows(count: int, dimension: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    normalised: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return normalised


@given(st.integers(1, 40), st.integers(1, 60), st.integers(0, 10_000))
def test_search_ranks_as_a_matrix_product_does(count: int, k: int, seed: int) -> None:
    vectors, query = unit_rows(count, 8, seed), unit_rows(1, 8, seed + 1)[0]
    ids = [10 * n for n in range(count)]
    index = FaissIndex.create(8)
    index.add(ids, vectors)
    cosines = vectors @ query
    expected = sorted(zip(ids, cosines, strict=True), key=lambda p: (-p[1], p[0]))[:k]
    found = index.search(query, k)
    assert [i for i, _ in found] == [i for i, _ in expected]
    np.testing.assert_allclose([s for _, s in found], [s for _, s in expected], atol=1e-5)


def test_equal_cosines_stand_in_order_of_their_ids() -> None:
    index = FaissIndex.create(2)
    index.add([7, 3, 5], np.array([[1, 0]] * 3, np.float32))
    assert index.search(np.array([1, 0], np.float32), 3) == [(3, 1.0), (5, 1.0), (7, 1.0)]


def test_an_empty_index_finds_nothing() -> None:
    index = FaissIndex.create(4)
    assert index.search(np.ones(4, np.float32), 5) == []
    assert index.vectors([]).shape == (0, 4)


def test_vectors_come_back_by_id_in_the_order_asked_also_from_disk(tmp_path: Path) -> None:
    rows = unit_rows(3, 4, 1)
    index = FaissIndex.create(4)
    index.add([1, 2, 3], rows)
    index.remove([2, 99])
    index.save(tmp_path / "x.faiss")
    loaded = FaissIndex.load(tmp_path / "x.faiss")
    np.testing.assert_array_equal(loaded.vectors([3, 1]), rows[[2, 0]])
    assert loaded.count() == 2


def test_an_id_that_is_not_there_is_an_error() -> None:
    index = FaissIndex.create(4)
    index.add([1], unit_rows(1, 4, 1))
    with pytest.raises(KeyError, match="42"):
        index.vectors([42])


# --- beyond exact search ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def clustered() -> Vectors:
    """2,000 vectors around 40 centres, as texts of 40 subjects would lie."""
    centres = unit_rows(40, 16, 5)
    rows = np.repeat(centres, 50, axis=0) + 0.15 * unit_rows(2000, 16, 6)
    normalised: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return normalised


@pytest.fixture
def approximate(clustered: Vectors) -> FaissIndex:
    index = FaissIndex.create(16, exact_up_to=1500)
    index.add(range(0, 3000, 2), clustered[:1500])
    assert index.exact
    index.add(range(3000, 4000, 2), clustered[1500:])
    return index


def test_an_index_that_outgrows_exact_search_still_finds_the_nearest(
    approximate: FaissIndex, clustered: Vectors
) -> None:
    assert not approximate.exact
    assert approximate.count() == 2000
    questions = clustered[::40] + 0.05 * unit_rows(50, 16, 7)
    kept = 0
    for question in questions:
        nearest = {2 * int(i) for i in np.argsort(-(clustered @ question))[:10]}
        kept += len(nearest & {i for i, _ in approximate.search(question, 10)})
    assert kept / 500 >= 0.95


def test_an_approximate_index_gives_back_and_forgets_vectors_by_id_also_from_disk(
    approximate: FaissIndex, clustered: Vectors, tmp_path: Path
) -> None:
    approximate.remove([10, 11])
    approximate.save(tmp_path / "x.faiss")
    loaded = FaissIndex.load(tmp_path / "x.faiss")
    np.testing.assert_allclose(loaded.vectors([3998, 0]), clustered[[1999, 0]], atol=0.01)
    assert loaded.count() == 1999
    assert 10 not in {i for i, _ in loaded.search(clustered[5], 2000)}
    with pytest.raises(KeyError, match="10"):
        loaded.vectors([10])


# --- the table of sentences ------------------------------------------------------------------


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
