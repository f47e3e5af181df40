"""PDF pages become lines: the text layer, its columns in reading order, big type as headings.

The page is cut like a newspaper is read (XY-cut, Nagy and Seth 1984): along white bands from top to
bottom, and within a band along white gutters from left to right, until no clear cut is left.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTItem, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect

from retrieval.pages import formats
from retrieval.pages.fragments import SourceText
from retrieval.types import PageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MIN_GUTTER_PT = 5.0
BIG_TYPE = 1.25
"""Type this many times the size of the body is a heading."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A printed line: where it stands, in points from the bottom left, and how big its type is."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float


def pdf_texts(data: bytes) -> list[SourceText]:
    """Return the pages of a PDF with their lines in reading order. Raises `BrokenFileError`."""
    try:
        pages = list(extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=None)))
    except PDFPasswordIncorrect as error:
        raise formats.BrokenFileError(PageFault.ENCRYPTED) from error
    except MemoryError:
        raise
    except Exception as error:
        raise formats.BrokenFileError(PageFault.BROKEN, f"PDF: {error}".rstrip(": ")) from error
    several = len(pages) > 1
    return [_text(page, str(number) if several else "") for number, page in enumerate(pages, 1)]


def _text(page: LTPage, label: str) -> SourceText:
    ordered = reading_order(list(_boxes(page)))
    body = _body_size(ordered)
    lines: list[str] = []
    levels: dict[int, int] = {}
    for before, box in zip([None, *ordered], ordered, strict=False):
        if before is not None and _stands_apart(before, box):
            lines.append("")
        lines.append(box.text)
        if body and box.size >= BIG_TYPE * body:
            levels[len(lines)] = 2
    return SourceText(tuple(lines), levels, label)


def _boxes(container: Iterable[LTItem]) -> Iterator[_Box]:
    for item in container:
        if isinstance(item, LTTextLine):
            sizes = [char.size for char in item if isinstance(char, LTChar)]
            text = item.get_text().rstrip("\n")
            if sizes and text.strip():
                yield _Box(item.x0, item.y0, item.x1, item.y1, text, max(sizes))
        elif isinstance(item, LTContainer):
            yield from _boxes(item)


def _body_size(boxes: Sequence[_Box]) -> float:
    """Return the size of type that most characters of the page have."""
    sizes: Counter[float] = Counter()
    for box in boxes:
        sizes[round(box.size, 1)] += len(box.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_apart(before: _Box, box: _Box) -> bool:
    """Whether white space or another size of type parts two lines that follow each other."""
    if abs(before.size - box.size) > 1.0:
        return True
    drop = before.bottom - box.top
    return 0.9 * box.size < drop


def reading_order(boxes: list[_Box]) -> list[_Box]:
    """Return lines as a reader takes them: bands from the top, columns from the left."""
    if len(boxes) < 2:
        return boxes
    one_column = max(box.left for box in boxes) < min(box.right for box in boxes)
    for cut in () if one_column else (_columns, _bands):
        groups = cut(boxes)
        if len(groups) > 1:
            return [box for group in groups for box in reading_order(group)]
    return sorted(boxes, key=lambda box: (-box.top, box.left))


def _columns(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Part lines along white gutters that run through all of them."""
    spans = sorted(boxes, key=lambda box: box.left)
    groups = [[spans[0]]]
    edge = spans[0].right
    for box in spans[1:]:
        if box.left - edge >= MIN_GUTTER_PT:
            groups.append([])
        groups[-1].append(box)
        edge = max(edge, box.right)
    return groups


def _bands(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Part lines where one that spans several columns begins or ends a band of the page."""
    ordered = sorted(boxes, key=lambda box: -box.top)
    best: tuple[float, int] | None = None
    floor = ordered[0].bottom
    for at, box in enumerate(ordered[1:], start=1):
        gap = floor - box.top
        if gap >= -1.0 and (best is None or gap > best[0]):
            best = (gap, at)
        floor = min(floor, box.bottom)
    if best is None:
        return [list(boxes)]
    return [ordered[: best[1]], ordered[best[1] :]]
