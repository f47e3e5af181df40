import pytest

from retrieval.evaluation.refusal import (
    AtThreshold,
    Bin,
    CurvePoint,
    Trial,
    area_under_risk,
    at_thresholds,
    brier,
    calibration_error,
    reliability,
    risk_coverage,
    separation,
    wrongly_answered,
)

# Confidence, answerable, right. Worked by hand below.
TRIALS = (
    Trial(0.95, True, True),
    Trial(0.85, True, False),
    Trial(0.85, False, False),
    Trial(0.45, True, True),
    Trial(0.05, False, False),
)


def test_separation_counts_the_pairs_in_the_right_order_and_ties_half():
    # 0.95 beats both, 0.85 ties one and beats one, 0.45 loses one and beats one: 2 + 1.5 + 1 of 6.
    assert separation([0.95, 0.85, 0.45], [0.85, 0.05]) == pytest.approx(4.5 / 6, abs=1e-12)


def test_separation_is_undefined_without_both_kinds():
    assert separation([0.5], []) is None
    assert separation([], [0.5]) is None


def test_wrongly_answered_takes_the_highest_threshold_that_answers_enough():
    answerable = [i / 20 for i in range(1, 21)]  # 0.05 … 1.00; 19 of 20 are at least 0.10
    assert wrongly_answered(answerable, [0.05, 0.10, 0.50, 0.09]) == 2 / 4
    assert wrongly_answered(answerable, [0.05, 0.09], kept=1.0) == 1.0
    assert wrongly_answered([], [0.5]) is None


def test_risk_and_coverage_rise_together_where_confidences_tie():
    assert risk_coverage(TRIALS) == (
        CurvePoint(0.95, 1 / 5, 0 / 1),
        CurvePoint(0.85, 3 / 5, 2 / 3),
        CurvePoint(0.45, 4 / 5, 2 / 4),
        CurvePoint(0.05, 5 / 5, 3 / 5),
    )


def test_area_under_risk_is_the_sum_of_its_steps():
    # 0 · 1/5 + 2/3 · 2/5 + 1/2 · 1/5 + 3/5 · 1/5
    expected = 4 / 15 + 1 / 10 + 3 / 25
    assert area_under_risk(risk_coverage(TRIALS)) == pytest.approx(expected, abs=1e-12)
    assert area_under_risk(()) is None


def test_reliability_bins_include_their_lower_edge_and_leave_out_empty_ones():
    trials = (Trial(0.5, True, True), Trial(0.25, True, False), Trial(1.0, True, True))
    assert reliability(trials, bins=2) == (Bin(1, 0.25, 0.0), Bin(2, 0.75, 1.0))


def test_calibration_error_weighs_bins_by_their_counts():
    # Bins of 0.1: {0.95: right}, {0.85, 0.85: wrong}, {0.45: right}, {0.05: wrong}.
    expected = (0.05 + 2 * 0.85 + 0.55 + 0.05) / 5
    assert calibration_error(TRIALS) == pytest.approx(expected, abs=1e-12)
    assert calibration_error(()) is None


def test_brier_score_is_the_mean_squared_distance():
    expected = (0.05**2 + 0.85**2 + 0.85**2 + 0.55**2 + 0.05**2) / 5
    assert brier(TRIALS) == pytest.approx(expected, abs=1e-12)
    assert brier((Trial(0.5, True, True),)) == 0.25
    assert brier(()) is None


def test_a_threshold_answers_those_as_sure_as_it_or_surer():
    low, high = at_thresholds(TRIALS, (0.4, 0.9))
    assert low == AtThreshold(0.4, 1.0, 2 / 3, 0.5)
    assert high == AtThreshold(0.9, 1 / 3, 1 / 3, 0.0)
    assert at_thresholds([trial for trial in TRIALS if trial.answerable]) == ()
