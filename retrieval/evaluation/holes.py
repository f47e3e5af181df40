"""Makes questions that cannot be answered out of ones that can: what answers them is taken out.

A third of the articles stays, a third goes, and a third loses the sentences that answer half of its
questions: the subject is there, and the detail is not. So refusals are learned and measured on
questions that real people asked, in any number.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from retrieval.evaluation.collections import Collection, CorpusArticle
from retrieval.evaluation.comparable import compact, holds
from retrieval.text import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.evaluation.collections import Evidence, Qrels, Question
    from retrieval.types import Span

UNANSWERABLE = "unanswerable"
MISSING_TOPIC, MISSING_DETAIL, OFF_TOPIC = "missing-topic", "missing-detail", "off-topic"


class Fate(Enum):
    """What becomes of an article."""

    STAYS = 0
    GOES = 1
    LOSES_SENTENCES = 2


def with_holes(
    collection: Collection, corpus: Sequence[CorpusArticle], qrels: Qrels, seed: str = ""
) -> Collection:
    """Return the collection over a corpus with holes; what is lost follows from ids and `seed`.

    Questions whose evidence is gone are unanswerable, by subtype `missing-topic` or
    `missing-detail`; questions on several articles, or without evidence or key, are left out, and
    so are those that something left may still answer. Unanswerable ones stay as they are.
    """
    fates = {article.id: Fate(_hash(seed, article.id) % 3) for article in corpus}
    by_article = _by_article(collection.questions, qrels)
    kept: list[CorpusArticle] = []
    asked = [question for question in collection.questions if not question.answerable]
    for article in corpus:
        questions = by_article.get(article.id, [])
        if fates[article.id] is Fate.GOES:
            asked += [_unanswerable(question, MISSING_TOPIC) for question in questions]
            continue
        lost = [q for q in questions if _hash(seed, q.id) % 2]
        loses = fates[article.id] is Fate.LOSES_SENTENCES
        left = _without(article, lost) if loses else article
        if left.text.strip():
            kept.append(left)
            asked += _asked_of(left, article, questions, lost if loses else ())
    known = {article.id for article in kept}
    judged = {q.id: {i: 1 for i in qrels[q.id] if i in known} for q in asked if q.answerable}
    name = f"{collection.name}-holes"
    return Collection(name, tuple(asked), tuple(kept), judged)


def crossed(collection: Collection, others: Iterable[Collection], most: int = 60) -> Collection:
    """Return the collection with `most` questions of others, which it cannot answer: off topic."""
    foreign = [
        replace(question, id=f"x-{other.name}-{question.id}", context=None)
        for other in others
        if other.name != collection.name
        for question in other.questions
    ]
    chosen = sorted(foreign, key=lambda question: _hash("crossed", question.id))[:most]
    added = tuple(_unanswerable(question, OFF_TOPIC) for question in chosen)
    return replace(collection, questions=collection.questions + added)


def _by_article(questions: Iterable[Question], qrels: Qrels) -> Mapping[str, list[Question]]:
    """Return the questions that a single article answers, by its id."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        relevant = [i for i, grade in qrels.get(question.id, {}).items() if grade]
        if question.answerable and len(relevant) == 1 and (question.evidence or question.key):
            found.setdefault(relevant[0], []).append(question)
    return found


def _asked_of(
    left: CorpusArticle,
    whole: CorpusArticle,
    questions: Iterable[Question],
    lost: Sequence[Question],
) -> list[Question]:
    """Return the questions on an article, with what has become of them."""
    asked = []
    for question in questions:
        before, after = _answering(whole, question), _answering(left, question)
        if question in lost and not after:
            asked.append(_unanswerable(question, MISSING_DETAIL))
        elif question not in lost and len(before) == len(after):
            asked.append(_placed(question, left.id))
    return asked


def _without(article: CorpusArticle, lost: Iterable[Question]) -> CorpusArticle:
    """Return the article without the sentences that answer any of the questions."""
    gone = {span for question in lost for span in _answering(article, question)}
    left, done = [], 0
    for span in sorted(gone, key=lambda span: span.start):
        left.append(article.text[done : span.start])
        done = span.end
    text = "".join([*left, article.text[done:]])
    return replace(article, text="\n".join(line for line in text.split("\n") if line.strip()))


def _answering(article: CorpusArticle, question: Question) -> list[Span]:
    """Return the sentences that hold evidence for a question, or a string of its key."""
    text = article.text
    return [
        span
        for span in split_sentences(text)
        if _is_evidence(question.evidence, text[span.start : span.end])
        or any(compact(s) in compact(text[span.start : span.end]) for k in question.key for s in k)
    ]


def _is_evidence(pieces: Iterable[Iterable[Evidence]], sentence: str) -> bool:
    return any(
        holds(sentence, evidence.quote) or holds(evidence.quote, sentence)
        for alternatives in pieces
        for evidence in alternatives
        if evidence.quote
    )


def _unanswerable(question: Question, subtype: str) -> Question:
    return replace(
        question,
        type=UNANSWERABLE,
        subtype=subtype,
        answerable=False,
        evidence=(),
        key=(),
        note=question.text,
    )


def _placed(question: Question, article_id: str) -> Question:
    """Say by words where the evidence stands, since offsets have moved: in this one article."""
    pieces = tuple(
        tuple(replace(e, span=None, source=article_id) for e in alternatives)
        for alternatives in question.evidence
    )
    return replace(question, evidence=pieces)


def _hash(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:8], "big")
