"""The answers given: what each showed, where it stands, and what its buttons lead to.

They outlive a restart and a reload, so that a button on an old message still works.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations of values
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from retrieval.types import Answer, ArchiveStatus, ArticleId, ArticleRef, Quote, Turn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bot.state.clock import Clock
    from bot.state.database import Database

COLUMNS = "answer_id, chat_id, topic_id, member_id, question_message_id, language, shown, more, at"


@dataclass(frozen=True, slots=True)
class Asked:
    """Where, by whom and in which language (an IETF tag, or "") a question was asked."""

    chat_id: int
    member_id: int
    message_id: int
    topic_id: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a member was shown: the answer, what it leant on, and what was searched for it.

    `fingerprints` tell of each quoted article whether it still reads as it did then. `titled` is
    whether the question stands above the answer, `newspapers` what the archive holds, where that
    was asked; `left` are the questions of the same message that were too many to be answered.
    """

    answer: Answer
    context: Turn | None = None
    searched: ArchiveStatus | None = None
    fingerprints: Mapping[ArticleId, str] = field(default_factory=dict)
    titled: bool = False
    newspapers: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given. `id` is short: buttons and deep links carry it.

    `more` is what else was found, once the member has asked for it; `None` before that.
    """

    id: str
    asked: Asked
    shown: Shown
    more: tuple[Quote, ...] | None
    at: int

    @property
    def cited(self) -> tuple[ArticleRef, ...]:
        """The articles that can be opened from it: those quoted, or those nearest to a no."""
        answer = self.shown.answer
        quoted = tuple(dict.fromkeys(quote.citation.article for quote in answer.quotes))
        return quoted or answer.nearest

    @property
    def articles(self) -> tuple[ArticleRef, ...]:
        """All that its buttons open, by place: `cited`, then those of `more`."""
        return self.cited + tuple(quote.citation.article for quote in self.more or ())

    def quotes_of(self, article_id: ArticleId) -> tuple[Quote, ...]:
        """Return what was shown of one article."""
        shown = self.shown.answer.quotes + (self.more or ())
        return tuple(quote for quote in shown if quote.citation.article.id == article_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer that stands in a chat: what it shows, and the ids of its messages, in order."""

    shown: Shown
    messages: tuple[int, ...]


class Answers:
    """The answers given, by their id, their own messages, and the question's message."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def made(self, asked: Asked, shown: Shown) -> Given:
        """Return an answer with a new id, which is not stored yet."""
        return Given(secrets.token_urlsafe(6), asked, shown, None, self._clock())

    async def stands_in(self, answer_id: str, chat_id: int, message_ids: tuple[int, ...]) -> None:
        """Note which messages show an answer; one that showed another shows this one now."""
        rows = [(chat_id, message_id, answer_id) for message_id in message_ids]
        await self._database.run(
            lambda db: db.executemany(
                "INSERT OR REPLACE INTO answer_messages VALUES (?, ?, ?)", rows
            )
        )

    async def stand_no_more(self, chat_id: int, message_ids: Iterable[int]) -> None:
        """Note that messages are gone, so that they show no answer any more."""
        rows = [(chat_id, message_id) for message_id in message_ids]
        await self._database.run(
            lambda db: db.executemany(
                "DELETE FROM answer_messages WHERE (chat_id, message_id) = (?, ?)", rows
            )
        )

    async def keep_more(self, answer_id: str, more: tuple[Quote, ...]) -> None:
        """Note what else a member was shown, so that its buttons keep working."""
        value = _quotes_format().dump_json(more).decode()
        await self._database.run(
            lambda db: db.execute(
                "UPDATE answers SET more = ? WHERE answer_id = ?", (value, answer_id)
            )
        )

    async def get(self, answer_id: str) -> Given | None:
        """Return an answer by its id; `None` when it is forgotten, or never was."""
        return await self._find("answer_id = ?", answer_id)

    async def of_message(self, chat_id: int, message_id: int) -> Given | None:
        """Return the answer that a message of ours shows, or `None`."""
        return await self._find(
            "answer_id = (SELECT answer_id FROM answer_messages"
            " WHERE (chat_id, message_id) = (?, ?))",
            *(chat_id, message_id),
        )

    async def to_question(self, chat_id: int, message_id: int) -> tuple[Standing, ...]:
        """Return the answers to a member's message that stand in the chat, in their order."""

        def read(db: sqlite3.Connection) -> tuple[Standing, ...]:
            rows = db.execute(
                "SELECT answers.answer_id, answer_messages.message_id FROM answers"
                " JOIN answer_messages USING (answer_id, chat_id)"
                " WHERE (chat_id, question_message_id) = (?, ?) ORDER BY message_id",
                (chat_id, message_id),
            )
            ids: dict[str, list[int]] = {}
            for answer_id, its_message in rows:
                ids.setdefault(answer_id, []).append(its_message)
            found = ((_read(db, "answer_id = ?", one), tuple(stand)) for one, stand in ids.items())
            return tuple(Standing(given.shown, stand) for given, stand in found if given)

        return await self._database.run(read)

    async def _find(self, where: str, *values: object) -> Given | None:
        return await self._database.run(lambda db: _read(db, where, *values))


def _read(db: sqlite3.Connection, where: str, *values: object) -> Given | None:
    # `where` comes from this module alone.
    row = db.execute(f"SELECT * FROM answers WHERE {where}", values).fetchone()  # noqa: S608
    return _given(*row) if row else None


def insert(db: sqlite3.Connection, given: Given) -> None:
    """Store an answer within a transaction."""
    asked = given.asked
    row = (given.id, asked.chat_id, asked.topic_id, asked.member_id, asked.message_id)
    value = _shown_format().dump_json(given.shown).decode()
    db.execute(
        "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",
        (*row, asked.language, value, given.at),
    )


def _given(  # noqa: PLR0917 - the columns, in their order
    answer_id: str,
    chat_id: int,
    topic_id: int,
    member_id: int,
    message_id: int,
    language: str,
    shown: str,
    more: str | None,
    at: int,
) -> Given:
    return Given(
        answer_id,
        Asked(chat_id, member_id, message_id, topic_id, language),
        _shown_format().validate_json(shown),
        None if more is None else _quotes_format().validate_json(more),
        at,
    )


@functools.cache
def _shown_format() -> TypeAdapter[Shown]:
    return TypeAdapter(Shown)


@functools.cache
def _quotes_format() -> TypeAdapter[tuple[Quote, ...]]:
    return TypeAdapter(tuple[Quote, ...])
