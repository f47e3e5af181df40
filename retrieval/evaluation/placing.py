"""Places the evidence of questions in the live archive: judgments of its own articles.

Articles get new ids when the reader improves, so questions name pages and sentences instead.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from retrieval.evaluation.comparable import compact, holds, page_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.evaluation.collections import Evidence, Qrels, Question
    from retrieval.types import Article, ArticleRef

    Printed = Sequence[tuple[ArticleRef, Article]]

UNPLACED = "unplaced:"
"""Begins the id that stands for evidence which no article holds: no run can find it."""


def place(questions: Iterable[Question], articles: Iterable[tuple[ArticleRef, Article]]) -> Qrels:
    """Judge, for each answerable question, the articles that hold its evidence (grade 1).

    An article must be of the evidence's page and hold its quote; failing that, it must have its
    headline. Evidence that is in none is judged under an `UNPLACED` id, so that the question
    scores as one whose evidence was not found. Questions without evidence are not judged.
    """
    by_page: defaultdict[str, list[tuple[ArticleRef, Article]]] = defaultdict(list)
    for reference, article in articles:
        by_page[page_name(reference.source)].append((reference, article))
    return {
        question.id: _judged(question, by_page)
        for question in questions
        if question.answerable and question.evidence
    }


def unplaced(qrels: Qrels) -> tuple[str, ...]:
    """Return the ids of the questions with evidence that no article holds, in order."""
    return tuple(
        question_id
        for question_id, grades in qrels.items()
        if any(article_id.startswith(UNPLACED) for article_id in grades)
    )


def _judged(question: Question, by_page: Mapping[str, Printed]) -> dict[str, int]:
    grades: dict[str, int] = {}
    for evidence in (e for alternatives in question.evidence for e in alternatives):
        printed = by_page.get(page_name(evidence.source), ())
        ids = _holding(evidence, printed) or _titled(evidence, printed)
        grades.update(dict.fromkeys(ids or [f"{UNPLACED}{page_name(evidence.source)}"], 1))
    return grades


def _holding(evidence: Evidence, printed: Printed) -> list[str]:
    return [article.id for _, article in printed if holds(article.text, evidence.quote)]


def _titled(evidence: Evidence, printed: Printed) -> list[str]:
    wanted = compact(evidence.headline)
    return [ref.id for ref, _ in printed if wanted and compact(ref.headline) == wanted]
