"""Ranking, by arithmetic worked out by hand."""

import math

import pytest

from retrieval.asking.rank import Ranker, Shares, TermRarity, fuse, reciprocal, signal_names
from retrieval.asking.signals import SentenceSignals


def test_ranks_are_fused_by_weighted_reciprocals() -> None:
    fused = fuse([([7, 8], 1.0), ([8, 9], 2.0)])
    assert fused == [(8, 1 / 62 + 2 / 61), (9, 2 / 62), (7, 1 / 61)]


def test_equal_fused_scores_stand_in_order_of_their_ids() -> None:
    assert [i for i, _ in fuse([([5, 3], 1.0), ([3, 5], 1.0)])] == [3, 5]


def test_nothing_fused_is_nothing() -> None:
    assert fuse([]) == []
    assert fuse([([], 1.0)]) == []


def test_ranks_become_reciprocals_and_an_absent_rank_is_nothing() -> None:
    assert (reciprocal(1), reciprocal(4), reciprocal(None)) == (1.0, 0.25, 0.0)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    rarity = TermRarity.of(["夜校", "工会"], 10, {"夜校": 1, "工会": 9}.__getitem__)
    assert rarity.weights == {"夜校": math.log(1 + 9.5 / 1.5), "工会": math.log(1 + 1.5 / 9.5)}


def test_coverage_is_the_weighted_share_of_words_that_stand_in_any_text() -> None:
    rarity = TermRarity({"夜校": 3.0, "工会": 1.0})
    assert rarity.coverage("职工夜校开课") == 0.75
    assert rarity.coverage("职工夜校", "总工会") == 1.0
    assert rarity.coverage("天气") == 0.0
    assert TermRarity({}).coverage("天气") == 0.0


def test_a_number_stands_where_it_is_the_whole_number_however_it_is_written() -> None:
    rarity = TermRarity({"开课": 1.0, "3日": 2.0, "20人": 5.0}, frozenset({"3日", "20人"}))
    assert rarity.coverage("30日开课,120人报名") == 1 / 8
    assert rarity.coverage("9月3日二十余名职工") == 7 / 8


def test_a_number_weighs_less_where_an_article_has_it_not_where_one_ends_alike() -> None:
    rarity = TermRarity({"开课": 1.0, "3日": 2.0}, frozenset({"3日"}))
    ending_alike = _shares_within(rarity, "13日开课，23日开课", "")  # 开课 counts half
    assert ending_alike[rarity.standing_in("3日")] == 2 / 2.5


def test_words_of_two_texts_together_have_the_share_of_both() -> None:
    rarity = TermRarity({"夜校": 3.0, "工会": 1.0, "职工": 4.0})
    night, union = rarity.standing_in("夜校开课"), rarity.standing_in("总工会")
    assert (rarity.shares[night], rarity.shares[union]) == (3 / 8, 1 / 8)
    assert rarity.shares[night | union] == 4 / 8
    assert rarity.shares[rarity.standing_in("天气")] == 0.0


def test_near_a_place_stand_only_words_that_stand_around_it_and_whole_numbers() -> None:
    rarity = TermRarity({"夜校": 1.0, "工会": 1.0, "3日": 1.0}, frozenset({"3日"}))
    around = rarity.standing_in("夜校13日开课,总工会说")
    assert rarity.standing_near("夜校13日开课", around) == rarity.standing_in("夜校")
    assert rarity.standing_near("夜校3日开课", around) == rarity.standing_in("夜校3日")


def test_all_words_have_the_whole_share_whatever_their_sum_is_rounded_to() -> None:
    assert sum([0.1] * 10) != 1.0
    rarity = TermRarity(dict.fromkeys("一二三四五六七八九十", 0.1))
    assert rarity.coverage("一二三四五六七八九十") == 1.0
    assert rarity.coverage("十二三四五六七八九", "一") == 1.0


def test_a_word_that_an_article_says_often_weighs_less_in_it() -> None:
    rarity = TermRarity({"夜校": 3.0, "工会": 1.0, "职工": 4.0})
    shares = _shares_within(rarity, "夜校，夜校，工会", "夜校")  # 1, 1 and 4
    assert shares[rarity.standing_in("夜校")] == 1 / 6
    assert shares[rarity.standing_in("职工")] == 4 / 6


def _shares_within(rarity: TermRarity, text: str, heading: str) -> Shares:
    return rarity.shares_within(text, rarity.standing_in(text), rarity.standing_in(heading))


def test_a_sentence_s_score_is_a_weighted_sum_of_its_signals() -> None:
    nothing = SentenceSignals(**dict.fromkeys(signal_names(SentenceSignals), 0.0))
    signals = nothing._replace(similarity=0.8, coverage=0.25, lead=1.0)
    ranker = Ranker({"similarity": 10.0, "coverage": 4.0})
    assert ranker.score(signals) == pytest.approx(8.0 + 1.0)
    assert ranker.score(nothing) == 0.0
