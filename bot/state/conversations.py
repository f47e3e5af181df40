"""The last turn of each conversation: what the next question in it leans on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.types import Turn

if TYPE_CHECKING:
    import sqlite3

    from bot.state.clock import Clock
    from bot.state.database import Database


@dataclass(frozen=True, slots=True)
class Conversation:
    """One member's conversation in one chat, and in a forum in one topic of it."""

    chat_id: int
    member_id: int
    topic_id: int = 0


class Conversations:
    """The last turn of each conversation. No two conversations ever see each other's."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def last_turn(self, conversation: Conversation) -> Turn | None:
        """Return the turn that a new question would continue, or `None`."""

        def read(db: sqlite3.Connection) -> Turn | None:
            row = db.execute(
                "SELECT question, answer, asked FROM turns"
                " WHERE (chat_id, topic_id, member_id) = (?, ?, ?)",
                _key(conversation),
            ).fetchone()
            return Turn(*row) if row else None

        return await self._database.run(read)

    async def remember(self, conversation: Conversation, turn: Turn) -> None:
        """Keep `turn` as the last one."""
        now = self._clock()
        await self._database.run(lambda db: insert(db, conversation, turn, now))

    async def start_afresh(self, conversation: Conversation) -> None:
        """Forget the last turn, so that the next question leans on nothing."""
        await self._database.run(
            lambda db: db.execute(
                "DELETE FROM turns WHERE (chat_id, topic_id, member_id) = (?, ?, ?)",
                _key(conversation),
            )
        )


def insert(db: sqlite3.Connection, conversation: Conversation, turn: Turn, now: int) -> None:
    """Keep `turn` as the last one, within a transaction."""
    row = (*_key(conversation), turn.question, turn.answer, now, turn.asked)
    db.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def _key(conversation: Conversation) -> tuple[int, int, int]:
    return conversation.chat_id, conversation.topic_id, conversation.member_id
