from math import log2

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation.measures import ranking_scores


def ranked(*ids: str) -> tuple[tuple[str, float], ...]:
    return tuple((article_id, 1.0) for article_id in ids)


def test_scores_of_two_questions_are_those_worked_out_by_hand():
    qrels = {"q1": {"a": 1}, "q4": {"fair": 2, "school": 1, "bridge": 0}}
    runs = {"q1": ranked("x", "a"), "q4": ranked("bridge", "fair", "x", "school")}
    scores = ranking_scores(qrels, runs).by_measure
    # trec_eval's gain is the grade itself, discounted by log2(rank + 1).
    ideal = 2 / log2(2) + 1 / log2(3)
    assert scores["nDCG@10"]["q1"] == pytest.approx(1 / log2(3), abs=1e-12)
    assert scores["nDCG@10"]["q4"] == pytest.approx((2 / log2(3) + 1 / log2(5)) / ideal, abs=1e-12)
    assert scores["MRR@10"] == {"q1": 1 / 2, "q4": 1 / 2}
    assert scores["R@1"] == {"q1": 0, "q4": 0}
    assert scores["R@5"] == {"q1": 1, "q4": 1}
    assert scores["Success@1"] == {"q1": 0, "q4": 0}
    assert scores["Success@5"] == {"q1": 1, "q4": 1}
    # Of the articles ranked, 1 of 2 and 3 of 4 are judged.
    assert scores["Judged@10"] == {"q1": 1 / 2, "q4": 3 / 4}


def test_articles_of_equal_score_count_in_the_order_of_the_run():
    first = ranking_scores({"q": {"a": 1}}, {"q": ranked("a", "b", "c")})
    last = ranking_scores({"q": {"c": 1}}, {"q": ranked("a", "b", "c")})
    assert first.by_measure["MRR@10"] == {"q": 1.0}
    assert last.by_measure["MRR@10"] == {"q": pytest.approx(1 / 3, abs=1e-12)}


def test_judged_question_that_is_missing_or_finds_nothing_scores_zero_in_everything():
    scores = ranking_scores(
        {"q1": {"a": 1}, "q2": {"a": 1}, "q3": {"a": 1}}, {"q1": ranked("a"), "q2": ()}
    )
    assert scores.missing == ("q3",)
    for values in scores.by_measure.values():
        assert (values["q2"], values["q3"]) == (0.0, 0.0)
    assert scores.by_measure["nDCG@10"] == {"q1": 1.0, "q2": 0.0, "q3": 0.0}


def test_article_beyond_the_depth_of_a_measure_does_not_count():
    run = {"q": ranked(*(f"x{i}" for i in range(10)), "a")}
    scores = ranking_scores({"q": {"a": 1}}, run).by_measure
    assert {name: values["q"] for name, values in scores.items()} == dict.fromkeys(scores, 0.0)


def test_question_without_a_judgment_is_passed_over():
    scores = ranking_scores({"q1": {"a": 1}}, {"q1": ranked("a"), "u1": ranked("b")})
    assert scores.by_measure["MRR@10"] == {"q1": 1.0}


def test_no_judgment_at_all_is_an_error():
    with pytest.raises(CollectionError, match="no judgment to measure a run by"):
        ranking_scores({"q1": {}}, {"q1": ranked("a")})


def test_question_whose_articles_are_all_judged_irrelevant_scores_zero():
    qrels = {"q1": {"a": 0}, "q2": {"a": 1}}
    scores = ranking_scores(qrels, {"q1": ranked("a"), "q2": ranked("a")}).by_measure
    assert scores["nDCG@10"] == {"q1": 0.0, "q2": 1.0}
    assert scores["MRR@10"] == {"q1": 0.0, "q2": 1.0}
    assert scores["R@10"] == {"q1": 0.0, "q2": 1.0}
