"""Files become pages: formats are read into lines, archives opened, failures told file by file."""

from __future__ import annotations

import hashlib
import logging
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.errors import PageError
from retrieval.pages.encodings import UnknownEncodingError
from retrieval.pages.formats import SUFFIXES, BrokenFileError, texts_of
from retrieval.pages.fragments import SourceText
from retrieval.pages.reader import read_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.types import Page

logger = logging.getLogger(__name__)

MAX_FILE_BYTES = 64 * 1024 * 1024

_SCAN = "the page holds no text: a scan needs text recognition first, then load its text"


def read_page(name: str, data: bytes, day: dt.date | None = None) -> Page:
    """Read one file as one page; `day` is what an admin says of its date.

    Raises `PageError` when the file cannot become a page.
    """
    texts = _texts(name, data)
    lines = tuple(line for text in texts for line in text.lines)
    whole = texts[0] if len(texts) == 1 else SourceText(lines)
    return read_text(name, _digest(data), whole, day)


def read_pages(path: Path, on_error: Callable[[PageError], None] | None = None) -> Iterator[Page]:
    """Read the pages of one file, one after the other: a zip or PDF may hold several.

    A page that cannot be read loses only itself: `on_error` hears of it and the rest is read.
    Without `on_error` the first such `PageError` is raised when all the others have been read.
    """
    failures: list[PageError] = []
    hear = on_error or failures.append
    zipped = path.name.lower().endswith(".zip")
    for name, content in _members(path, hear) if zipped else [(path.name, _content(path))]:
        yield from _pages_of(name, content, hear)
    if failures:
        raise failures[0]


def _content(path: Path) -> bytes:
    """Return the bytes of a file that is small enough to be a page. Raises `PageError`."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise PageError(path.name, f"the file has {size:,} bytes: split it and load the parts")
        return path.read_bytes()
    except OSError as error:
        raise PageError(path.name, f"the file cannot be opened ({error.strerror})") from error


def _pages_of(name: str, data: bytes, hear: Callable[[PageError], None]) -> Iterator[Page]:
    """Read the pages of one file that is no zip; failures are heard, page by page."""
    try:
        texts = _texts(name, data)
    except PageError as error:
        hear(error)
        return
    for text in texts:
        labelled = f"{name}#{text.label}" if text.label else name
        try:
            yield read_text(labelled, _digest(data, text.label), text)
        except PageError as error:
            hear(error)


def _texts(name: str, data: bytes) -> list[SourceText]:
    """Return the pages of a file as lines. Raises `PageError` for what holds no text."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES:
        known = " ".join(sorted(SUFFIXES))
        raise PageError(
            name, f"{suffix or 'no suffix'} is no format that is read: use {known} or .zip"
        )
    if not data.strip():
        raise PageError(name, "the file is empty: save the page again and reload it")
    try:
        texts = texts_of(suffix, data)
    except UnknownEncodingError as error:
        raise PageError(name, "it is no text: save it as UTF-8 or GB18030 and reload it") from error
    except BrokenFileError as error:
        raise PageError(name, str(error)) from error
    filled = [text for text in texts if any(line.strip() for line in text.lines)]
    if not filled:
        raise PageError(name, _SCAN)
    return filled


def _digest(data: bytes, label: str = "") -> str:
    """Return the digest of a file's bytes; pages of one file are told apart by their label."""
    digest = hashlib.sha256(data)
    digest.update(label.encode())
    return digest.hexdigest()


def _members(path: Path, hear: Callable[[PageError], None]) -> Iterator[tuple[str, bytes]]:
    """Open a zip and return its files one by one, named `ARCHIVE/MEMBER`."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise PageError(path.name, f"the file cannot be opened ({error.strerror})") from error
    except zipfile.BadZipFile as error:
        hear(PageError(path.name, f"the archive is broken ({error}): pack it again"))
        return
    with archive:
        files = [info for info in archive.infolist() if _is_page_file(info)]
        if not files:
            hear(PageError(path.name, "the archive holds no file that could be a page"))
        for info in files:
            member = f"{path.name}/{_member_name(info)}"
            try:
                yield member, _member_bytes(archive, info, member)
            except PageError as error:
                hear(error)


def _member_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.flag_bits & 0x1:
        raise PageError(name, "it is encrypted: pack it again without a password")
    if info.file_size > MAX_FILE_BYTES:
        raise PageError(name, f"the file has {info.file_size:,} bytes: split it")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise PageError(
            name, f"it is broken inside the archive ({error}): pack it again"
        ) from error


def _is_page_file(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a file that somebody packed, and not the traces of a file system."""
    path = PurePosixPath(info.filename)
    return not info.is_dir() and path.parts[0] != "__MACOSX" and not path.name.startswith(".")


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; old archivers write Chinese names as GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
