"""Poems: short lines under a title and the name of an author, which end where the verse ends.

Nothing in such a line tells it from a headline; what tells it are the author above it and its like
beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.pages import byline, shapes
from retrieval.pages.column_names import is_column_name
from retrieval.pages.layout import LONG
from retrieval.pages.names import is_byline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.pages.fragments import Fragment

MAX_VERSE = 24
MAX_TITLE = 20
MIN_LINES = 3
"""Two short lines below an author may be a subhead and a label."""
PUNCTUATED = 2
"""Where so many lines end a sentence, the last line of the poem does."""
MAX_FULL, MIN_WIDTH = 0.7, 10
"""Prose set in a column fills most of its lines; verse does not, if it is not short."""
_ENDS_INSIDE = re.compile("[。！？].")
_STOPS = "，。！？；：,!?;:、…”"


def verse_lines(fragments: Sequence[Fragment]) -> frozenset[int]:
    """Return the lines of poems, by index: the runs of short lines below a title and its author."""
    authors = [at for at in range(1, len(fragments)) if _is_author(fragments, at)]
    return frozenset(at for author in authors for at in _run(fragments, author, authors))


def _is_author(fragments: Sequence[Fragment], at: int) -> bool:
    text, above = fragments[at].text, fragments[at - 1].text
    if len(text) > MAX_TITLE or not (is_byline(text) or byline.is_credit(text)):
        return False
    return is_title(fragments, at - 1) and not byline.is_credit(above)


def is_title(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether a line may be what stands right above the name of an author, and no cut prose."""
    line, before = fragments[at], fragments[at - 1] if at else None
    if line.size > MAX_TITLE or shapes.ends_sentence(line.text) or "。" in line.text:
        return False
    full = before is not None and line.gap == 0 and abs(before.size - line.size) <= 1
    return not (full and line.size >= MIN_WIDTH)


def _run(fragments: Sequence[Fragment], author: int, authors: Sequence[int]) -> Iterator[int]:
    """Yield the lines of the poem below an author; the title of what follows is none of them."""
    stop = author + 1
    while stop < len(fragments) and _may_be_verse(fragments[stop]) and stop not in authors:
        stop += 1
    if stop < len(fragments) and (stop in authors or _is_prose(fragments[stop])):
        stop = _without_title(fragments, author + 1, stop - 1)
    lines = fragments[author + 1 : stop]
    if len(lines) >= MIN_LINES and not _is_narrow_prose(lines):
        yield from range(author + 1, stop)


def _is_narrow_prose(lines: Sequence[Fragment]) -> bool:
    """Whether sentences end within lines, or lines break where the column ends."""
    if any(_ENDS_INSIDE.search(line.text) for line in lines):
        return True
    width = max(line.size for line in lines)
    full = sum(line.size >= width - 1 and line.text[-1] not in _STOPS for line in lines)
    return width >= MIN_WIDTH and full > MAX_FULL * len(lines)


def _without_title(fragments: Sequence[Fragment], start: int, stop: int) -> int:
    """Return where a poem ends before the title of what follows, and its column label."""
    ends = [at for at in range(start, stop) if shapes.ends_sentence(fragments[at].text)]
    if len(ends) >= PUNCTUATED:
        return ends[-1] + 1
    while stop > start and is_column_name(fragments[stop - 1].text):
        stop -= 1
    return stop


def _is_prose(fragment: Fragment) -> bool:
    text = fragment.text
    return byline.dateline_end(text) > 0 or fragment.size > LONG or shapes.ends_sentence(text)


def _may_be_verse(fragment: Fragment) -> bool:
    text = fragment.text
    return (
        fragment.size <= MAX_VERSE
        and not fragment.level
        and not byline.dateline_end(text)
        and not byline.is_credit(text)
        and not shapes.is_list_item(text)
        and not shapes.speaker(text)
    )
