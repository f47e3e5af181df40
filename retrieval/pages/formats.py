"""Formats become lines: plain text, Markdown, HTML, Word and PDF, each by its own library."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

from retrieval.pages.encodings import UnknownEncodingError, decode, is_marked_or_utf8
from retrieval.pages.fragments import SourceText
from retrieval.types import PageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from lxml.html import HtmlElement

logger = logging.getLogger(__name__)

OLD_WORD = b"\xd0\xcf\x11\xe0"
"""How old Word files and encrypted new ones begin."""

_BLOCKS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "pre",
        "main",
        "aside",
        "nav",
        "form",
        "address",
        "center",
        "hr",
        "title",
        "body",
    )
)
_SILENT = frozenset({"script", "style", "noscript", "template", "head"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_WORD_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)


class BrokenFileError(ValueError):
    """A file is not what its suffix says, or cannot be opened; `detail` is what a library said."""

    def __init__(self, fault: PageFault, detail: str = "") -> None:
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail


def texts_of(suffix: str, data: bytes) -> list[SourceText]:
    """Return the pages of a file; only a PDF holds more than one.

    Raises `BrokenFileError` and `UnknownEncodingError`.
    """
    return SUFFIXES[suffix](data)


def _plain(data: bytes) -> list[SourceText]:
    return [SourceText(tuple(decode(data).splitlines()))]


def _html(data: bytes) -> list[SourceText]:
    import lxml.etree
    import lxml.html

    try:
        root = lxml.html.document_fromstring(_html_text(data))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise BrokenFileError(PageFault.BROKEN, f"HTML: {error}") from error
    collected = _HtmlLines()
    try:
        collected.walk(root)
    except RecursionError as error:
        raise BrokenFileError(PageFault.NESTED) from error
    collected.end_line()
    return [SourceText(tuple(collected.lines), collected.levels)]


def _html_text(data: bytes) -> str:
    """Decode HTML: what is plainly UTF-8 as that, else by the charset it declares if that fits."""
    declared = _CHARSET.search(data[:2048])
    text = None
    if declared and not is_marked_or_utf8(data):
        text = _as_declared(data, declared[1].decode("ascii").lower())
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data) if text is None else text)


def _as_declared(data: bytes, charset: str) -> str | None:
    """Decode by a declared charset; `None` where it is unknown or wrong, as it often is."""
    try:
        return data.decode("gb18030" if charset in {"gb2312", "gbk"} else charset)
    except (LookupError, UnicodeDecodeError) as error:
        logger.info("the charset that the HTML declares does not fit: %s", error)
        return None


class _HtmlLines:
    """Collects the text of HTML blocks, one line each, and the levels of headings."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.levels: dict[int, int] = {}
        self._line = ""
        self._level = 0

    def walk(self, element: HtmlElement) -> None:
        """Add an element and what it holds, and the text behind it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _SILENT:
            self._open(tag)
            self._add(element.text)
            for child in element:
                self.walk(child)
            self._close(tag)
        self._add(element.tail)

    def _open(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
            self._level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0
        elif tag in {"td", "th"} and self._line:
            self._line += "\t"

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "br":
            self.end_line()

    def _add(self, text: str | None) -> None:
        self._line += re.sub(r"[ \t\r\n]+", " ", text or "") if text and text.strip() else ""

    def end_line(self) -> None:
        """Finish the line that is being collected."""
        if self._line.strip():
            self.lines.append(self._line.strip(" "))
            if self._level:
                self.levels[len(self.lines)] = self._level
        self._line = ""


def _word(data: bytes) -> list[SourceText]:
    import docx

    if data.startswith(OLD_WORD):
        raise BrokenFileError(PageFault.ENCRYPTED)
    try:
        lines = list(_word_lines(docx.Document(io.BytesIO(data))))
    except MemoryError:
        raise
    except Exception as error:
        raise BrokenFileError(PageFault.BROKEN, f"Word: {error}") from error
    levels = {number: level for number, (_, level) in enumerate(lines, start=1) if level}
    return [SourceText(tuple(line for line, _ in lines), levels)]


def _word_lines(document: WordDocument) -> Iterator[tuple[str, int]]:
    """Return the lines of a Word file with their heading levels, tables row by row."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(cell.text.replace("\n", " ") for cell in row.cells), 0
        else:
            level = _word_level(block)
            for line in block.text.splitlines() or [""]:
                yield line, level


def _word_level(paragraph: Paragraph) -> int:
    name = (paragraph.style.name if paragraph.style else None) or ""
    found = _WORD_HEADING.match(name)
    return int(found[1]) if found else int(name.lower() in {"title", "标题"})


def _pdf(data: bytes) -> list[SourceText]:
    from retrieval.pages.pdf import pdf_texts

    return pdf_texts(data)


SUFFIXES: dict[str, Callable[[bytes], list[SourceText]]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _plain,
    ".markdown": _plain,
    ".html": _html,
    ".htm": _html,
    ".docx": _word,
    ".pdf": _pdf,
}
__all__ = ["SUFFIXES", "BrokenFileError", "UnknownEncodingError", "texts_of"]
