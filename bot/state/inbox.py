"""Questions that were accepted, kept until they are answered, so that a kill loses none of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from bot.state.clock import Clock
    from bot.state.database import Database


class Stage(StrEnum):
    """How far an accepted update is.

    `SENDING` is noted just before the answer goes out: after a kill it may have arrived or not.
    """

    ACCEPTED = "accepted"
    SENDING = "sending"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted update; `payload` is its JSON as Telegram sent it."""

    update_id: int
    chat_id: int
    member_id: int
    message_id: int
    payload: str


class Inbox:
    """The updates that were accepted, each exactly once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def accept(self, *updates: Accepted) -> tuple[Accepted, ...]:
        """Keep updates and return those that were not known before, in order."""

        def write(db: sqlite3.Connection) -> tuple[Accepted, ...]:
            return tuple(update for update in updates if self._insert(db, update))

        return await self._database.run(write)

    async def knows(self, chat_id: int, message_id: int) -> bool:
        """Whether a message was accepted."""

        def read(db: sqlite3.Connection) -> bool:
            query = "SELECT 1 FROM inbox WHERE (chat_id, message_id) = (?, ?)"
            return db.execute(query, (chat_id, message_id)).fetchone() is not None

        return await self._database.run(read)

    async def note(self, update_id: int, stage: Stage) -> None:
        """Note how far an update is; the payload of an answered one is dropped."""
        statement = "UPDATE inbox SET stage = ? WHERE update_id = ?"
        if stage is Stage.ANSWERED:
            statement = "UPDATE inbox SET stage = ?, payload = '' WHERE update_id = ?"
        await self._database.run(lambda db: db.execute(statement, (stage.value, update_id)))

    async def take_up(self, update_id: int) -> int:
        """Count that an update is taken up again after a kill, and return how often it was."""
        return await self._database.run(
            lambda db: int(
                db.execute(
                    "UPDATE inbox SET taken_up = taken_up + 1 WHERE update_id = ?"
                    " RETURNING taken_up",
                    (update_id,),
                ).fetchone()[0]
            )
        )

    async def unanswered(self) -> tuple[tuple[Accepted, Stage], ...]:
        """Return what was accepted and not answered, in order of arrival."""

        def read(db: sqlite3.Connection) -> tuple[tuple[Accepted, Stage], ...]:
            rows = db.execute(
                "SELECT update_id, chat_id, member_id, message_id, payload, stage FROM inbox"
                " WHERE stage != ? ORDER BY update_id",
                (Stage.ANSWERED.value,),
            )
            return tuple((Accepted(*row), Stage(stage)) for *row, stage in rows)

        return await self._database.run(read)

    def _insert(self, db: sqlite3.Connection, update: Accepted) -> bool:
        row = (
            *(update.update_id, update.chat_id, update.member_id, update.message_id),
            *(update.payload, Stage.ACCEPTED.value, self._clock()),
        )
        return (
            db.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?, 0)", row).rowcount
            > 0
        )
