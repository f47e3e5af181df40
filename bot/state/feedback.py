"""What members think of answers: one verdict of each member on each answer, which may change.

The question and what was shown are copied, so that feedback outlives the answer. `member_id` serves
`/forget` and the changing of a verdict; nothing that leaves the store carries it.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bot.state.answers import Given
    from bot.state.clock import Clock
    from bot.state.database import Database


class Verdict(StrEnum):
    """What a member says of an answer."""

    GOOD = "good"
    BAD = "bad"


class Reason(StrEnum):
    """What is wrong with an answer."""

    WRONG_ARTICLE = "wrong_article"
    WRONG_SENTENCE = "wrong_sentence"
    OUT_OF_DATE = "out_of_date"
    SHOULD_HAVE_REFUSED = "should_have_refused"


class Feedback:
    """The verdicts of members on answers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def judge(
        self, given: Given, member_id: int, verdict: Verdict, reasons: Iterable[Reason] = ()
    ) -> None:
        """Store a member's verdict on an answer in place of an earlier one."""
        row = (given.id, member_id, *_copied(given), verdict, _written(reasons), self._clock())
        await self._database.run(
            lambda db: db.execute(
                "INSERT OR REPLACE INTO feedback (answer_id, member_id, question, context_question,"
                " context_answer, context_asked, status, quotes, generation, verdict, reasons, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        )

    async def take_back(self, given: Given, member_id: int) -> None:
        """Forget a member's verdict on an answer."""
        await self._database.run(
            lambda db: db.execute(
                "DELETE FROM feedback WHERE (answer_id, member_id) = (?, ?)", (given.id, member_id)
            )
        )

    async def verdict(
        self, answer_id: str, member_id: int
    ) -> tuple[Verdict, frozenset[Reason]] | None:
        """Return what a member says of an answer, `None` when nothing."""

        def read(db: sqlite3.Connection) -> tuple[Verdict, frozenset[Reason]] | None:
            row = db.execute(
                "SELECT verdict, reasons FROM feedback WHERE (answer_id, member_id) = (?, ?)",
                (answer_id, member_id),
            ).fetchone()
            return (Verdict(row[0]), frozenset(map(Reason, json.loads(row[1])))) if row else None

        return await self._database.run(read)

    async def counts(self) -> dict[Verdict, int]:
        """Return how many verdicts there are of each kind."""

        def read(db: sqlite3.Connection) -> dict[Verdict, int]:
            rows = db.execute("SELECT verdict, count(*) FROM feedback GROUP BY verdict")
            return {Verdict(verdict): count for verdict, count in rows}

        return await self._database.run(read)


def _copied(given: Given) -> tuple[str, str | None, str | None, str | None, str, str, int]:
    """Return question, the turn before it, status, quotes and generation, as columns."""
    answer, turn = given.shown.answer, given.shown.context
    quotes = [
        {
            "file": quote.citation.article.source,
            "headline": quote.citation.article.headline,
            "quote": quote.text,
        }
        for quote in answer.quotes
    ]
    return (
        answer.question,
        turn.question if turn else None,
        turn.answer if turn else None,
        turn.asked if turn else None,
        answer.status.value,
        json.dumps(quotes, ensure_ascii=False),
        answer.generation,
    )


def _written(reasons: Iterable[Reason]) -> str:
    return json.dumps(sorted(reasons))
