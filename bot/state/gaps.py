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


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was not answered well. `asker` tells members apart, and not who they are.

    `told`: its member passed it on to the editors.
    """

    question: str
    asker: int
    told: bool


# Of the answers, a no for these reasons is something that the paper might have printed.
_MISSED = """
SELECT answer_id, question, member_id, 1, at FROM gaps
UNION ALL
SELECT answer_id, question, member_id, 0, at FROM feedback WHERE verdict = 'bad'
UNION ALL
SELECT answer_id, shown ->> '$.answer.question', member_id, 0, at
    FROM (SELECT * FROM answers ORDER BY rowid DESC LIMIT :looked_at)
    WHERE shown ->> '$.answer.reason' IN ('nothing_on_subject', 'detail_missing', 'outside_dates')
ORDER BY at DESC LIMIT :count
"""


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

    async def missed(self, count: int = 500, looked_at: int = 5000) -> tuple[Missed, ...]:
        """Return questions that got a no or a 👎, the newest first; each answer counts once.

        Of the given answers, the last `looked_at` are looked at.
        """
        named = {"count": count, "looked_at": looked_at}

        def read(db: sqlite3.Connection) -> tuple[Missed, ...]:
            found: dict[str, Missed] = {}
            askers: dict[object, int] = {}
            for answer_id, question, member_id, told, _ in db.execute(_MISSED, named):
                # Who is not known any more counts as somebody of their own.
                who = ("member", member_id) if member_id is not None else ("answer", answer_id)
                asker = askers.setdefault(who, len(askers))
                before = found.get(answer_id)
                is_told = bool(told) or (before is not None and before.told)
                found[answer_id] = Missed(question, asker, is_told)
            return tuple(found.values())

        return await self._database.run(read)
