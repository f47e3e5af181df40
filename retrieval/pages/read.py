"""Files become pages: bytes are decoded, formats read into lines, archives opened."""

from __future__ import annotations

import hashlib
import logging
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.errors import PageError
from retrieval.pages.encodings import UnknownEncodingError, decode
from retrieval.pages.reader import read_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.types import Page

logger = logging.getLogger(__name__)

TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})


def read_page(name: str, data: bytes, day: dt.date | None = None) -> Page:
    """Read one file that holds one page; `day` is what an admin says of its date.

    Raises `PageError` when the file cannot become a page.
    """
    if not data.strip():
        raise PageError(name, "the file is empty: save the page again and reload it")
    lines = _lines(name, data)
    if not any(line.strip() for line in lines):
        raise PageError(name, "the page holds no text: a scan needs text recognition first")
    return read_lines(name, hashlib.sha256(data).hexdigest(), lines, day)


def _lines(name: str, data: bytes) -> list[str]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        raise PageError(name, f"{suffix or 'a file without suffix'} is no format that is read")
    try:
        return decode(data).splitlines()
    except UnknownEncodingError as error:
        raise PageError(name, "it is no text: save it as UTF-8 or GB18030") from error


def read_pages(path: Path) -> Iterator[Page]:
    """Read the pages of one file, one after the other. Raises `PageError`."""
    yield read_page(path.name, path.read_bytes())
