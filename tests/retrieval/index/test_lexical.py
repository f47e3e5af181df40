"""BM25 over our terms: ranking, fields, ties, removal, and terms that look like syntax."""

from pathlib import Path

import pytest

from retrieval.index.lexical import LexicalWriter, TantivyIndex
from retrieval.words import Words, pairs


def words(*terms: str) -> Words:
    return Words(terms, tuple(pair for term in terms for pair in pairs(term)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    writer = LexicalWriter.create(tmp_path)
    writer.add(1, words("夜校"), words("剪纸", "摄影"))
    writer.add(2, words("体检"), words("快递员", "夜校"))
    writer.add(3, words("比赛"), words("钢笔字"))
    writer.add(4, words("比赛"), words("钢笔字"))
    writer.commit()
    return tmp_path


def ids(folder: Path, *terms: str, k: int = 10) -> list[int]:
    return [i for i, _ in TantivyIndex.read(folder).search(terms, k)]


def test_a_word_of_the_headline_counts_more_than_one_of_the_body(folder: Path) -> None:
    assert ids(folder, "夜校") == [1, 2]


def test_passages_that_share_no_word_are_not_found(folder: Path) -> None:
    assert ids(folder, "天气") == []


def test_equal_scores_stand_in_order_of_their_ids(folder: Path) -> None:
    hits = TantivyIndex.read(folder).search(["钢笔字"], 10)
    assert [i for i, _ in hits] == [3, 4]
    assert hits[0][1] == hits[1][1]


def test_no_more_than_k_are_returned(folder: Path) -> None:
    assert len(ids(folder, "夜校", "钢笔字", k=2)) == 2
    assert ids(folder, "夜校", k=0) == []


def test_no_terms_find_nothing(folder: Path) -> None:
    assert ids(folder) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    LexicalWriter.create(tmp_path).commit()
    assert ids(tmp_path, "夜校") == []
    assert TantivyIndex.read(tmp_path).count() == 0


@pytest.mark.parametrize("term", ["headline:夜校", "夜校^9", "*", "AND", '"', "(", "\\", ""])
def test_what_looks_like_query_syntax_is_a_word_like_any_other(folder: Path, term: str) -> None:
    assert ids(folder, term) == []


def test_removed_passages_are_gone_and_others_stay(folder: Path) -> None:
    writer = LexicalWriter.edit(folder)
    writer.remove([1, 3, 99])
    writer.add(5, words(), words("夜校"))
    writer.commit()
    assert ids(folder, "夜校") == [5, 2]  # 5 is the shorter of the two
    assert ids(folder, "钢笔字") == [4]
    assert TantivyIndex.read(folder).count() == 3


def test_document_frequency_counts_passages(folder: Path) -> None:
    index = TantivyIndex.read(folder)
    assert [index.document_frequency(t) for t in ("比赛", "摄影", "天气")] == [2, 1, 0]


def test_a_pair_of_characters_finds_what_its_words_do_not(folder: Path) -> None:
    assert ids(folder, "钢笔") == []
    assert [i for i, _ in TantivyIndex.read(folder).search([], 10, ["钢笔"])] == [3, 4]


def test_a_word_counts_more_than_its_pairs(folder: Path) -> None:
    hits = TantivyIndex.read(folder).search(["体检"], 10, ["剪纸"])
    assert [i for i, _ in hits] == [2, 1]


def test_a_pair_is_held_where_a_headline_or_a_passage_has_it(folder: Path) -> None:
    index = TantivyIndex.read(folder)
    assert [index.holds_pair(pair) for pair in ("钢笔", "比赛", "笔钢")] == [True, True, False]


def test_a_pair_is_held_while_one_passage_of_many_still_has_it(folder: Path) -> None:
    writer = LexicalWriter.edit(folder)
    writer.remove([1, 3])
    writer.commit()
    index = TantivyIndex.read(folder)
    held = [index.holds_pair(pair) for pair in ("剪纸", "钢笔", "夜校", "摄影")]
    assert held == [False, True, True, False]
    assert index.without(frozenset([4])).holds_pair("钢笔")
