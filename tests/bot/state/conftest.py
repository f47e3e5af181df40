"""A store over a file, with a clock that a test turns by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import State

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 1_700_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def state(tmp_path: Path, clock: Clock) -> AsyncIterator[State]:
    state = State(tmp_path, clock)
    yield state
    await state.close()
