"""Names what went wrong with a reply, so that the worst questions sort themselves by cause."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.evaluation.answers import answer_scores
from retrieval.evaluation.placing import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.evaluation.collections import Question
    from retrieval.evaluation.replies import Reply

DEPTH = 10


class Fault(StrEnum):
    """Why a reply is not right, from the first step that failed; or that it is."""

    RIGHT = "right"
    NOT_IN_ARCHIVE = "not in archive"
    NOT_FOUND = "article not found"
    WRONG_ARTICLE = "wrong article shown"
    WRONG_SENTENCE = "wrong sentence shown"
    WITHHELD = "right answer withheld"
    INVENTED = "answered without evidence"


def fault_of(question: Question, reply: Reply | None, grades: Mapping[str, int]) -> Fault:
    """Return the fault of a reply, given the judgments of its question.

    A question without a reply counts as not found. Where a question has neither evidence nor
    key, the article that ranks first decides.
    """
    if not question.answerable:
        return Fault.INVENTED if reply is not None and reply.answered else Fault.RIGHT
    if any(article_id.startswith(UNPLACED) for article_id in grades):
        return Fault.NOT_IN_ARCHIVE
    relevant = {article_id for article_id, grade in grades.items() if grade > 0}
    scores = answer_scores(question, reply) if reply is not None and reply.status else None
    if reply is None or scores is None:
        return _fault_of_ranking(reply, relevant)
    if scores.supported:
        return Fault.RIGHT if reply.answered else Fault.WITHHELD
    return _fault_of_quotes(reply, relevant)


def _fault_of_ranking(reply: Reply | None, relevant: set[str]) -> Fault:
    ranked = _ranked(reply) if reply is not None else []
    if not relevant & set(ranked):
        return Fault.NOT_FOUND
    return Fault.RIGHT if ranked[0] in relevant else Fault.WRONG_ARTICLE


def _fault_of_quotes(reply: Reply, relevant: set[str]) -> Fault:
    if not relevant & set(_ranked(reply)):
        return Fault.NOT_FOUND
    shown = {quote.article_id for quote in reply.quotes}
    return Fault.WRONG_SENTENCE if shown & relevant else Fault.WRONG_ARTICLE


def _ranked(reply: Reply) -> list[str]:
    return [article_id for article_id, _ in reply.ranking[:DEPTH]]


def evidence_rank(reply: Reply | None, grades: Mapping[str, int]) -> int | None:
    """Return the rank, from 1, of the first relevant article, or `None` where none is ranked."""
    ranking = reply.ranking if reply is not None else ()
    relevant = (i for i, (doc, _) in enumerate(ranking, start=1) if grades.get(doc, 0) > 0)
    return next(relevant, None)
