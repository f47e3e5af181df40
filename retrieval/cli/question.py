"""Commands that ask the archive: one question, a file of them, or a search for passages."""

from __future__ import annotations

import json as json_format
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retrieval.cli.console import stderr, stdout, the_archive
from retrieval.errors import WenbaoError
from retrieval.types import AnswerStatus, NoEvidenceReason, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive import Archive
    from retrieval.types import Answer, ArticleRef, Hit, Quote


class BatchError(WenbaoError):
    """A line of a batch file is not a question."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(
            f"{path}, line {line}: {problem}; each line is a JSON object with id, question and "
            'optionally context {"question", "answer", "asked"}'
        )


@dataclass(frozen=True, slots=True)
class _BatchItem:
    id: str
    question: str
    context: Turn | None


def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object an answer.")] = False,
    batch: Annotated[
        Path | None, typer.Option(help="JSON Lines of id, question and optionally context.")
    ] = None,
) -> None:
    """Answer a question with exact quotes and their sources."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give a question, or --batch FILE")
    if batch is not None:
        items = list(_read_batch(batch))
        archive = _warm_archive()
        for item in items:
            answer = archive.ask(item.question, context=item.context)
            _print_json({"id": item.id, **answer_json(answer)})
        return
    answer = _warm_archive().ask(question or "")
    if json:
        _print_json(answer_json(answer))
    else:
        _show_answer(answer)


def _warm_archive() -> Archive:
    """Open the archive with its model loaded, so that `ms` is the question's own time."""
    archive = the_archive()
    with stderr.status("loading the model…"):
        archive.warm_up()
    return archive


def search(
    words: Annotated[str, typer.Argument(help="What to look for.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages at most.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a hit.")] = False,
) -> None:
    """List the passages that fit best, best first."""
    for hit in _warm_archive().search(words, k):
        if json:
            _print_json(hit_json(hit))
        else:
            stdout.print(f"[bold]{hit.rank:>3}[/]  [dim]{hit.score:.3f}[/]  ", end="")
            stdout.print(f"{hit.article.headline}  ({hit.article.source})", markup=False)
            stdout.print(f"     {hit.text.replace(chr(10), ' ')}", markup=False)


# --- what programs read ----------------------------------------------------------------------


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as the object that `ask --json` prints."""
    return {
        "status": answer.status.value,
        "confidence": round(answer.confidence, 4),
        "quotes": [_quote_json(quote) for quote in answer.quotes],
        "nearest": [reference.headline for reference in answer.nearest],
        "reason": answer.reason.value if answer.reason else None,
        "generation": answer.generation,
        "ms": round(answer.elapsed_ms, 1),
    }


def _quote_json(quote: Quote) -> dict[str, Any]:
    article, span = quote.citation.article, quote.citation.span
    return {
        "text": quote.text,
        "headline": article.headline,
        "source": article.source,
        "article_id": article.id,
        "start": span.start,
        "end": span.end,
        "page": article.page_number or None,
        "date": article.date.day.isoformat() if article.date else None,
        "byline": article.byline,
        "correction": article.correction,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a hit as the object that `search --json` prints."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "text": hit.text,
        "headline": hit.article.headline,
        "source": hit.article.source,
        "article_id": hit.article.id,
        "start": hit.span.start,
        "end": hit.span.end,
        "lexical_rank": hit.lexical_rank,
        "dense_rank": hit.dense_rank,
        "similarity": round(hit.similarity, 6),
    }


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json_format.dumps(value, ensure_ascii=False))


def _read_batch(path: Path) -> Iterator[_BatchItem]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(path, 0, f"cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _batch_item(path, number, line)


def _batch_item(path: Path, number: int, line: str) -> _BatchItem:
    try:
        value = json_format.loads(line)
        context = value.get("context")
        turn = None
        if context:
            later = (_text(context.get(part) or "") for part in ("answer", "asked"))
            turn = Turn(_text(context["question"]), *later)
        return _BatchItem(str(value["id"]), _text(value["question"]), turn)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BatchError(path, number, f"no question ({error!r})") from error


def _text(value: object) -> str:
    """Return a value that is text as it is; anything else is no question and no answer."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


# --- what people read ------------------------------------------------------------------------

_REASONS = {
    NoEvidenceReason.EMPTY_QUESTION: "there is no word in it to look for",
    NoEvidenceReason.EMPTY_ARCHIVE: "the archive holds no article",
    NoEvidenceReason.NOTHING_ON_SUBJECT: "the paper has nothing on this",
    NoEvidenceReason.DETAIL_MISSING: "the paper writes about this, but does not say that",
    NoEvidenceReason.OUTSIDE_DATES: "the archive holds no paper of the days asked about",
    NoEvidenceReason.NOTHING_MORE: "the paper says no more about this",
}


def _show_answer(answer: Answer) -> None:
    if answer.status is AnswerStatus.SMALL_TALK:
        stdout.print("你好！问我报纸上的事就行。" if answer.small_talk else "")
    elif answer.status is AnswerStatus.ANSWERED:
        for number, quote in enumerate(answer.quotes, start=1):
            stdout.print(f"[bold]\\[{number}][/] ", end="")
            stdout.print(quote.text, markup=False, highlight=False)
            stdout.print(f"    {source_line(quote.citation.article)}", style="dim", markup=False)
    else:
        reason = _REASONS[answer.reason] if answer.reason else "no evidence"
        stdout.print(f"no evidence: {reason}")
        for reference in answer.nearest:
            stdout.print(f"    nearest: {source_line(reference)}", style="dim", markup=False)
    stderr.print(
        f"confidence {answer.confidence:.2f}, generation {answer.generation}, "
        f"{answer.elapsed_ms:.0f} ms",
        style="dim",
        highlight=False,
    )


def source_line(article: ArticleRef) -> str:
    """Return the source of an article in one line: newspaper, date, page, headline, byline.

    What an editor has to add to it stands at its end.
    """
    date = ""
    if article.date:
        date = article.date.day.isoformat() + ("（推定）" if article.date.inferred else "")
    newspaper = f"《{article.newspaper}》" if article.newspaper else ""
    page = f"第{article.page_number}版" if article.page_number else article.source
    added = f"更正：{article.correction}" if article.correction else ""
    parts = (newspaper + date, page, article.headline, article.byline, added)
    return " · ".join(part for part in parts if part)
