"""The tables of the bot's SQLite file, and how a file of an earlier version becomes one of today's.

`PRAGMA user_version` is the number of steps that a file has taken. A step is never changed once it
has been released: a new one is added at the end.

Moments are whole seconds since 1970 in UTC. `member_id`, `chat_id` and `message_id` are Telegram's;
`topic_id` is 0 outside the topics of a forum. The table `feedback` is a contract with
`retrieval/evaluation/feedback.py`, which reads it, and never reads `member_id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StateTooNew

if TYPE_CHECKING:
    import sqlite3

FIRST = """
CREATE TABLE turns (
    chat_id INTEGER NOT NULL, topic_id INTEGER NOT NULL, member_id INTEGER NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, topic_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    answer_id TEXT PRIMARY KEY,
    chat_id INTEGER NOT NULL, topic_id INTEGER NOT NULL, member_id INTEGER NOT NULL,
    question_message_id INTEGER NOT NULL, language TEXT NOT NULL,
    shown TEXT NOT NULL, more TEXT, at INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_question ON answers (chat_id, question_message_id);
CREATE TABLE answer_messages (
    chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, answer_id TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_messages_answer ON answer_messages (answer_id);

CREATE TABLE feedback (
    feedback_id INTEGER PRIMARY KEY, answer_id TEXT NOT NULL, member_id INTEGER,
    question TEXT NOT NULL, context_question TEXT, context_answer TEXT,
    status TEXT NOT NULL, quotes TEXT NOT NULL, generation INTEGER NOT NULL,
    verdict TEXT NOT NULL, reasons TEXT NOT NULL, at INTEGER NOT NULL,
    UNIQUE (answer_id, member_id)
) STRICT;

CREATE TABLE gaps (
    gap_id INTEGER PRIMARY KEY, answer_id TEXT NOT NULL, member_id INTEGER,
    question TEXT NOT NULL, reason TEXT NOT NULL, generation INTEGER NOT NULL, at INTEGER NOT NULL,
    UNIQUE (answer_id, member_id)
) STRICT;

CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL, member_id INTEGER NOT NULL, message_id INTEGER NOT NULL,
    payload TEXT NOT NULL, stage TEXT NOT NULL, at INTEGER NOT NULL, taken_up INTEGER NOT NULL
) STRICT;
"""

SECOND = """
CREATE TABLE audit (
    action_id INTEGER PRIMARY KEY, admin_id INTEGER NOT NULL, name TEXT NOT NULL,
    object TEXT NOT NULL, at INTEGER NOT NULL, result TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;

CREATE TABLE tallies (
    day TEXT NOT NULL, status TEXT NOT NULL, answers INTEGER NOT NULL,
    PRIMARY KEY (day, status)
) STRICT, WITHOUT ROWID;
"""

THIRD = """
ALTER TABLE turns ADD COLUMN asked TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN context_asked TEXT;
"""

STEPS = (FIRST, SECOND, THIRD)


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Take the steps that a file has not taken yet. Raises `StateTooNew`."""
    (taken,) = db.execute("PRAGMA user_version").fetchone()
    if taken > len(STEPS):
        raise StateTooNew(taken, len(STEPS))
    for number, step in enumerate(STEPS[taken:], start=taken + 1):
        db.executescript(f"BEGIN;{step}PRAGMA user_version = {number};COMMIT;")
