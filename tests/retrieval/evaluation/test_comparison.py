import numpy as np
import pytest

from retrieval.errors import RunMismatch
from retrieval.evaluation.comparison import Change, bootstrap_interval, compare


def test_wins_ties_losses_and_difference_are_those_counted_by_hand():
    a = {"q1": 1.0, "q2": 0.5, "q3": 0.0, "q4": 0.25}
    b = {"q1": 0.5, "q2": 0.5, "q3": 1.0, "q4": 0.75}
    found = compare("MRR@10", a, b)
    assert (found.n, found.mean_a, found.mean_b) == (4, 1.75 / 4, 2.75 / 4)
    assert found.difference == pytest.approx(1.0 / 4, abs=1e-12)
    assert (found.wins, found.ties, found.losses) == (2, 1, 1)
    assert found.changed == (
        Change("q1", 1.0, 0.5),
        Change("q4", 0.25, 0.75),
        Change("q3", 0.0, 1.0),
    )


def test_randomisation_test_is_exact_on_few_questions():
    # Differences 1, 1, 1: of the 8 ways to sign them, 2 (+++ and ---) are as far from 0.
    a, b = dict.fromkeys("xyz", 0.0), dict.fromkeys("xyz", 1.0)
    assert compare("m", a, b).p_value == pytest.approx(2 / 8, abs=1e-12)
    # Differences 1, 1, -1: sums of 1 or more, or -1 or less, are all 8.
    assert compare("m", {**a, "z": 1.0}, {**b, "z": 0.0}).p_value == pytest.approx(1.0, abs=1e-12)


def test_runs_that_score_the_same_do_not_differ():
    found = compare("m", {"q1": 0.5, "q2": 0.1}, {"q1": 0.5, "q2": 0.1})
    assert (found.difference, found.low, found.high, found.p_value) == (0.0, 0.0, 0.0, 1.0)
    assert found.changed == ()


def test_interval_is_that_of_a_plain_bootstrap():
    values = np.array([0.0] * 30 + [1.0] * 10)
    low, high = bootstrap_interval(values)
    # The mean of 40 draws with p = 1/4 is binomial: its 2.5 % and 97.5 % points are 5 and 16 of 40.
    assert (low, high) == (pytest.approx(5 / 40, abs=0.026), pytest.approx(16 / 40, abs=0.026))


def test_comparison_is_the_same_every_time():
    a = {f"q{i}": (i * 7 % 10) / 10 for i in range(40)}
    b = {f"q{i}": (i * 3 % 10) / 10 for i in range(40)}
    assert compare("m", a, b) == compare("m", a, b)


def test_runs_of_other_questions_are_not_compared():
    with pytest.raises(RunMismatch, match="2 questions are scored in one of the runs alone"):
        compare("MRR@10", {"q1": 1.0}, {"q2": 1.0})
    with pytest.raises(RunMismatch, match="no question is scored"):
        compare("MRR@10", {}, {})
