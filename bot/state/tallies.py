"""How many questions there were on a day, and what became of them: numbers, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.shanghai import SHANGHAI

if TYPE_CHECKING:
    import sqlite3

    from bot.state.clock import Clock
    from bot.state.database import Database
    from retrieval.types import AnswerStatus


class Tallies:
    """Answers counted by day of Shanghai and status."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def today(self) -> dict[str, int]:
        """Return how many answers of each status there were today; none of 0."""

        def read(db: sqlite3.Connection) -> dict[str, int]:
            query = "SELECT status, answers FROM tallies WHERE day = ?"
            return dict(db.execute(query, (_day(self._clock()),)).fetchall())

        return await self._database.run(read)


def count(db: sqlite3.Connection, status: AnswerStatus, at: int) -> None:
    """Count one answer of the day of a moment, within the transaction that stores it."""
    db.execute(
        "INSERT INTO tallies VALUES (?, ?, 1)"
        " ON CONFLICT (day, status) DO UPDATE SET answers = answers + 1",
        (_day(at), status.value),
    )


def _day(at: int) -> str:
    return dt.datetime.fromtimestamp(at, SHANGHAI).date().isoformat()
