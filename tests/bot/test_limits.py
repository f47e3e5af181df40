"""How much may be asked."""

from bot.traffic.limits import Cause, Limits, Refusal

A, B = 1, 2


def test_a_member_who_is_too_fast_is_told_once_when_to_come_back():
    limits = Limits(per_minute=2, max_waiting=100)

    assert [limits.take(A, now) for now in (0.0, 10.0)] == [None, None]
    assert limits.take(A, 20.0) == Refusal(Cause.TOO_FAST, 40.0)
    assert limits.take(A, 21.0) == Refusal(Cause.TOO_FAST, 39.0, tell=False)
    assert limits.take(B, 21.0) is None
    assert limits.take(A, 60.0) is None
    assert limits.take(A, 61.0) == Refusal(Cause.TOO_FAST, 9.0)


def test_when_the_queue_is_full_everybody_waits_until_one_is_answered():
    limits = Limits(per_minute=100, max_waiting=2)
    assert [limits.take(A, 0.0), limits.take(B, 0.0)] == [None, None]

    assert limits.take(B, 1.0) == Refusal(Cause.FULL, 60.0)
    limits.done()
    assert limits.take(B, 2.0) is None


def test_members_who_went_quiet_are_forgotten():
    limits = Limits(per_minute=100, max_waiting=10_000)
    for member in range(1000):
        limits.take(member, float(member) / 100)
    limits.take(A, 9.0)
    limits.take(5000, 68.0)

    assert set(limits._taken) == {*range(801, 1000), A, 5000}
