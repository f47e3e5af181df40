"""What members missed in the paper and told the editors, for those who decide what goes in next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.types import GenerationNumber, NoEvidenceReason

if TYPE_CHECKING:
    import sqlite3

    from bot.state.answers import Given
    from bot.state.clock import Clock
    from bot.state.database import Database


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the paper did not answer: how many members told of it, and when the last."""

    question: str
    reason: NoEvidenceReason
    generation: GenerationNumber
    told: int
    at: int


class Gaps:
    """The unanswered questions that members passed on."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def tell(self, given: Given, member_id: int) -> bool:
        """Pass on an unanswered question; `False` when this member has done so before."""
        answer = given.shown.answer
        if answer.reason is None:
            raise ValueError("only a question that was not answered is a gap")
        row = (
            *(given.id, member_id, answer.question),
            *(answer.reason.value, answer.generation, self._clock()),
        )
        return await self._database.run(
            lambda db: (
                db.execute(
                    "INSERT OR IGNORE INTO gaps (answer_id, member_id, question, reason,"
                    " generation, at) VALUES (?, ?, ?, ?, ?, ?)",
                    row,
                ).rowcount
                > 0
            )
        )

    async def is_told(self, answer_id: str, member_id: int) -> bool:
        """Whether a member has passed on the question of this answer."""

        def read(db: sqlite3.Connection) -> bool:
            query = "SELECT 1 FROM gaps WHERE (answer_id, member_id) = (?, ?)"
            return db.execute(query, (answer_id, member_id)).fetchone() is not None

        return await self._database.run(read)

    async def newest(self, count: int = 20) -> tuple[Gap, ...]:
        """Return the gaps, the last told first; the same question counts once."""

        def read(db: sqlite3.Connection) -> tuple[Gap, ...]:
            rows = db.execute(
                "SELECT question, reason, generation, count(*), max(at) FROM gaps"
                " GROUP BY question ORDER BY max(at) DESC, max(gap_id) DESC LIMIT ?",
                (count,),
            )
            return tuple(
                Gap(question, NoEvidenceReason(reason), GenerationNumber(generation), told, at)
                for question, reason, generation, told, at in rows
            )

        return await self._database.run(read)
