"""Our question format: one JSON object a line, read with every fault named, and written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retrieval.errors import CollectionError
from retrieval.evaluation.collections import Evidence, Question
from retrieval.evaluation.lines import Fields, records, require_new
from retrieval.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "questions.jsonl"


def read(path: Path) -> tuple[Question, ...]:
    """Read a file of questions. Raises `CollectionError` with the line that is wrong.

    An answerable question needs evidence; one that is not may have neither evidence nor key.
    """
    seen: dict[str, int] = {}
    questions = []
    for line, record in records(path):
        question = _question(Fields(record, path, line))
        require_new(seen, question.id, path, line)
        questions.append(question)
    if not questions:
        raise CollectionError(str(path), "holds no questions")
    return tuple(questions)


def write(path: Path, questions: Iterable[Question]) -> None:
    """Write questions to a file, one a line, such that `read` gives them back."""
    lines = (json.dumps(_record(q), ensure_ascii=False) + "\n" for q in questions)
    path.write_text("".join(lines), encoding="utf-8")


def _question(fields: Fields) -> Question:
    context = fields.inner("context")
    question = Question(
        id=fields.identifier("id"),
        text=fields.text("question"),
        type=fields.text("type"),
        subtype=fields.text("subtype", ""),
        answerable=fields.flag("answerable"),
        context=_turn(context) if context else None,
        evidence=tuple((_evidence(inner),) for inner in fields.inners("evidence")),
        key=fields.text_lists("key"),
        answer=fields.text("answer", ""),
        note=fields.text("note", ""),
        tags=fields.texts("tags"),
    )
    if not question.text.strip():
        raise fields.wrong("the question is empty")
    if question.answerable and not question.evidence:
        raise fields.wrong("an answerable question needs evidence")
    if not question.answerable and (question.evidence or question.key):
        raise fields.wrong("a question that cannot be answered has neither evidence nor key")
    return question


def _turn(fields: Fields) -> Turn:
    return Turn(fields.text("question"), fields.text("answer", ""), fields.text("asked", ""))


def turn_record(turn: Turn) -> dict[str, str]:
    """Return a turn as it stands in a file of questions."""
    record = {"question": turn.question, "answer": turn.answer}
    return record | ({"asked": turn.asked} if turn.asked else {})


def _evidence(fields: Fields) -> Evidence:
    quote, headline = fields.text("quote", "").strip(), fields.text("headline", "").strip()
    if not (quote or headline):
        raise fields.wrong("evidence needs a quote, or the headline of the article that is meant")
    return Evidence(quote, source=fields.text("file"), headline=headline)


def _record(question: Question) -> dict[str, Any]:
    turn = question.context
    return {
        "id": question.id,
        "question": question.text,
        "type": question.type,
        "subtype": question.subtype,
        "context": turn and turn_record(turn),
        "answerable": question.answerable,
        "answer": question.answer,
        "key": [list(alternatives) for alternatives in question.key],
        "evidence": [
            {"file": e.source, "headline": e.headline, "quote": e.quote}
            for alternatives in question.evidence
            for e in alternatives
        ],
        "note": question.note,
        "tags": list(question.tags),
    }
