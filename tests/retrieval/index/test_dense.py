"""The dense index: searches held against a plain matrix product over the stored rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.dense import FaissIndex
from retrieval.index.vectors import VectorTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.ports import Vectors


def unit(rows: Vectors) -> Vectors:
    normalised: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return normalised


def unit_rows(count: int, dimension: int, seed: int) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32))


def index_of(ids: Sequence[int], vectors: Vectors) -> FaissIndex:
    table = VectorTable.create(vectors.shape[1])
    table.add(ids, vectors)
    return FaissIndex.of(table)


def nearest(vectors: Vectors, question: Vectors, k: int) -> set[int]:
    """Return the rows of the `k` greatest cosines: the slow, obvious way."""
    return set(np.argsort(-(vectors @ question), kind="stable")[:k].tolist())


@given(st.integers(1, 40), st.integers(1, 60), st.integers(0, 10_000))
def test_search_ranks_as_a_matrix_product_does(count: int, k: int, seed: int) -> None:
    halves = unit_rows(count, 8, seed).astype(np.float16).astype(np.float32)
    query = unit_rows(1, 8, seed + 1)[0]
    ids = [10 * n for n in range(count)]
    found = index_of(ids, halves).search(query, k)
    cosines = halves @ query
    expected = sorted(zip(ids, cosines, strict=True), key=lambda p: (-p[1], p[0]))[:k]
    assert [i for i, _ in found] == [i for i, _ in expected]
    np.testing.assert_allclose([s for _, s in found], [s for _, s in expected], atol=1e-6)


def test_equal_cosines_stand_in_order_of_their_ids() -> None:
    index = index_of([7, 3, 5], np.array([[1, 0]] * 3, np.float32))
    assert index.search(np.array([1, 0], np.float32), 3) == [(3, 1.0), (5, 1.0), (7, 1.0)]


def test_of_many_equal_vectors_those_with_the_lowest_ids_are_found() -> None:
    """More of them than are compared again, and of no round numbers: all sums must be the same."""
    index = index_of(range(1000, 0, -1), np.repeat(unit_rows(1, 384, 3), 1000, axis=0))
    found = index.search(unit_rows(1, 384, 4)[0], 7)
    assert [i for i, _ in found] == [1, 2, 3, 4, 5, 6, 7]
    assert len({s for _, s in found}) == 1


@given(st.sets(st.integers(0, 30)), st.integers(0, 20), st.integers(0, 10_000))
def test_what_is_copied_from_another_index_is_as_if_it_were_made_anew(
    gone: set[int], added: int, seed: int
) -> None:
    rows = unit_rows(51, 16, seed)
    table = VectorTable.create(16)
    table.add(range(30), rows[:30])
    before = FaissIndex.of(table)
    table = VectorTable.create(16)
    table.add(range(30 + added), rows[: 30 + added])
    table.remove(sorted(gone))
    copied, anew = FaissIndex.of(table, before), FaissIndex.of(table)
    assert copied.search(rows[50], 50) == anew.search(rows[50], 50)
    assert copied.ids().tolist() == [i for i in range(30 + added) if i not in gone]
    np.testing.assert_array_equal(copied.codes(), anew.codes())


def test_an_empty_index_finds_nothing() -> None:
    table = VectorTable.create(4)
    index = FaissIndex.of(table)
    assert index.search(np.ones(4, np.float32), 5) == []
    assert (index.vectors([]).shape, index.count(), index.dimension) == ((0, 4), 0, 4)


def test_no_question_finds_what_is_hidden_or_fewer_than_it_wants() -> None:
    rows = unit_rows(50, 16, 9)
    index = index_of(range(50), rows)
    best = [i for i, _ in index.search(rows[0], 3)]
    seen = index.without(frozenset(best))
    assert seen.count() == 47
    assert [i for i, _ in seen.search(rows[0], 3)] == [i for i, _ in index.search(rows[0], 6)][3:]
    assert len(seen.search(rows[0], 50)) == 47


def test_vectors_come_back_by_id_in_the_order_asked_also_from_disk(tmp_path: Path) -> None:
    rows = unit_rows(3, 4, 1)
    table = VectorTable.create(4)
    table.add([1, 2, 3], rows)
    table.remove([2, 99])
    table.save(tmp_path / "x.npy")
    loaded = FaissIndex.load(tmp_path / "x.npy")
    np.testing.assert_allclose(loaded.vectors([3, 1]), rows[[2, 0]], atol=1e-3)
    assert loaded.count() == 2
    assert {i for i, _ in loaded.search(rows[1], 3)} == {1, 3}
    with pytest.raises(KeyError, match="2"):
        loaded.vectors([2])


# --- what 8 bits must not lose ----------------------------------------------------------------


def alike(count: int, dimension: int, seed: int) -> Vectors:
    """Vectors as models of texts make them: in one narrow cone, in clusters of one subject."""
    common = unit_rows(1, dimension, seed)
    subjects = common + 0.5 * unit_rows(max(1, count // 20), dimension, seed + 1)
    rows = np.repeat(subjects, 20, axis=0)[:count]
    return unit(rows + 0.3 * unit_rows(len(rows), dimension, seed + 2))


def in_few_numbers(count: int, dimension: int, seed: int) -> Vectors:
    """Vectors of which three numbers make up nearly everything, one of them the same in all."""
    rows = 0.01 * unit_rows(count, dimension, seed)
    places = np.random.default_rng(seed).integers(1, dimension, (count, 2))
    np.put_along_axis(rows, places, unit_rows(count, 2, seed), axis=1)
    rows[:, 0] = 2
    return unit(rows)


def nearly_equal(count: int, dimension: int, seed: int) -> Vectors:
    """Groups of ten that lie at cosine .998 to one another, as reprints with another date do."""
    rows = np.repeat(unit_rows(count // 10, dimension, seed), 10, axis=0)
    return unit(rows + 0.045 * unit_rows(len(rows), dimension, seed + 1))


def of_few_subjects(count: int, dimension: int, seed: int) -> Vectors:
    """Three subjects, and hundreds of texts of each: among so many the ten nearest lie close."""
    rows = np.repeat(unit_rows(3, dimension, seed), count // 3, axis=0)
    return unit(rows + 0.3 * unit_rows(len(rows), dimension, seed + 1))


@pytest.mark.parametrize("dimension", [24, 384, 1024])
@pytest.mark.parametrize("make", [alike, in_few_numbers, nearly_equal, of_few_subjects])
def test_at_least_98_of_100_nearest_are_found_among_awkward_vectors(
    make: Callable[[int, int, int], Vectors], dimension: int
) -> None:
    vectors = make(2000, dimension, 11)
    index = index_of(range(len(vectors)), vectors)
    questions = unit(vectors[::40] + 0.3 * unit_rows(len(vectors[::40]), dimension, 12))
    found = [{i for i, _ in index.search(q, 10)} for q in questions]
    kept = [len(a & nearest(vectors, q, 10)) for a, q in zip(found, questions, strict=True)]
    assert sum(kept) / (10 * len(questions)) >= 0.98


def test_what_is_added_and_removed_later_is_found_and_not_found(tmp_path: Path) -> None:
    """As a load edits: onto the stored table, which is saved and opened again."""
    rows = alike(300, 64, 21)
    table = VectorTable.create(64)
    table.add(range(200), rows[:200])
    table.save(tmp_path / "x.npy")
    again = VectorTable.load(tmp_path / "x.npy")
    again.remove(range(0, 200, 2))
    again.add(range(200, 300), rows[200:])
    again.save(tmp_path / "x.npy")
    index = FaissIndex.load(tmp_path / "x.npy")
    left = [*range(1, 200, 2), *range(200, 300)]
    for question in rows[:40]:
        found = [i for i, _ in index.search(question, 10)]
        assert {left.index(i) for i in found} == nearest(index.vectors(left), question, 10)


def test_vectors_of_no_length_are_found_last() -> None:
    index = index_of([1, 2], np.zeros((2, 16), np.float32))
    assert index.search(unit_rows(1, 16, 1)[0], 2) == [(1, 0.0), (2, 0.0)]


def test_a_question_of_no_direction_finds_the_lowest_ids() -> None:
    index = index_of(range(50), unit_rows(50, 16, 8))
    assert index.search(np.zeros(16, np.float32), 2) == [(0, 0.0), (1, 0.0)]


def test_any_thread_searches_alone() -> None:
    index = index_of(range(50), unit_rows(50, 16, 1))
    question = unit_rows(1, 16, 2)[0]

    def threads_after_a_search() -> int:
        index.search(question, 3)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads_after_a_search).result() == 1
