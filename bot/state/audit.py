"""What admins did: who, what, to what, when, and how it ended. Kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from bot.state.clock import Clock
    from bot.state.database import Database


class Result(StrEnum):
    """How an admin's action ended. One that a kill cut short stays `STARTED`."""

    STARTED = "started"
    DONE = "done"
    NOTHING = "nothing"  # there was nothing to do
    BUSY = "busy"  # another load was under way
    REFUSED = "refused"  # by the gate of the archive, or because it cannot be
    STOPPED = "stopped"  # the bot was told to stop meanwhile
    FAILED = "failed"  # a fault of our own, or of the machine


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an admin. `admin_id` 0 is the bot itself, which watches the folder."""

    number: int
    admin_id: int
    name: str
    object: str
    at: int
    result: Result
    detail: str


class Audit:
    """The log of admins' actions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, admin_id: int, name: str, about: str) -> int:
        """Note that an action begins, and return its number."""
        row = (admin_id, name, about, self._clock(), Result.STARTED.value)
        return await self._database.run(
            lambda db: int(
                db.execute(
                    "INSERT INTO audit (admin_id, name, object, at, result, detail)"
                    " VALUES (?, ?, ?, ?, ?, '') RETURNING action_id",
                    row,
                ).fetchone()[0]
            )
        )

    async def end(self, number: int, result: Result, detail: str) -> None:
        """Note how an action ended."""
        await self._database.run(
            lambda db: db.execute(
                "UPDATE audit SET result = ?, detail = ? WHERE action_id = ?",
                (result.value, detail, number),
            )
        )

    async def cut_short(self, before: float) -> tuple[Action, ...]:
        """Return the actions from before a moment that never ended, and note them as stopped.

        `before` is in seconds since 1970.
        """

        def stop(db: sqlite3.Connection) -> tuple[Action, ...]:
            rows = db.execute(
                "UPDATE audit SET result = ? WHERE result = ? AND at < ? RETURNING"
                " action_id, admin_id, name, object, at, result, detail",
                (Result.STOPPED.value, Result.STARTED.value, before),
            )
            return tuple(map(_action, rows.fetchall()))

        return await self._database.run(stop)

    async def count(self) -> int:
        """Return how many actions there are."""
        return await self._database.run(
            lambda db: int(db.execute("SELECT count(*) FROM audit").fetchone()[0])
        )

    async def newest(self, offset: int = 0, count: int = 20) -> tuple[Action, ...]:
        """Return actions, the newest first, from the `offset`-th on."""

        def read(db: sqlite3.Connection) -> tuple[Action, ...]:
            rows = db.execute(
                "SELECT action_id, admin_id, name, object, at, result, detail FROM audit"
                " ORDER BY action_id DESC LIMIT ? OFFSET ?",
                (count, offset),
            )
            return tuple(map(_action, rows))

        return await self._database.run(read)


def _action(row: tuple[int, int, str, str, int, str, str]) -> Action:
    number, admin_id, name, about, at, result, detail = row
    return Action(number, admin_id, name, about, at, Result(result), detail)
