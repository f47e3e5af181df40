"""Exact search over vectors, held against a plain matrix product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.dense import FaissIndex

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
