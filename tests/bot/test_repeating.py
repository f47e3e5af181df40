"""Work beside the serving goes on after a bad turn."""

import asyncio

from bot.care.repeating import repeatedly


async def test_a_turn_that_fails_is_told_and_the_next_one_comes():
    turns: list[int] = []
    told: list[str] = []
    enough = asyncio.Event()

    async def work() -> None:
        turns.append(len(turns))
        if len(turns) == 4:
            enough.set()
        if len(turns) == 2:
            raise RuntimeError("the disk is on fire")

    async def failed(error: Exception) -> None:
        told.append(str(error))

    working = asyncio.create_task(repeatedly(work, 0.001, failed))
    await asyncio.wait_for(enough.wait(), 5)
    working.cancel()

    assert told == ["the disk is on fire"]
