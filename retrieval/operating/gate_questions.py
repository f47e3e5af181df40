"""What the gate asks: questions with the place that answers them, saved ones or made-up ones.

Saved ones are in the format of `wenbao feedback export` and `wenbao evaluate generate`; the rest of
what such a file says of a question is for measuring, and not read here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from retrieval.errors import CollectionError
from retrieval.text import split_sentences
from retrieval.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from retrieval.index.generation import Generation
    from retrieval.types import Article

SAVED_NAME = "questions.jsonl"

_SEED = "gate/1"
_NONSENSE_EACH = 5  # one question in so many cannot be answered
_NONSENSE_CHARS = 6  # to cut more of them into words takes long
_MIN_CHARS, _MAX_CHARS = 12, 60
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FA5


@dataclass(frozen=True, slots=True)
class Proof:
    """A place that answers: a quote of an article of a page, or the article by its headline."""

    source: str
    headline: str
    quote: str


@dataclass(frozen=True, slots=True)
class GateQuestion:
    """One question; what answers it stands in any of `proofs`, and there is none if nothing may."""

    text: str
    context: Turn | None
    proofs: tuple[Proof, ...]


def saved(folder: Path, most: int) -> tuple[GateQuestion, ...]:
    """Return at most `most` questions of the files `questions.jsonl` in a folder or below it.

    Which ones are taken depends on their words alone. Raises `CollectionError`.
    """
    paths = sorted(folder.rglob(SAVED_NAME)) if folder.is_dir() else []
    questions = dict.fromkeys(question for path in paths for question in _read(path))
    return tuple(sorted(questions, key=lambda question: _order(question.text))[:most])


def drawn(live: Generation, settled: Iterable[str], most: int) -> tuple[GateQuestion, ...]:
    """Return at most `most` questions made of articles on the `settled` pages of a generation.

    In turn a headline and a sentence, and now and then words that say nothing. The same pages give
    the same questions, and a page more changes few of them.
    """
    pages = sorted(settled, key=_order)[:most]
    made: list[GateQuestion] = []
    for number, source in enumerate(pages):
        ids = sorted(live.catalogue.printed_on(source), key=_order)[:1]
        made += (_question(article, source, number) for article in live.catalogue.articles(ids))
    nonsense = (_nonsense(question.text) for question in made[::_NONSENSE_EACH])
    return tuple([*made, *nonsense][-most:]) if made else ()


def _question(article: Article, source: str, number: int) -> GateQuestion:
    sentences = [article.text[span.start : span.end] for span in split_sentences(article.text)]
    telling = [text for text in sentences if _MIN_CHARS <= len(text) <= _MAX_CHARS]
    quote = min(telling or sentences[:1] or [""], key=_order)
    asked = quote if (number % 2 and telling) or not article.headline else article.headline
    return GateQuestion(asked, None, (Proof(source, article.headline, quote),))


def _nonsense(text: str) -> GateQuestion:
    """Return a few characters that say nothing; the same for the same text."""
    random = Random(_order(text))  # noqa: S311 - no secret
    signs = (chr(random.randint(_FIRST_HAN, _LAST_HAN)) for _ in range(_NONSENSE_CHARS))
    return GateQuestion("".join(signs), None, ())


def _order(text: str) -> str:
    """Return what puts texts in an order that is arbitrary, and always the same."""
    return hashlib.sha256(f"{_SEED}\n{text}".encode()).hexdigest()


def _read(path: Path) -> Iterator[GateQuestion]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CollectionError(str(path), f"cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _parsed(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CollectionError(str(path), f"is no question ({error!r})", number) from error


def _parsed(record: dict[str, Any]) -> GateQuestion:
    turn = record.get("context")
    proofs = [
        Proof(proof["file"], proof.get("headline") or "", proof.get("quote") or "")
        for proof in record.get("evidence") or ()
    ]
    if bool(proofs) is not bool(record["answerable"]):
        raise ValueError("what is answerable needs evidence, and nothing else has any")
    said = (turn["question"], turn.get("answer") or "", turn.get("asked") or "") if turn else None
    context = Turn(*said) if said else None
    return GateQuestion(str(record["question"]), context, tuple(proofs))
