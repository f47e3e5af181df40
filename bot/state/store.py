"""The whole of what the bot remembers: a part for each concern, over one file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.state import answers, conversations, tallies
from bot.state.answers import Answers
from bot.state.audit import Audit
from bot.state.clock import DAY_S, system_clock
from bot.state.conversations import Conversation, Conversations
from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.gaps import Gaps
from bot.state.inbox import Inbox, Stage
from bot.state.tallies import Tallies

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from bot.state.answers import Asked, Given, Shown
    from bot.state.clock import Clock

logger = logging.getLogger(__name__)

FILE_NAME = "bot.sqlite"
# A member's tables: `/forget` empties them of one member.
OF_MEMBERS = ("turns", "answers", "feedback", "gaps", "inbox")
MESSAGES_OF_NO_ANSWER = (
    "DELETE FROM answer_messages WHERE answer_id NOT IN (SELECT answer_id FROM answers)"
)


class State:
    """Everything that outlives a restart. To be closed; every call is off the event loop."""

    def __init__(self, data_dir: Path, clock: Clock = system_clock) -> None:
        """Open the file in `data_dir`. Raises `StateUnusable`, `StateTooNew`."""
        self._database = Database(data_dir / FILE_NAME)
        self._clock = clock
        self.conversations = Conversations(self._database, clock)
        self.answers = Answers(self._database, clock)
        self.feedback = Feedback(self._database, clock)
        self.gaps = Gaps(self._database, clock)
        self.inbox = Inbox(self._database, clock)
        self.audit = Audit(self._database, clock)
        self.tallies = Tallies(self._database, clock)

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        await self._database.close()

    async def give(
        self, asked: Asked, shown: Shown, *, leads_on: bool = True, counts: bool = True
    ) -> Given:
        """Store an answer before it is sent, and count it among those of its day.

        With `leads_on`, its turn is what the next question leans on. A copy of an answer that was
        given before does not count.
        """
        given = self.answers.made(asked, shown)
        conversation = Conversation(asked.chat_id, asked.member_id, asked.topic_id)

        def write(db: sqlite3.Connection) -> None:
            answers.insert(db, given)
            if counts:
                tallies.count(db, shown.answer.status, given.at)
            if leads_on and (turn := shown.answer.turn) is not None:
                conversations.insert(db, conversation, turn, given.at)

        await self._database.run(write)
        return given

    async def forget(self, member_id: int) -> int:
        """Delete all that is stored of a member, and return how many entries that was."""

        def delete(db: sqlite3.Connection) -> int:
            gone = sum(
                # The tables' names come from this module alone.
                db.execute(f"DELETE FROM {table} WHERE member_id = ?", (member_id,)).rowcount  # noqa: S608
                for table in OF_MEMBERS
            )
            db.execute(MESSAGES_OF_NO_ANSWER)
            return gone

        return await self._database.run(delete)

    async def expire(self, days: int) -> None:
        """Delete what is older than `days`; of feedback and gaps only whose they are.

        What was not answered yet stays, whatever its age.
        """
        before = self._clock() - days * DAY_S

        def delete(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM turns WHERE at < ?", (before,))
            db.execute("DELETE FROM answers WHERE at < ?", (before,))
            db.execute(MESSAGES_OF_NO_ANSWER)
            db.execute("UPDATE feedback SET member_id = NULL WHERE at < ?", (before,))
            db.execute("UPDATE gaps SET member_id = NULL WHERE at < ?", (before,))
            db.execute(
                "DELETE FROM inbox WHERE at < ? AND stage = ?", (before, Stage.ANSWERED.value)
            )

        await self._database.run(delete)

    async def move_chat(self, old_id: int, new_id: int) -> None:
        """Let conversations go on in the supergroup that a group became.

        Messages have other ids there, so what stood in the group can no more be found by them.
        """

        def move(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE OR REPLACE turns SET chat_id = ? WHERE chat_id = ?", (new_id, old_id)
            )
            db.execute("UPDATE answers SET chat_id = ? WHERE chat_id = ?", (new_id, old_id))
            db.execute("DELETE FROM answer_messages WHERE chat_id = ?", (old_id,))

        await self._database.run(move)
