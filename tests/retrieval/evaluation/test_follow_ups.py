"""The completion of follow-up questions, worked out by hand."""

from pathlib import Path

import pytest

from retrieval.evaluation import runs, tables
from retrieval.evaluation.collections import Collection, Question
from retrieval.evaluation.follow_ups import FollowUp, FollowUpScores, completion, follow_ups
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.replies import Reply, ShownQuote
from retrieval.evaluation.runs import Run
from retrieval.evaluation.scores import score
from retrieval.evaluation.throwaway import archive_of
from retrieval.types import Turn
from tests.fakes.embedder import HashingEmbedder

TURN = Turn("谁救起了少年？", "渔民罗大江")
RIGHT = ShownQuote("rescue", "渔民", "rescue", 0, 12, "渔民罗大江在南港救起一名", True)
WRONG = ShownQuote("fair", "花市", "fair", 0, 12, "春季花市在东湖公园开幕。", True)


def asked(name: str, context: Turn | None = TURN) -> Question:
    return Question(
        name, "在哪里？", "follow-up", answerable=True, context=context, key=(("南港",),)
    )


def replied(name: str, *, shown: ShownQuote, alone: ShownQuote | None) -> Reply:
    quotes = () if alone is None else (alone,)
    return Reply(name, (), answered=True, status="answered", quotes=(shown,), alone=quotes)


def test_completion_counts_what_needs_the_turn_apart_from_what_does_not():
    found = [
        FollowUp(with_turn=True, alone=False),
        FollowUp(with_turn=True, alone=False),
        FollowUp(with_turn=False, alone=False),
        FollowUp(with_turn=True, alone=True),
        FollowUp(with_turn=False, alone=True),
    ]
    assert completion(found) == FollowUpScores(
        n=5, needing=3, with_turn=3 / 5, alone=2 / 5, completed=2 / 3, kept=1 / 2
    )


def test_no_follow_ups_give_no_shares_and_no_table():
    nothing = completion([])
    assert nothing == FollowUpScores(0, 0, None, None, None, None)


def test_follow_up_is_held_to_its_answer_with_the_turn_and_alone():
    questions = [asked("a"), asked("b"), asked("c"), asked("plain", context=None)]
    replies = {
        "a": replied("a", shown=RIGHT, alone=WRONG),
        "b": replied("b", shown=WRONG, alone=RIGHT),
        "c": Reply("c", ()),  # a run of a system that only ranks
        "plain": replied("plain", shown=RIGHT, alone=RIGHT),
    }
    assert follow_ups(questions, replies) == {
        "a": FollowUp(with_turn=True, alone=False),
        "b": FollowUp(with_turn=False, alone=True),
    }


def test_table_says_how_many_follow_ups_are_completed():
    questions = tuple(map(asked, "ab"))
    qrels = {"a": {"rescue": 1}, "b": {"rescue": 1}}
    replies = (
        replied("a", shown=RIGHT, alone=WRONG),
        replied("b", shown=WRONG, alone=None),
    )
    collection = Collection("c", questions, qrels=qrels)
    table = tables.follow_ups(score(collection, Run("r", replies, qrels)))
    assert [row[1:] for row in table.rows] == [
        ("2", "0.500"),
        ("2", "0.000"),
        ("2", "0.500"),
        ("0", "–"),
    ]


@pytest.mark.parametrize("context", [None, TURN])
def test_only_a_follow_up_is_asked_alone_as_well(context: Turn | None, tmp_path: Path):
    small = load_collection(Path(__file__).parent / "small")
    given = Collection("c", (asked("a", context),), small.corpus, {"a": {"rescue": 1}})
    archive = archive_of(given, tmp_path, HashingEmbedder())
    (reply,) = runs.run(given, "ours", lambda _options: archive).replies
    assert (reply.alone is not None) is (context is not None)
