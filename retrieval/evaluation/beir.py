"""The BEIR layout: corpus, queries and qrels in one folder, with our additions where they stand.

Additions: `answers`, `answer_alternatives` and `spans` of queries, and `unanswerable.jsonl`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from retrieval.errors import CollectionError
from retrieval.evaluation import trec
from retrieval.evaluation.collections import Collection, CorpusArticle, Evidence, Question
from retrieval.evaluation.lines import Fields, first_of, records, require_new
from retrieval.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CORPUS = ("corpus.jsonl", "corpus.jsonl.gz")
QUERIES = ("queries.jsonl", "queries.jsonl.gz")
QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv")
UNANSWERABLE = "unanswerable.jsonl"

PLAIN_TYPE = "question"
UNANSWERABLE_TYPE = "unanswerable"


def is_one(folder: Path) -> bool:
    """Say whether a folder has a corpus and queries."""
    return bool(first_of(folder, *CORPUS) and first_of(folder, *QUERIES))


def read(folder: Path) -> Collection:
    """Read a folder. Queries without a judgment are left out, as BEIR does.

    Raises `CollectionError` for faulty lines, ids that stand twice, judgments of unknown ids,
    and qrels that are missing or empty.
    """
    corpus_path, queries_path = first_of(folder, *CORPUS), first_of(folder, *QUERIES)
    qrels_path = first_of(folder, *QRELS)
    if corpus_path is None or queries_path is None or qrels_path is None:
        problem = "corpus.jsonl[.gz], queries.jsonl[.gz] or qrels.tsv is missing"
        raise CollectionError(str(folder), problem)
    corpus = _corpus(corpus_path)
    texts = {article.id: article.text for article in corpus}
    seen: dict[str, int] = {}
    questions = _questions(queries_path, texts, seen)
    qrels = trec.read_qrels(qrels_path, questions=seen, articles=texts)
    judged = tuple(question for question in questions if question.id in qrels)
    unanswerable = _unanswerable(folder / UNANSWERABLE, seen)
    return Collection(folder.name, judged + unanswerable, corpus, qrels)


def _corpus(path: Path) -> tuple[CorpusArticle, ...]:
    seen: dict[str, int] = {}
    articles = []
    for line, record in records(path):
        fields = Fields(record, path, line)
        doc_id = fields.identifier("_id")
        require_new(seen, doc_id, path, line)
        date = fields.text("date", "")
        if date and not _is_day(date):
            raise fields.wrong(f"date should be a day such as 2023-12-07, and is {date!r}")
        article = CorpusArticle(doc_id, fields.text("title", ""), fields.text("text"), date)
        if not (article.text.strip() or article.title.strip()):
            raise fields.wrong("has neither title nor text")
        articles.append(article)
    if not articles:
        raise CollectionError(str(path), "holds no articles")
    return tuple(articles)


def _questions(path: Path, texts: Mapping[str, str], seen: dict[str, int]) -> list[Question]:
    questions = []
    for line, record in records(path):
        fields = Fields(record, path, line)
        question = _question(fields, texts)
        require_new(seen, question.id, path, line)
        questions.append(question)
    return questions


def _question(fields: Fields, texts: Mapping[str, str]) -> Question:
    answers = fields.texts("answers")
    alternatives = fields.text_lists("answer_alternatives")
    spans = tuple(_evidence(inner, texts) for inner in fields.inners("spans"))
    return Question(
        id=fields.identifier("_id"),
        text=fields.text("text"),
        type=fields.text("kind", PLAIN_TYPE),
        answerable=True,
        evidence=(spans,) if spans else (),
        key=alternatives or ((answers,) if answers else ()),
        answer=" / ".join(answers),
    )


def _evidence(fields: Fields, texts: Mapping[str, str]) -> Evidence:
    doc_id, quote = fields.identifier("doc"), fields.text("text")
    start, end = fields.number("start"), fields.number("end")
    if texts.get(doc_id, "")[start:end] != quote or not quote:
        raise fields.wrong(f"characters {start} to {end} of article {doc_id} are not {quote!r}")
    return Evidence(quote, article_id=doc_id, span=Span(start, end))


def _unanswerable(path: Path, seen: dict[str, int]) -> tuple[Question, ...]:
    if not path.is_file():
        return ()
    questions = []
    for line, record in records(path):
        fields = Fields(record, path, line)
        doc_id = fields.identifier("_id")
        require_new(seen, doc_id, path, line)
        question = Question(
            doc_id,
            fields.text("text"),
            UNANSWERABLE_TYPE,
            False,
            subtype=fields.text("kind", ""),
            note=fields.text("why", ""),
        )
        questions.append(question)
    return tuple(questions)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
