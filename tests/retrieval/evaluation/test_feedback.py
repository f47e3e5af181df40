"""Feedback that the bot stored comes out as a collection, and nothing of its members with it."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.state import Asked, Reason, Shown, State, Verdict
from bot.state.schema import FIRST, SECOND
from retrieval.cli.main import app
from retrieval.errors import CollectionError
from retrieval.evaluation import questions
from retrieval.evaluation.collections import Evidence
from retrieval.evaluation.feedback import Exported, export
from retrieval.types import (
    Answer,
    AnswerStatus,
    ArticleId,
    ArticleRef,
    Citation,
    GenerationNumber,
    NoEvidenceReason,
    Quote,
    Span,
    Turn,
)

if TYPE_CHECKING:
    from pathlib import Path

LI, WANG = 70_000_007, 80_000_008
PAY = ArticleRef(ArticleId("a1"), "工资涨了", "p.txt", "劳动午报", "2", None, "")
SCHOOL = ArticleRef(ArticleId("a2"), "夜校 开课", "q.txt", "", "", None, "")


def quote(text: str, article: ArticleRef) -> Quote:
    return Quote(text, Citation(article, Span(0, len(text))))


def answered(question: str, *quotes: Quote, context: Turn | None = None) -> Shown:
    status, generation = AnswerStatus.ANSWERED, GenerationNumber(4)
    return Shown(Answer(question, status, 0.9, quotes, (), generation, 1.0), context)


def refused(question: str) -> Shown:
    status, reason = AnswerStatus.NO_EVIDENCE, NoEvidenceReason.NOTHING_ON_SUBJECT
    return Shown(Answer(question, status, 0.1, (), (PAY,), GenerationNumber(4), 1.0, reason))


async def judged(data_dir: Path, *said: tuple[Shown, int, Verdict, list[Reason]]) -> None:
    """Store what members said, as the bot does."""
    state = State(data_dir)
    for shown, member, verdict, reasons in said:
        given = await state.give(Asked(member, member, 40), shown)
        await state.feedback.judge(given, member, verdict, reasons)
    await state.close()


async def test_liked_answers_and_agreed_refusals_become_questions_that_can_be_read(tmp_path):
    two = (quote("工資 涨了。", PAY), quote("涨了很多。", PAY), quote("夜校开课了。", SCHOOL))
    leaning = Turn("谁的工资", "职工的。", "职工的工资谁涨的")
    await judged(
        tmp_path,
        (answered("工资涨了吗", *two, context=leaning), LI, Verdict.GOOD, []),
        (answered("工资涨了吗", *two, context=leaning), WANG, Verdict.GOOD, []),
        (answered("股票呢", two[0]), LI, Verdict.BAD, [Reason.SHOULD_HAVE_REFUSED]),
        (refused("火星呢"), WANG, Verdict.GOOD, []),
    )
    assert export(tmp_path, tmp_path / "out") == Exported(3, 2, 0)

    liked, stock, mars = questions.read(tmp_path / "out" / "questions.jsonl")
    assert (liked.text, liked.context, liked.answerable) == ("工资涨了吗", leaning, True)
    assert liked.evidence == (
        (Evidence("工資涨了。", "p.txt", "工资涨了"),),
        (Evidence("夜校开课了。", "q.txt", "夜校 开课"),),
    )
    assert liked.note == "2 verdicts, the last on generation 4"
    assert [(q.text, q.answerable, q.subtype) for q in (stock, mars)] == [
        ("股票呢", False, "should_have_refused"),
        ("火星呢", False, "liked"),
    ]


async def test_what_members_do_not_decide_is_left_to_an_editor_with_what_was_shown(tmp_path):
    shown = answered("工资涨了吗", quote("工资涨了。", PAY))
    await judged(
        tmp_path,
        (shown, LI, Verdict.GOOD, []),
        (shown, WANG, Verdict.BAD, [Reason.WRONG_SENTENCE, Reason.OUT_OF_DATE]),
        (refused("火星呢"), LI, Verdict.BAD, []),
    )
    assert export(tmp_path, tmp_path / "out") == Exported(0, 0, 2)

    lines = (tmp_path / "out" / "undecided.jsonl").read_text("utf-8").splitlines()
    pay, mars = map(json.loads, lines)
    assert pay["shown"] == [{"file": "p.txt", "headline": "工资涨了", "quote": "工资涨了。"}]
    assert (pay["good"], pay["bad"], pay["generation"]) == (1, 1, 4)
    assert pay["reasons"] == ["out_of_date", "wrong_sentence"]
    assert (mars["question"], mars["status"], mars["bad"]) == ("火星呢", "no_evidence", 1)


async def test_nothing_that_leaves_names_a_member(tmp_path):
    await judged(
        tmp_path,
        (answered("工资涨了吗", quote("工资涨了。", PAY)), LI, Verdict.GOOD, []),
        (refused("火星呢"), WANG, Verdict.BAD, []),
    )
    export(tmp_path, tmp_path / "out")
    written = "".join(file.read_text("utf-8") for file in (tmp_path / "out").iterdir())

    assert "火星呢" in written
    assert str(LI) not in written
    assert str(WANG) not in written


async def test_the_same_question_has_the_same_id_in_every_export(tmp_path):
    said = (answered("工资涨了吗", quote("工资涨了。", PAY)), LI, Verdict.GOOD, [])
    await judged(tmp_path / "one", said)
    await judged(tmp_path / "two", said, (refused("火星呢"), LI, Verdict.GOOD, []))
    ids = []
    for name in ("one", "two"):
        export(tmp_path / name, tmp_path / f"{name}-out")
        ids.append(questions.read(tmp_path / f"{name}-out" / "questions.jsonl")[0].id)

    assert ids[0] == ids[1]


async def test_without_feedback_the_command_says_where_it_comes_from(tmp_path):
    with pytest.raises(CollectionError, match="the bot has not run with this DATA_DIR"):
        export(tmp_path, tmp_path / "out")
    await judged(tmp_path)
    with pytest.raises(CollectionError, match="members give it by"):
        export(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


async def test_the_command_exports_while_the_bot_runs(environment, tmp_path):
    state = State(environment)
    shown = answered("工资涨了吗", quote("工资涨了。", PAY))
    given = await state.give(Asked(LI, LI, 40), shown)
    await state.feedback.judge(given, LI, Verdict.GOOD)
    result = CliRunner().invoke(app, ["feedback", "export", str(tmp_path / "out")])
    await state.close()

    assert result.exit_code == 0, result.output
    assert "1 questions, 0 of them unanswerable, 0 for an editor to judge" in result.stderr
    assert (tmp_path / "out" / "questions.jsonl").is_file()


def test_the_file_of_an_older_bot_is_exported_too(tmp_path):
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        db.executescript(f"{FIRST}{SECOND}PRAGMA user_version = 2")
        db.execute(
            "INSERT INTO feedback VALUES (1, 'a', 7, '火星呢', '月球呢', '没有。', 'no_evidence',"
            " '[]', 4, 'good', '[]', 0)"
        )
    db.close()
    assert export(tmp_path, tmp_path / "out") == Exported(1, 1, 0)
    (mars,) = questions.read(tmp_path / "out" / "questions.jsonl")
    assert mars.context == Turn("月球呢", "没有。")
