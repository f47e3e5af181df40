"""Damage of extraction: what columns cut, what was printed twice, and slips mended for search.

What is quoted stays as printed. Joins are decided by how the two sides of a break look.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from retrieval.pages.shapes import (
    ends_sentence,
    is_list_item,
    is_numbered_head,
    open_marks,
    plain,
    starts_amid,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.fragments import Fragment
    from retrieval.pages.layout import Layout

MIN_REPEAT = 16
"""A shorter line may well say the same twice."""
MIN_DISTANT_REPEAT = 40
"""A line this long is never said twice, however far apart."""
NEAR_CHARS = 1200
MIN_OVERLAP = 9
"""Where a line begins with so many of the last characters before it, they were printed twice."""


def joins(before: Fragment, after: Fragment, layout: Layout) -> bool:
    """Whether a body line continues the one before it, across a column or line break."""
    if after.indented and layout.indents:
        return False
    if layout.is_speech(after.text) and ends_sentence(before.text):
        return False
    if starts_amid(after.text) or open_marks(before.text) > open_marks_within(before, layout):
        return True
    if not ends_sentence(before.text):
        listed = is_list_item(after.text) or is_numbered_head(after.text)
        return not (listed and plain(before.text)[-1:] in {":", ";"})
    if layout.indents:
        return True
    return layout.fills_column(before) and after.gap == 0 and not is_list_item(after.text)


def open_marks_within(fragment: Fragment, layout: Layout) -> int:
    """How many quotes a line may leave open: one where a quotation runs over several paragraphs."""
    return 1 if ends_sentence(fragment.text) and not layout.wrapped else 0


def repeats(fragments: Sequence[Fragment]) -> dict[int, int]:
    """Find lines that print again what the page prints elsewhere.

    Returns a mapping of the fragment's index to the source line of its original.
    """
    texts = [plain(fragment.text) for fragment in fragments]
    starts, whole = _positions(texts)
    found: dict[int, int] = {}
    follows = -1
    for index, text in enumerate(texts):
        original = _original(text, starts[index], whole, follows)
        if original is None:
            follows = -1
            continue
        at, follows = original, original + len(text)
        found[index] = fragments[_line_at(starts, at)].line
    return found


def cut_overlaps(
    fragments: Sequence[Fragment],
) -> tuple[list[Fragment], list[tuple[Fragment, int]]]:
    """Cut off the head of a line that says again how the line before it ends.

    Returns the lines without such heads, and the heads with the source line they repeat.
    """
    kept = list(fragments[:1])
    overlaps: list[tuple[Fragment, int]] = []
    for before, fragment in itertools.pairwise(fragments):
        length = _overlap(before.text, fragment.text)
        if not length:
            kept.append(fragment)
            continue
        head, rest = fragment.cut(length)
        overlaps.append((head, before.line))
        kept.append(rest)
    return kept, overlaps


def _overlap(before: str, after: str) -> int:
    """Return how many characters at the head of a line end the line before; 0 for few or all."""
    for length in range(min(len(before), len(after) - 1), MIN_OVERLAP - 1, -1):
        if before.endswith(after[:length]) and before != after:
            return length
    return 0


def _positions(texts: Sequence[str]) -> tuple[list[int], str]:
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text)
    return starts, "".join(texts)


def _line_at(starts: Sequence[int], at: int) -> int:
    return next(index for index in range(len(starts) - 1, -1, -1) if starts[index] <= at)


def _original(text: str, start: int, whole: str, follows: int) -> int | None:
    """Return where a line is printed already, as an offset into the whole text."""
    if follows >= 0 and len(text) >= 2 and whole.startswith(text, follows) and follows < start:
        return follows
    if len(text) < MIN_REPEAT or not re.search(r"[，。；、,;]", text):
        return None
    at = whole.find(text, 0, start)
    if at < 0:
        return None
    near = start - at <= NEAR_CHARS
    return at if near or len(text) >= MIN_DISTANT_REPEAT else None
