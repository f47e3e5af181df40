"""One self-contained HTML file on a run: tables, plots, and every question with its answer.

It loads nothing from elsewhere, follows the reader's light or dark setting, and fits a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from retrieval.evaluation import tables
from retrieval.evaluation.faults import Fault, evidence_rank
from retrieval.evaluation.figures import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.evaluation.collections import Collection, Question
    from retrieval.evaluation.replies import Reply
    from retrieval.evaluation.runs import Run
    from retrieval.evaluation.scores import Scores

    Texts = Mapping[str, tuple[str, str]]

BETWEEN_CHARS = 90
"""Characters of an article that are kept around a quote; what lies between is cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article: `quoted` is highlighted."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What the table shows of one question; `rank` is of the first relevant article."""

    question: Question
    reply: Reply | None
    fault: Fault
    rank: int | None
    articles: tuple[tuple[str, tuple[Piece, ...]], ...]


def report(
    collection: Collection, runs: Sequence[Run], scores: Sequence[Scores], texts: Texts
) -> str:
    """Return the page on the first of `runs`, the others beside it; `scores` are theirs in order.

    `texts` holds (headline, text) of articles by id; quotes of others are shown without them.
    """
    environment = Environment(
        loader=PackageLoader("retrieval.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    run, of_run = runs[0], scores[0]
    rows = _rows(collection, run, of_run, texts)
    return environment.get_template("report.html.j2").render(
        collection=collection,
        run=run,
        provenance=[tables.provenance(r).replace("`", "") for r in runs],
        glance=tables.glance(of_run),
        tables=tables.all_tables(collection, of_run),
        figures=[
            (figure.title, figure.caption, Markup(figure.svg))  # noqa: S704 - made by `plots`
            for figure in figures(collection, runs, scores)
        ],
        rows=rows,
        types=list(collection.types()),
        faults=[fault.value for fault in Fault if any(row.fault is fault for row in rows)],
    )


def highlighted(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return `text` in pieces, the stretches of `spans` quoted, long stretches between cut short.

    Spans may come in any order and overlap.
    """
    pieces: list[Piece] = []
    done = 0
    for start, end in sorted(spans):
        begin = max(start, done)
        if begin < end:
            pieces += [Piece(_shortened(text[done:begin], first=done == 0), False)]
            pieces += [Piece(text[begin:end], True)]
            done = end
    rest = text[done:]
    pieces.append(Piece(rest[:BETWEEN_CHARS] + ("…" if len(rest) > BETWEEN_CHARS else ""), False))
    return tuple(piece for piece in pieces if piece.text)


def _shortened(text: str, *, first: bool) -> str:
    if first:
        return text if len(text) <= BETWEEN_CHARS else "…" + text[-BETWEEN_CHARS:]
    if len(text) <= 2 * BETWEEN_CHARS:
        return text
    return f"{text[:BETWEEN_CHARS]} … {text[-BETWEEN_CHARS:]}"


def _rows(collection: Collection, run: Run, scores: Scores, texts: Texts) -> list[Row]:
    """Return a row for each question, those with a fault before those that are right."""
    replies = run.by_id
    rows = [
        Row(
            question=question,
            reply=replies.get(question.id),
            fault=scores.faults[question.id],
            rank=evidence_rank(replies.get(question.id), run.qrels.get(question.id, {})),
            articles=_articles(replies.get(question.id), texts),
        )
        for question in collection.questions
    ]
    return sorted(rows, key=lambda row: row.fault is Fault.RIGHT)


def _articles(reply: Reply | None, texts: Texts) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    quotes = reply.quotes if reply is not None else ()
    shown = []
    for article_id in dict.fromkeys(quote.article_id for quote in quotes):
        own = [quote for quote in quotes if quote.article_id == article_id]
        headline, text = texts.get(article_id, (own[0].headline, ""))
        spans = [(quote.start, quote.end) for quote in own]
        bare = tuple(Piece(quote.text, True) for quote in own)
        shown.append((headline, highlighted(text, spans) if text else bare))
    return tuple(shown)
