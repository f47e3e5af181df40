"""Rich text as values: runs of text with styles, cut into messages and written as Telegram HTML.

Because text is cut before tags are written, no message can end inside a tag or an entity.
"""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_MESSAGE_UNITS = 4096  # UTF-16 code units after parsing, as the Bot API counts

SENTENCE_ENDS = "。！？!?；…"
CLOSERS = "”’」』）》】\"')"
JOINER = "\u200d"


class Style(StrEnum):
    """How a run is shown; the value is the tag with its attributes."""

    BOLD = "b"
    ITALIC = "i"
    UNDERLINE = "u"
    CODE = "code"
    QUOTE = "blockquote"
    FOLDED_QUOTE = "blockquote expandable"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `styles` go from the outermost to the innermost."""

    text: str
    styles: tuple[Style, ...] = ()


Rich = tuple[Run, ...]


def plain(rich: Iterable[Run]) -> str:
    """Return what a reader sees, without styles."""
    return "".join(run.text for run in rich)


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """Return `text` if it has at most `limit` UTF-16 units, else its beginning and an ellipsis."""
    if units(text) <= limit:
        return text
    end = _between_characters(text, 0, _reach(text, 0, max(limit - 1, 1)))
    return text[:end].rstrip() + "…"


def to_html(rich: Iterable[Run]) -> str:
    """Write runs as Telegram HTML; every character of their text is escaped where needed."""
    written: list[str] = []
    opened: tuple[Style, ...] = ()
    for run in rich:
        kept = _common(opened, run.styles)
        written.extend(_closing(opened[kept:]))
        written.extend(f"<{style}>" for style in run.styles[kept:])
        written.append(html.escape(run.text, quote=False))
        opened = run.styles
    written.extend(_closing(opened))
    return "".join(written)


def split(rich: Iterable[Run], limit: int = MAX_MESSAGE_UNITS) -> tuple[Rich, ...]:
    """Cut rich text into messages of at most `limit` UTF-16 units, in order and without loss.

    Cuts fall at a blank line, a line end or a sentence end, in that order, if one lies in the
    second half of the message; else between two characters. Messages of nothing but white space
    are left out, because Telegram refuses them. No text gives ().
    """
    runs = tuple(run for run in rich if run.text)
    text = plain(runs)
    parts: list[Rich] = []
    start = 0
    while start < len(text):
        end = _cut(text, start, limit)
        if text[start:end].strip():
            parts.append(tuple(_slice(runs, start, end)))
        start = end
    return tuple(parts)


def messages(rich: Iterable[Run], limit: int = MAX_MESSAGE_UNITS) -> tuple[str, ...]:
    """Return the Telegram HTML of each message of a rich text."""
    return tuple(to_html(part) for part in split(rich, limit))


def _common(left: tuple[Style, ...], right: tuple[Style, ...]) -> int:
    return len(list(takewhile(lambda pair: pair[0] is pair[1], zip(left, right, strict=False))))


def _closing(styles: tuple[Style, ...]) -> list[str]:
    return [f"</{style.split()[0]}>" for style in reversed(styles)]


def _slice(runs: Rich, start: int, end: int) -> Iterator[Run]:
    offset = 0
    for run in runs:
        piece = run.text[max(start - offset, 0) : max(end - offset, 0)]
        if piece:
            yield Run(piece, run.styles)
        offset += len(run.text)


def _cut(text: str, start: int, limit: int) -> int:
    """Return where the message that begins at `start` ends."""
    end = _reach(text, start, limit)
    if end == len(text):
        return end
    middle = start + (end - start) // 2
    for mark in ("\n\n", "\n"):
        found = text.rfind(mark, middle, end)
        if found >= 0:
            return found + len(mark)
    for position in range(end, middle, -1):
        if _ends_sentence(text, position):
            return position
    return _between_characters(text, start, end)


def _reach(text: str, start: int, limit: int) -> int:
    """Return the furthest end such that `text[start:end]` has at most `limit` units."""
    end, used = start, 0
    while end < len(text):
        used += 2 if text[end] > "\uffff" else 1
        if used > limit:
            break
        end += 1
    return max(end, start + 1)


def _ends_sentence(text: str, position: int) -> bool:
    """Whether a sentence ends just before `position`, its closing quotation marks included."""
    if text[position] in CLOSERS or text[position] in SENTENCE_ENDS:
        return False
    before = text[max(position - 4, 0) : position].rstrip(CLOSERS)
    return before.endswith(tuple(SENTENCE_ENDS))


def _between_characters(text: str, start: int, end: int) -> int:
    """Step back from inside a character that is made of several code points, such as 👩‍🌾."""
    position = end
    while position > start and _belongs_to_previous(text, position):
        position -= 1
    return position if position > start else end


def _belongs_to_previous(text: str, position: int) -> bool:
    here, before = text[position], text[position - 1]
    return (
        JOINER in (here, before)
        or unicodedata.category(here) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= here <= "\U0001f3ff"
    )
