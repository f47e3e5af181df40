"""What a system replied to one question, as values, and as lines of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from retrieval.errors import CollectionError
from retrieval.evaluation.lines import numbered_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote of a reply: `text` is shown for `[start, end)` of the article's stored text.

    `exact` says whether it is that stretch, character for character, and so is every stretch
    that the quote shows around it or in bold.
    """

    article_id: str
    headline: str
    source: str
    start: int
    end: int
    text: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to one question.

    `ranking` holds (article id, score), best first, each article once. `quotes` are what would be
    shown if nothing were withheld; `answered` says whether they are shown. `confidence` is 0
    where a message was taken for small talk; `None` for systems that only rank. `alone` are the
    quotes of a follow-up that is asked without the turn before it; `None` for other questions.
    """

    question_id: str
    ranking: tuple[tuple[str, float], ...]
    answered: bool = False
    status: str = ""
    confidence: float | None = None
    quotes: tuple[ShownQuote, ...] = ()
    latency_ms: float | None = None
    alone: tuple[ShownQuote, ...] | None = None


_REPLY = TypeAdapter(Reply)


def as_line(reply: Reply) -> str:
    """Return a reply as one line of JSON, with its end."""
    return json.dumps(_REPLY.dump_python(reply, mode="json"), ensure_ascii=False) + "\n"


def read_replies(path: Path, *, torn_end: bool = False) -> Iterator[Reply]:
    """Yield the replies of a file. Raises `CollectionError` for a line that is not one.

    With `torn_end`, a last line that is cut short, as a killed run leaves it, is passed over.
    """
    numbered = list(numbered_lines(path))
    for line, text in numbered:
        try:
            yield _REPLY.validate_json(text)
        except ValidationError as error:
            if torn_end and line == numbered[-1][0]:
                return
            problem = f"is no reply ({error.errors(include_url=False)[0]['msg']})"
            raise CollectionError(str(path), problem, line) from error
