"""What members said of answers becomes a test collection, without a trace of who said it.

It reads the table `feedback` of the bot's own file; its columns are a contract with
`bot/state/schema.py`. The column that tells whose feedback it is, is never read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.errors import CollectionError
from retrieval.evaluation import questions
from retrieval.evaluation.collections import Evidence, Question
from retrieval.types import AnswerStatus, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FILE_NAME = "bot.sqlite"
UNDECIDED_FILE_NAME = "undecided.jsonl"
TYPE = "feedback"
GOOD = "good"
SHOULD_HAVE_REFUSED = "should_have_refused"

_SELECT = "SELECT * FROM feedback ORDER BY feedback_id"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict on one answer; `quotes` are what the answer showed, the best first."""

    question: str
    context: Turn | None
    status: AnswerStatus
    quotes: tuple[Evidence, ...]
    generation: int
    is_good: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """How many questions an export decided, how many of them are unanswerable, and the rest."""

    questions: int
    unanswerable: int
    undecided: int


def export(data_dir: Path, out: Path) -> Exported:
    """Write the feedback of a data folder as a collection into the folder `out`.

    `questions.jsonl` has the questions on whose answer members agree: a liked answer is right, and
    one that should have been refused is unanswerable, as is a liked refusal. `undecided.jsonl` has
    the others, with what was shown and what was said of it, for an editor to judge. Raises
    `CollectionError` when there is no feedback.
    """
    asked: dict[str, list[Verdict]] = {}
    for verdict in read(data_dir / FILE_NAME):
        asked.setdefault(_id(verdict), []).append(verdict)
    decided = [q for q in (_question(*item) for item in asked.items()) if q is not None]
    known = {question.id for question in decided}
    undecided = {id_: verdicts for id_, verdicts in asked.items() if id_ not in known}
    out.mkdir(parents=True, exist_ok=True)
    questions.write(out / questions.FILE_NAME, decided)
    lines = (json.dumps(_undecided(*item), ensure_ascii=False) + "\n" for item in undecided.items())
    (out / UNDECIDED_FILE_NAME).write_text("".join(lines), encoding="utf-8")
    unanswerable = sum(not question.answerable for question in decided)
    return Exported(len(decided), unanswerable, len(undecided))


def read(path: Path) -> tuple[Verdict, ...]:
    """Read the verdicts of a bot's file, in the order they were given. Raises `CollectionError`."""
    if not path.is_file():
        raise CollectionError(str(path), "does not exist: the bot has not run with this DATA_DIR")
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
            db.row_factory = sqlite3.Row
            rows = db.execute(_SELECT).fetchall()
    except sqlite3.Error as error:
        raise CollectionError(str(path), f"cannot be read ({error})") from error
    if not rows:
        raise CollectionError(str(path), "holds no feedback yet: members give it by 👍 and 👎")
    return tuple(map(_verdict, rows))


def _verdict(row: sqlite3.Row) -> Verdict:
    return Verdict(
        row["question"],
        _turn(row) if row["context_question"] is not None else None,
        AnswerStatus(row["status"]),
        tuple(
            Evidence("".join(shown["quote"].split()), shown["file"], shown["headline"])
            for shown in json.loads(row["quotes"])
        ),
        row["generation"],
        row["verdict"] == GOOD,
        tuple(json.loads(row["reasons"])),
    )


def _turn(row: sqlite3.Row) -> Turn:
    """Return the turn before a question; a file of an older bot has no `context_asked`."""
    asked = row["context_asked"] if "context_asked" in row.keys() else ""  # noqa: SIM118 - of values
    return Turn(row["context_question"], row["context_answer"] or "", asked or "")


def _id(verdict: Verdict) -> str:
    """Name a question by its words and those it leans on, the same in every export."""
    turn = verdict.context
    words = [verdict.question, turn.question if turn else "", turn.answer if turn else ""]
    words += [turn.asked] if turn and turn.asked else []
    digest = hashlib.sha256(json.dumps(words).encode()).hexdigest()
    return f"member-{digest[:12]}"


def _question(question_id: str, verdicts: Sequence[Verdict]) -> Question | None:
    """Return a question as its verdicts decide it, `None` where they do not."""
    outcomes = {_outcome(verdict) for verdict in verdicts}
    if len(outcomes) > 1 or None in outcomes:
        return None
    last = verdicts[-1]
    is_answered = outcomes == {AnswerStatus.ANSWERED}
    return Question(
        id=question_id,
        text=last.question,
        type=TYPE,
        subtype="liked" if last.is_good else SHOULD_HAVE_REFUSED,
        context=last.context,
        answerable=is_answered,
        evidence=tuple((evidence,) for evidence in _first_of_each(last.quotes) if is_answered),
        note=f"{len(verdicts)} verdicts, the last on generation {last.generation}",
    )


def _outcome(verdict: Verdict) -> AnswerStatus | None:
    """Return what the right reply is, `None` where a verdict only says that this was not it."""
    if verdict.is_good and verdict.status is not AnswerStatus.SMALL_TALK:
        return verdict.status
    if SHOULD_HAVE_REFUSED in verdict.reasons:
        return AnswerStatus.NO_EVIDENCE
    return None


def _first_of_each(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the best quote of each article: a liked answer may have shown more than was needed."""
    best: dict[tuple[str, str], Evidence] = {}
    for quote in quotes:
        best.setdefault((quote.source, quote.headline), quote)
    return tuple(best.values())


def _undecided(question_id: str, verdicts: Sequence[Verdict]) -> dict[str, object]:
    last = verdicts[-1]
    turn = last.context
    return {
        "id": question_id,
        "question": last.question,
        "context": turn and questions.turn_record(turn),
        "status": last.status.value,
        "shown": [
            {"file": q.source, "headline": q.headline, "quote": q.quote} for q in last.quotes
        ],
        "good": sum(verdict.is_good for verdict in verdicts),
        "bad": sum(not verdict.is_good for verdict in verdicts),
        "reasons": sorted({reason for verdict in verdicts for reason in verdict.reasons}),
        "generation": last.generation,
    }
