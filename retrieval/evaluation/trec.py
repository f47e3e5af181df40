"""TREC and BEIR files of judgments, and TREC runs: read with every fault named, and written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from retrieval.errors import CollectionError
from retrieval.evaluation.lines import numbered_lines

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from pathlib import Path

    from retrieval.evaluation.collections import Qrels

Rankings = dict[str, tuple[tuple[str, float], ...]]
"""(article id, score) by question id, best first, each article once."""

BEIR_HEADER = ("query-id", "corpus-id", "score")


def read_qrels(
    path: Path,
    *,
    questions: Container[str] | None = None,
    articles: Container[str] | None = None,
) -> Qrels:
    """Read judgments: BEIR (`query-id corpus-id score`) or TREC (`query 0 article grade`).

    Where `questions` or `articles` are given, an id outside them is wrong. Raises
    `CollectionError` for a faulty line, a pair judged twice, and a file without judgments.
    """
    qrels: Qrels = {}
    for line, text in numbered_lines(path):
        cells = text.split()
        if tuple(cells) == BEIR_HEADER:
            continue
        question_id, article_id, grade = _judgment(cells, path, line)
        _check_known(question_id, "question", questions, path, line)
        _check_known(article_id, "article", articles, path, line)
        grades = qrels.setdefault(question_id, {})
        if article_id in grades:
            raise CollectionError(str(path), f"{question_id} {article_id} is judged twice", line)
        grades[article_id] = grade
    if not qrels:
        raise CollectionError(str(path), "holds no judgments")
    return qrels


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgments in the TREC layout, in order of their ids."""
    lines = (
        f"{question_id} 0 {article_id} {grade}\n"
        for question_id, grades in sorted(qrels.items())
        for article_id, grade in sorted(grades.items())
    )
    path.write_text("".join(lines), encoding="utf-8")


def read_run(
    path: Path,
    *,
    questions: Container[str] | None = None,
    articles: Container[str] | None = None,
) -> Rankings:
    """Read a run, `query Q0 article rank score tag`; the score decides, equal scores the rank.

    Raises `CollectionError` for a faulty line, an unknown id, and an article ranked twice.
    """
    rows: dict[str, dict[str, tuple[float, int]]] = {}
    for line, text in numbered_lines(path):
        question_id, article_id, rank, score = _ranked(text.split(), path, line)
        _check_known(question_id, "question", questions, path, line)
        _check_known(article_id, "article", articles, path, line)
        ranked = rows.setdefault(question_id, {})
        if article_id in ranked:
            raise CollectionError(str(path), f"{question_id} ranks {article_id} twice", line)
        ranked[article_id] = (-score, rank)
    return {question_id: _in_order(ranked) for question_id, ranked in rows.items()}


def write_run(path: Path, rankings: Mapping[str, Sequence[tuple[str, float]]], tag: str) -> None:
    """Write a run, best first, ranks counting from 1."""
    lines = (
        f"{question_id} Q0 {article_id} {rank} {score:.9g} {tag}\n"
        for question_id, ranking in rankings.items()
        for rank, (article_id, score) in enumerate(ranking, start=1)
    )
    path.write_text("".join(lines), encoding="utf-8")


def _in_order(ranked: Mapping[str, tuple[float, int]]) -> tuple[tuple[str, float], ...]:
    rows = sorted((key, article_id) for article_id, key in ranked.items())
    return tuple((article_id, -negative) for (negative, _), article_id in rows)


def _judgment(cells: Sequence[str], path: Path, line: int) -> tuple[str, str, int]:
    if len(cells) not in {3, 4}:
        problem = f"has {len(cells)} columns: 3 (BEIR) or 4 (TREC) are wanted"
        raise CollectionError(str(path), problem, line)
    try:
        return cells[0], cells[-2], int(cells[-1])
    except ValueError as error:
        raise CollectionError(str(path), f"the grade {cells[-1]} is no number", line) from error


def _ranked(cells: Sequence[str], path: Path, line: int) -> tuple[str, str, int, float]:
    if len(cells) != 6:
        problem = f"has {len(cells)} columns: a run has 6 (query Q0 article rank score tag)"
        raise CollectionError(str(path), problem, line)
    try:
        rank, score = int(cells[3]), float(cells[4])
    except ValueError as error:
        problem = f"rank {cells[3]} or score {cells[4]} is no number"
        raise CollectionError(str(path), problem, line) from error
    if not math.isfinite(score):
        raise CollectionError(str(path), f"the score {cells[4]} is not finite", line)
    return cells[0], cells[2], rank, score


def _check_known(name: str, what: str, known: Container[str] | None, path: Path, line: int) -> None:
    if known is not None and name not in known:
        raise CollectionError(str(path), f"no {what} has the id {name}", line)
