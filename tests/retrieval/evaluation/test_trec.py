from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation import trec


def file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "file"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_trec_and_beir_judgments_read_the_same(tmp_path: Path):
    beir = trec.read_qrels(file(tmp_path, "query-id\tcorpus-id\tscore", "q1\ta\t1", "q1\tb\t0"))
    assert trec.read_qrels(file(tmp_path, "q1 0 a 1", "q1 0 b 0")) == beir
    assert beir == {"q1": {"a": 1, "b": 0}}


def test_score_decides_the_order_of_a_run_and_the_rank_between_equal_scores(tmp_path: Path):
    path = file(tmp_path, "q1 Q0 c 3 0.5 x", "q1 Q0 b 2 0.5 x", "q1 Q0 a 1 0.25 x")
    assert trec.read_run(path) == {"q1": (("b", 0.5), ("c", 0.5), ("a", 0.25))}


def test_run_that_was_written_is_read_back_the_same(tmp_path: Path):
    rankings = {"q1": (("b", 0.75), ("a", 0.5)), "q2": (("a", 2.0),)}
    trec.write_run(tmp_path / "run", rankings, "ours")
    assert trec.read_run(tmp_path / "run") == rankings


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("q1 Q0 a 1 0.5", "line 1: has 5 columns: a run has 6"),
        ("q1 Q0 a first 0.5 x", "line 1: rank first or score 0.5 is no number"),
        ("q1 Q0 a 1 nan x", "line 1: the score nan is not finite"),
        ("q9 Q0 a 1 0.5 x", "line 1: no question has the id q9"),
        ("q1 Q0 z 1 0.5 x", "line 1: no article has the id z"),
    ],
)
def test_faulty_line_of_a_run_is_named(tmp_path: Path, line: str, problem: str):
    with pytest.raises(CollectionError, match=problem):
        trec.read_run(file(tmp_path, line), questions={"q1"}, articles={"a"})


def test_article_ranked_twice_is_an_error(tmp_path: Path):
    with pytest.raises(CollectionError, match="line 2: q1 ranks a twice"):
        trec.read_run(file(tmp_path, "q1 Q0 a 1 0.5 x", "q1 Q0 a 2 0.25 x"))
