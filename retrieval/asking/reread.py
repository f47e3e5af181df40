"""The best sentences are read again by a model, where one is given, before an answer is gathered.

The ranker says what is near the question; a reading model says what answers it, where, and whether
anything does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.asking.search import Found
    from retrieval.ports import ReadingModel

MOST = 20
"""Sentences that are read again."""


def reread(found: Found, model: ReadingModel) -> Found:
    """Return what was found with its best sentences in the model's order, before all others.

    Raises `ModelError`.
    """
    best, rest = found.sentences[:MOST], found.sentences[MOST:]
    if not best:
        return found
    texts = [found.text_of(s) for s in best]
    readings = model.read(found.query.text, texts)
    pairs = sorted(
        zip(best, readings, strict=True),
        key=lambda pair: (-pair[1].relevance, pair[0].article.id, pair[0].span.start),
    )
    scored = [replace(sentence, score=reading.relevance) for sentence, reading in pairs]
    read = {sentence: reading for sentence, (_, reading) in zip(scored, pairs, strict=True)}
    # What was not read counts less than the least of what was, in its old order.
    lowest = scored[-1].score - (best[-1].score if not rest else rest[0].score) - 1.0
    lowered = [replace(sentence, score=sentence.score + lowest) for sentence in rest]
    return replace(found, sentences=(*scored, *lowered), readings=read)
