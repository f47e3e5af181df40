"""Test collections as values: questions, what is known of their answers, and judgments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.types import Span, Turn

Qrels = dict[str, dict[str, int]]
"""Grades by question id, then by article id; 0 is judged and not relevant."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that answers: a quote of an article of a page, or a span of a corpus article.

    In our question format `source`, `headline` and `quote` are given, the quote with all white
    space removed; an empty quote means any sentence of the article. In BEIR collections
    `article_id` and `span` are, and `quote` is the span's text.
    """

    quote: str
    source: str = ""
    headline: str = ""
    article_id: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what is known of its answer.

    `evidence` and `key` are AND-lists of OR-lists: an answer is complete when it shows one of
    every inner list. Both are empty for a question that cannot be answered, and may be empty
    where only articles are judged. `type` is the row of the tables that it counts in,
    `subtype` and each of `tags` are rows of a table of their own.
    """

    id: str
    text: str
    type: str
    answerable: bool
    subtype: str = ""
    context: Turn | None = None
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    key: tuple[tuple[str, ...], ...] = ()
    answer: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """An article that a collection brings along; `date` is ISO, or empty."""

    id: str
    title: str
    text: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions and what they are asked of.

    `corpus` is empty when the questions are for the live archive; `qrels` then come from placing
    the evidence in its articles (`placing.py`). Ids are unique; every judged id is known.
    """

    name: str
    questions: tuple[Question, ...]
    corpus: tuple[CorpusArticle, ...] = ()
    qrels: Qrels | None = None

    @property
    def by_id(self) -> dict[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    def types(self) -> dict[str, int]:
        """Return how many questions there are of each type, in order of first appearance."""
        return dict(Counter(question.type for question in self.questions))
