"""Draws a smaller collection out of a large one, as a folder of its own.

A corpus that takes hours to embed is tried on a part first; the part is a collection like any.
"""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

from retrieval.errors import CollectionError
from retrieval.evaluation import beir, trec
from retrieval.evaluation.lines import first_of, records
from retrieval.evaluation.load import load_collection

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from retrieval.evaluation.collections import Collection, Qrels, Question

SEED = 20231207


def sample(
    collection: Collection, articles: int, seed: int = SEED
) -> tuple[frozenset[str], frozenset[str]]:
    """Draw (article ids, question ids): at most `articles` articles, every judged one with its own.

    Questions are taken in random order as long as their judged articles fill no more than half;
    the rest are random others. Of the unanswerable questions the same share is taken. The same
    seed draws the same. Raises `CollectionError` where there is no corpus, or no question fits.
    """
    if not collection.corpus:
        raise CollectionError(collection.name, "asks the live archive: it has no corpus to draw of")
    draw = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    kept, needed = _questions_that_fit(collection, articles // 2, draw)
    if not kept:
        problem = f"the articles of no question fit into half of {articles}: draw more"
        raise CollectionError(collection.name, problem)
    others = [article.id for article in collection.corpus if article.id not in needed]
    room = min(max(articles - len(needed), 0), len(others))
    judged = sum(question.answerable for question in collection.questions)
    unanswerable = [question.id for question in collection.questions if not question.answerable]
    share = round(len(unanswerable) * len(kept) / judged)
    return (
        frozenset([*needed, *draw.sample(others, room)]),
        frozenset([*kept, *draw.sample(unanswerable, share)]),
    )


def write_sample(source: Path, target: Path, articles: int, seed: int = SEED) -> tuple[int, int]:
    """Write what is drawn of a BEIR folder to another, and return how many (articles, questions).

    Lines keep every field that they have. Raises `CollectionError` like `sample`, for a faulty
    source, and for a target that holds a collection already.
    """
    if target.is_dir() and beir.is_one(target):
        raise CollectionError(str(target), "holds a collection already: name another folder")
    collection = load_collection(source)
    article_ids, question_ids = sample(collection, articles, seed)
    _write(source, target, collection.qrels or {}, article_ids, question_ids)
    return len(article_ids), len(question_ids)


def _write(
    source: Path, target: Path, qrels: Qrels, articles: Container[str], questions: Container[str]
) -> None:
    target.mkdir(parents=True, exist_ok=True)
    corpus = "".join(_lines(source, beir.CORPUS, articles))
    (target / beir.CORPUS[1]).write_bytes(gzip.compress(corpus.encode(), mtime=0))
    for names in (beir.QUERIES, (beir.UNANSWERABLE,)):
        lines = _lines(source, names, questions)
        if lines:
            (target / names[0]).write_text("".join(lines), encoding="utf-8")
    rows = (
        f"{question_id}\t{article_id}\t{grade}\n"
        for question_id, grades in qrels.items()
        if question_id in questions
        for article_id, grade in grades.items()
    )
    header = "\t".join(trec.BEIR_HEADER) + "\n"
    (target / beir.QRELS[0]).write_text(header + "".join(rows), encoding="utf-8")


def _questions_that_fit(
    collection: Collection, room: int, draw: random.Random
) -> tuple[list[str], set[str]]:
    kept: list[str] = []
    needed: set[str] = set()
    answerable = [question for question in collection.questions if question.answerable]
    for question in draw.sample(answerable, len(answerable)):
        wanted = needed | _articles_of(question, collection)
        if len(wanted) <= room:
            kept.append(question.id)
            needed = wanted
    return kept, needed


def _articles_of(question: Question, collection: Collection) -> set[str]:
    named = {e.article_id for alternatives in question.evidence for e in alternatives}
    return named | set((collection.qrels or {}).get(question.id, {}))


def _lines(source: Path, names: tuple[str, ...], ids: Container[str]) -> list[str]:
    path = first_of(source, *names)
    if path is None:
        return []
    drawn = (record for _, record in records(path) if record["_id"] in ids)
    return [json.dumps(record, ensure_ascii=False) + "\n" for record in drawn]
