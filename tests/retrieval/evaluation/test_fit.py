import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.archive import Archive
from retrieval.asking import fitted as fitted_room
from retrieval.asking.confidence import BIAS, THRESHOLD, WEIGHTS, Signals, confidence
from retrieval.asking.options import FOR_MEMBERS
from retrieval.asking.rank import signal_names
from retrieval.asking.signals import SentenceSignals
from retrieval.errors import EvaluationError
from retrieval.evaluation.collections import Collection, Evidence, Question
from retrieval.evaluation.fit import Fit, write_fit
from retrieval.evaluation.fit_confidence import (
    ConfidenceFit,
    Example,
    FitScores,
    Target,
    examples,
    fit_confidence,
)
from retrieval.evaluation.fit_ranker import Choice, RankerFit, fit_ranker, learn, reciprocal_ranks
from retrieval.evaluation.fit_search import SearchFit, fit_search, grid

SIGNALS = signal_names(Signals)


def example(i: int, strength: float, *, answerable: bool) -> Example:
    signals = Signals(**dict.fromkeys(SIGNALS, 0.5) | {SIGNALS[0]: strength})
    return Example(f"article {i % 10}", signals, answerable, right=answerable)


def learnable(count: int = 60) -> list[Example]:
    """Examples whose first signal tells the answerable apart, but for every tenth."""
    return [
        example(i, 0.9 if (i % 2 == 0) != (i % 10 == 0) else 0.7, answerable=i % 2 == 0)
        for i in range(count)
    ]


def test_fitted_confidence_is_surer_of_the_signals_of_what_was_answerable():
    fit = fit_confidence(learnable())
    strong, weak = example(0, 0.9, answerable=True), example(1, 0.7, answerable=False)
    assert confidence(strong.signals, fit.weights) > 0.7
    assert confidence(weak.signals, fit.weights) < 0.5
    assert (fit.examples, fit.groups, fit.target) == (60, 10, Target.ANSWERABLE)


def test_signal_that_never_varies_gets_no_weight():
    weights = fit_confidence(learnable()).weights
    assert [weights[name] for name in SIGNALS[1:]] == pytest.approx(
        [0.0] * (len(SIGNALS) - 1), abs=1e-9
    )


def test_gap_is_what_the_held_back_folds_lose():
    fit = fit_confidence(learnable())
    assert fit.gap == fit.held_back.log_loss - fit.fitted.log_loss
    # Nothing ties these signals to the answers, so what is learned does not carry over.
    random = np.random.default_rng(7)
    noise = [
        Example(f"a{i}", Signals(*random.random(len(SIGNALS))), bool(i % 2), bool(i % 2))
        for i in range(40)
    ]
    assert fit_confidence(noise).gap > 0


def test_threshold_still_answers_nineteen_of_twenty_answerable_questions():
    given = learnable()
    fit = fit_confidence(given)
    answerable = [e for e in given if e.answerable]
    answered = [e for e in answerable if confidence(e.signals, fit.weights) >= fit.threshold]
    assert len(answered) >= 0.95 * len(answerable)


def test_too_few_articles_or_one_sided_examples_are_an_error():
    few = [example(i % 2, 0.5 + i / 100, answerable=i % 2 == 0) for i in range(20)]
    with pytest.raises(EvaluationError, match="20 questions on 2 articles are too few"):
        fit_confidence(few)
    with pytest.raises(EvaluationError, match="or all alike"):
        fit_confidence([example(i, 0.9, answerable=True) for i in range(20)])


def test_examples_say_whether_what_is_shown_answers(archive: Archive):
    evidence = Evidence("6月3日，平湖区总工会组织120名快递员免费体检。", source="one.txt")
    asked = (
        Question("a", "平湖区总工会组织多少快递员免费体检？", "n", True, evidence=((evidence,),)),
        Question("b", "平湖区总工会的游泳池几点开门？", "n", False),
        Question("c", "你好", "chit-chat", False),
        Question("d", "体检", "n", True),
    )
    found = examples(Collection("live", asked), archive)
    holding = next(a.id for _, a in archive.articles() if "120名" in a.text)
    assert [(e.answerable, e.right) for e in found] == [(True, True), (False, False)]
    assert found[0].group == holding


def test_search_in_use_stays_unless_another_is_better_beyond_its_interval():
    groups = [f"a{i}" for i in range(40)]
    tried = grid()[:2]
    ours = np.array([0.5] * 40)
    slightly = np.array([0.5] * 39 + [1.0])
    clearly = np.array([0.9] * 39 + [0.5])
    kept = fit_search(np.stack([ours, slightly]), groups, tried, folds=4)
    assert (kept.weights, kept.before, kept.held_back) == (tried[0], 0.5, 0.5)
    taken = fit_search(np.stack([ours, clearly]), groups, tried, folds=4)
    assert taken.weights == tried[1]
    # Every fold takes the better one, so what was held back scores its mean over all questions.
    assert taken.held_back == pytest.approx((39 * 0.9 + 0.5) / 40, abs=1e-12)
    assert taken.gap == pytest.approx(0.0, abs=1e-12)


def test_search_on_fewer_articles_than_folds_is_an_error():
    with pytest.raises(EvaluationError, match="on 2 articles are too few"):
        fit_search(np.ones((1, 4)), ["a", "a", "b", "b"], grid()[:1], folds=3)


def test_grid_begins_with_what_is_in_use_and_tries_nothing_twice():
    tried = grid()
    assert tried[0] == replace(FOR_MEMBERS.search, rescored=False)
    assert len(tried) == len({weights.dense for weights in tried})


def test_written_fit_is_read_by_the_asking_wing_with_its_provenance(
    tmp_path: Path,
):
    scores = FitScores(0.4, 0.8, 0.1, 0.2)
    sure = ConfidenceFit(Target.ANSWERABLE, {BIAS: 1.23456}, 0.61, 30, 12, scores, scores)
    search = SearchFit(FOR_MEMBERS.search, 25, 0.9, 0.9, 0.88)
    ranker = RankerFit({"coverage": 2.00004}, 25, 0.7, 0.82, 0.8, kept_before=False)
    asked = (Question("a", "问", "t", True), Question("b", "问", "t", False))
    fit = Fit((Collection("dev", asked),), "model", 5, ("--keep-search",), search, ranker, sure)
    write_fit(tmp_path / "fitted.json", fit)
    read = fitted_room.Fitted(**json.loads((tmp_path / "fitted.json").read_text("utf-8")))
    assert read.confidence == {BIAS: 1.2346}
    assert read.signals == {"coverage": 2.0}
    assert read.threshold == 0.61
    assert read.provenance["command"] == "wenbao evaluate fit dev --keep-search"
    assert read.provenance["collections"] == [{"name": "dev", "questions": 2, "unanswerable": 1}]
    assert read.provenance["search"]["gap"] == 0.02
    assert read.provenance["ranker"]["gap"] == 0.02


def test_numbers_in_use_are_those_of_the_fitted_file():
    content = fitted_room.fitted()
    assert content.confidence == WEIGHTS
    assert content.threshold == THRESHOLD
    assert FOR_MEMBERS.search.dense == content.search["dense"]
    assert dict(FOR_MEMBERS.search.signals) == content.signals
    assert set(content.signals) <= set(signal_names(SentenceSignals))
    assert set(content.confidence) <= {BIAS, *SIGNALS}
    assert content.provenance["collections"]


def test_a_collection_of_easy_questions_does_not_raise_the_threshold_for_the_others():
    hard = learnable()
    easy = [
        dataclasses.replace(example(i, 0.99, answerable=True), collection="easy")
        for i in range(200)
    ]
    alone, together = fit_confidence(hard), fit_confidence([*hard, *easy])
    below = [e for e in hard if confidence(e.signals, together.weights) < together.threshold]
    assert sum(e.answerable for e in below) <= 0.1 * sum(e.answerable for e in hard)
    assert alone.threshold > 0


SENTENCE = signal_names(SentenceSignals)


def choice(i: int, random: np.random.Generator) -> Choice:
    """A question with five sentences, of which the one with the greatest first signal answers."""
    signals = random.random((5, len(SENTENCE)))
    answers = np.arange(5) == signals[:, 0].argmax()
    return Choice("dev", f"a{i % 10}", signals, answers)


def test_ranker_learns_the_signal_that_tells_and_little_else():
    random = np.random.default_rng(3)
    weights = learn([choice(i, random) for i in range(200)])
    assert weights[0] > 5 * np.abs(weights[1:]).max()


def test_rank_of_the_first_sentence_that_answers_counts_ties_as_lost():
    signals = np.zeros((4, len(SENTENCE)))
    signals[:, 0] = [3.0, 2.0, 2.0, 1.0]
    one = Choice("dev", "a", signals, np.array([False, True, False, True]))
    first = np.zeros(len(SENTENCE))
    first[0] = 1.0
    assert reciprocal_ranks([one], first).tolist() == [1 / 3]


def test_ranker_in_use_stays_unless_the_learned_one_is_better_on_what_was_held_back():
    random = np.random.default_rng(5)
    given = [choice(i, random) for i in range(100)]
    poor, good = {SENTENCE[1]: 1.0}, {SENTENCE[0]: 1.0}
    taken = fit_ranker(given, poor)
    assert (taken.kept_before, taken.questions) == (False, 100)
    assert taken.held_back > taken.before
    kept = fit_ranker(given, good)
    assert kept.kept_before
    assert (kept.weights, kept.before) == (good, 1.0)
    assert not fit_ranker(given, good, taken=True).kept_before


def test_ranker_on_fewer_articles_than_folds_is_an_error():
    random = np.random.default_rng(5)
    with pytest.raises(EvaluationError, match="on 2 articles are too few"):
        fit_ranker([choice(i, random) for i in range(2)], {})
