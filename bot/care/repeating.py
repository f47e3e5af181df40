"""Work that is done again and again beside the serving, whatever one turn of it ends in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def repeatedly(
    work: Callable[[], Awaitable[object]],
    every_s: float,
    failed: Callable[[Exception], Awaitable[object]],
) -> NoReturn:
    """Do some work now and every so many seconds, until cancelled; `failed` hears of faults."""
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - one bad turn must not end the work for good
            await failed(error)
        await asyncio.sleep(every_s)
