"""What is remembered of admins' actions and of how much is asked."""

from bot.state import Action, Result, State
from tests.bot.state.test_state import ASKED, NO, YES

ADMIN = 1
DAY_S = 86_400


async def test_an_action_is_noted_when_it_begins_and_again_when_it_ends(state, clock):
    first = await state.audit.begin(ADMIN, "reload", "")
    clock.now += 60
    second = await state.audit.begin(2, "withdraw", "a1 wrong")
    await state.audit.end(second, Result.DONE, "gone")

    assert await state.audit.newest() == (
        Action(second, 2, "withdraw", "a1 wrong", 1_700_000_060, Result.DONE, "gone"),
        Action(first, ADMIN, "reload", "", 1_700_000_000, Result.STARTED, ""),
    )
    assert await state.audit.count() == 2
    assert [action.number for action in await state.audit.newest(1, 5)] == [first]


async def test_actions_outlive_a_restart_and_the_forgetting_of_members(state, tmp_path, clock):
    await state.audit.begin(ADMIN, "reload", "")
    await state.forget(ADMIN)
    clock.now += 400 * DAY_S
    await state.expire(90)
    await state.close()
    again = State(tmp_path, clock)

    assert [action.admin_id for action in await again.audit.newest()] == [ADMIN]
    await again.close()


async def test_questions_are_counted_by_the_day_of_shanghai(state, clock):
    clock.now = 1_700_063_999  # 2023-11-15 23:59:59 in Shanghai, in the afternoon of UTC
    for shown in (YES, NO, YES):
        await state.give(ASKED, shown)
    await state.give(ASKED, YES, counts=False)
    before = await state.tallies.today()
    clock.now += 1
    await state.give(ASKED, NO, leads_on=False)

    assert before == {"answered": 2, "no_evidence": 1}
    assert await state.tallies.today() == {"no_evidence": 1}
