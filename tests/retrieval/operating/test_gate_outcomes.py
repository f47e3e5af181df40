"""The gate decides as if it had asked both generations everything, and asks less."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.operating.gate_outcomes import Outcome, fallen

GOOD, MISSED, REFUSED = Outcome(True, True), Outcome(False, True), Outcome(True, False)
OUTCOMES = st.sampled_from([GOOD, MISSED, REFUSED, Outcome(False, False)])
UNANSWERABLE = st.sampled_from([Outcome(None, True), Outcome(None, False)])
PAIRS = st.lists(st.tuples(OUTCOMES, OUTCOMES) | st.tuples(UNANSWERABLE, UNANSWERABLE), max_size=25)


class Live:
    """A live generation whose outcomes are known, that counts what it is asked."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self._outcomes = outcomes
        self.asked: set[int] = set()

    def __call__(self, places: Sequence[int]) -> list[Outcome]:
        self.asked.update(places)
        return [self._outcomes[place] for place in places]


def test_what_went_well_for_the_candidate_is_not_asked_of_the_live_one() -> None:
    live = Live([GOOD] * 20)
    assert fallen([MISSED, *[GOOD] * 18, REFUSED], live, 0.1) == ()
    assert live.asked == {0, 19}


def test_everything_is_asked_where_that_is_not_enough_to_tell() -> None:
    """Three are lost at worst, which is more than two of twenty; one that was gained makes up."""
    live = Live([*[GOOD] * 19, MISSED])
    assert fallen([*[MISSED] * 3, *[GOOD] * 17], live, 0.1) == ()
    assert live.asked == set(range(20))


@pytest.mark.parametrize(("right", "count"), [(8, 10), (16, 20), (27, 30)])
def test_the_margin_itself_may_be_lost_and_one_more_not(right: int, count: int) -> None:
    """.8 - .7 is more than .1 in floating point, and is not."""
    live = Live([GOOD] * right + [REFUSED] * (count - right))

    def now(lost: int) -> list[Outcome]:
        return [REFUSED] * lost + [GOOD] * (right - lost) + [REFUSED] * (count - right)

    assert fallen(now(count // 10), live, 0.1) == ()
    (said,) = fallen(now(count // 10 + 1), live, 0.1)
    assert said.startswith("it answers or refuses rightly")


@given(PAIRS, st.sampled_from([0.0, 0.05, 0.1, 0.3]))
def test_the_decision_is_that_of_asking_everything(
    pairs: list[tuple[Outcome, Outcome]], margin: float
) -> None:
    was, now = [a for a, _ in pairs], [b for _, b in pairs]
    articles = [(bool(a.hit), bool(b.hit)) for a, b in pairs if b.hit is not None]
    replies = [(a.right, b.right) for a, b in pairs]
    lost = [
        round(1000 * (sum(a for a, _ in of) - sum(b for _, b in of)))
        > round(1000 * margin) * len(of)
        for of in (articles, replies)
    ]
    assert len(fallen(now, Live(was), margin)) == sum(lost)
