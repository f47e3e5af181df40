"""The scores of a made-up run over the small collection, worked out by hand to the last digit."""

import dataclasses
from math import log2
from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation import tables
from retrieval.evaluation.collections import Collection, Qrels
from retrieval.evaluation.faults import Fault, evidence_rank
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.replies import Reply, ShownQuote
from retrieval.evaluation.runs import Run
from retrieval.evaluation.scores import OVERALL, Mean, Scores, score

COST = ShownQuote(
    "bridge", "青石桥修缮完工", "bridge", 16, 33, "工程历时九个月，耗资三百二十万元。", True
)
ROOMS = ShownQuote("school", "柳河小学", "school", 14, 27, "新校舍共有二十四间教室。", True)
RESCUE = ShownQuote("rescue", "渔民", "rescue", 0, 10, "渔民罗大江在南港救起", False)


def reply(question_id: str, articles: str, confidence: float, *quotes: ShownQuote) -> Reply:
    ranking = tuple((a, 1 / rank) for rank, a in enumerate(articles.split(), start=1))
    answered = bool(quotes) and confidence >= 0.5
    status = "answered" if answered else "no_evidence"
    return Reply(question_id, ranking, answered, status, confidence, quotes, 10.0 * len(articles))


REPLIES = (
    reply("q1", "bridge fair", 0.95, COST),
    reply("q2", "fair school", 0.65, ROOMS),
    reply("q3", "rescue", 0.35, RESCUE),
    reply("u1", "fair", 0.55, ROOMS),
)


@pytest.fixture
def collection() -> Collection:
    return load_collection(Path(__file__).parent / "small")


@pytest.fixture
def qrels(collection: Collection) -> Qrels:
    assert collection.qrels is not None
    return collection.qrels


@pytest.fixture
def scores(collection: Collection, qrels: Qrels) -> Scores:
    return score(collection, Run("made up", REPLIES, qrels))


def test_rankings_score_by_type_and_overall_with_the_missing_question_as_zero(scores: Scores):
    ndcg = scores.means["nDCG@10"]
    assert ndcg["number"] == Mean(1.0, 1)
    assert ndcg["who"].value == pytest.approx((1 / log2(3) + 1) / 2, abs=1e-12)
    assert ndcg["keyword"] == Mean(0.0, 1)
    assert ndcg[OVERALL].value == pytest.approx((1 + 1 / log2(3) + 1 + 0) / 4, abs=1e-12)
    assert scores.means["MRR@10"][OVERALL] == Mean((1 + 1 / 2 + 1 + 0) / 4, 4)
    assert scores.missing == ("q4",)


def test_answers_score_what_is_shown_and_what_is_served(scores: Scores):
    # q1 shows its span and key; q2 shows another sentence; q3 shows its key, and is withheld.
    # q4 names neither evidence nor key, so it has no answer to score.
    assert scores.values["supported"] == {"q1": 1.0, "q2": 0.0, "q3": 1.0}
    assert scores.values["served"] == {"q1": 1.0, "q2": 0.0, "q3": 0.0}
    assert scores.values["evidence"] == {"q1": 1.0}
    assert scores.means["supported"]["who"] == Mean(0.5, 2)


def test_quote_that_is_not_exact_lowers_exactness_below_one(scores: Scores):
    assert scores.values["exact"] == {"q1": 1.0, "q2": 1.0, "q3": 0.0, "u1": 1.0}
    assert scores.means["exact"][OVERALL] == Mean(0.75, 4)


def test_refusal_holds_the_unanswerable_to_all_answerable_questions(scores: Scores):
    # 0.55 lies below 0.95 and 0.65, and above 0.35.
    assert scores.refusal.separation["unanswerable"].value == pytest.approx(2 / 3, abs=1e-12)
    assert scores.refusal.wrongly_answered[OVERALL] == Mean(1.0, 1)
    assert scores.refusal.answered == Mean(2 / 3, 3)
    assert scores.refusal.refused == Mean(0.0, 1)
    # Right at 0.95 and 0.35; the steps are 0/1, 1/2, 2/3, 2/4, each over a quarter.
    assert scores.refusal.area_under_risk == pytest.approx((0 + 1 / 2 + 2 / 3 + 1 / 2) / 4)
    # One reply a bin: |0.95 - 1|, |0.65 - 0|, |0.55 - 0|, |0.35 - 1|.
    expected = (0.05 + 0.65 + 0.55 + 0.65) / 4
    assert scores.refusal.calibration_error == pytest.approx(expected, abs=1e-12)


def test_latency_percentiles_interpolate_between_replies(scores: Scores):
    # 110, 110, 60 and 40 ms: the median is 85; 95 % of the way is beyond the third.
    assert scores.latency is not None
    assert (scores.latency.p50_ms, scores.latency.max_ms) == (85.0, 110.0)
    assert scores.latency.p95_ms == pytest.approx(110.0)


def test_every_question_has_the_fault_of_its_first_failed_step(scores: Scores):
    assert scores.faults == {
        "q1": Fault.RIGHT,
        "q2": Fault.WRONG_SENTENCE,
        "q3": Fault.WITHHELD,
        "q4": Fault.NOT_FOUND,
        "u1": Fault.INVENTED,
    }


def test_evidence_ranks_where_its_first_article_does(qrels: Qrels):
    assert evidence_rank(REPLIES[1], qrels["q2"]) == 2
    assert evidence_rank(REPLIES[0], {"bridge": 0, "school": 1}) is None
    assert evidence_rank(None, {"bridge": 1}) is None


def test_run_of_rankings_alone_has_no_answer_scores(collection: Collection, qrels: Qrels):
    rankings = tuple(Reply(r.question_id, r.ranking) for r in REPLIES)
    scores = score(collection, Run("other", rankings, qrels))
    assert not {"supported", "served", "exact"} & scores.means.keys()
    assert scores.latency is None
    assert scores.faults["q2"] is Fault.WRONG_ARTICLE
    assert scores.refusal.separation[OVERALL].value is None


def test_run_without_judgments_cannot_be_scored(collection: Collection):
    with pytest.raises(CollectionError, match="no judgment"):
        score(collection, Run("made up", REPLIES, {}))


def test_table_shows_types_in_order_with_their_counts(collection: Collection, scores: Scores):
    table = tables.quality(collection, scores)
    assert table.columns[:3] == ("type", "n", "nDCG@10")
    assert table.rows[0] == (
        # Of the articles ranked, q1 and q2 have 1 of 2 judged, q3 1 of 1; q4 is missing.
        *("all", "4", "0.658", "0.625", "0.500", "0.750", "0.750", "0.500"),
        *("0.667", "0.333", "0.750"),
    )
    assert [row[0] for row in table.rows] == ["all", "number", "who", "keyword"]


def test_details_count_a_question_under_its_subtype_and_each_of_its_tags(
    collection: Collection, qrels: Qrels
):
    first, second, *others = collection.questions
    tagged = (
        dataclasses.replace(first, subtype="money", tags=("typo", "short")),
        dataclasses.replace(second, tags=("short",)),
        *others,
    )
    given = dataclasses.replace(collection, questions=tagged)
    table = tables.details(given, score(given, Run("made up", REPLIES, qrels)))
    ndcg = 1 / log2(3)  # of q2, whose article ranks second; q1 has 1
    assert [row[:3] for row in table.rows] == [
        ("number: money", "1", "1.000"),
        ("tag short", "2", f"{(1 + ndcg) / 2:.3f}"),
        ("tag typo", "1", "1.000"),
    ]


def test_no_subtypes_and_no_tags_give_no_table_of_them(collection: Collection, scores: Scores):
    titles = [table.title for table in tables.all_tables(collection, scores)]
    assert "Quality by subtype and tag" not in titles
