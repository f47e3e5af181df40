"""Files become pages: formats are read into lines, archives opened, failures told file by file."""

from __future__ import annotations

import hashlib
import logging
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.errors import PageError
from retrieval.pages.encodings import UnknownEncodingError
from retrieval.pages.formats import SUFFIXES, BrokenFileError, texts_of
from retrieval.pages.fragments import SourceText
from retrieval.pages.reader import read_text
from retrieval.types import PageFault

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from retrieval.types import Page

logger = logging.getLogger(__name__)

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")


def read_page(name: str, data: bytes, day: dt.date | None = None) -> Page:
    """Read one file as one page; `day` is what an admin says of its date.

    Raises `PageError` when the file cannot become a page.
    """
    texts = _texts(name, data)
    lines = tuple(line for text in texts for line in text.lines)
    whole = texts[0] if len(texts) == 1 else SourceText(lines)
    return read_text(name, _digest(data), whole, day)


def read_pages(
    path: Path,
    on_error: Callable[[PageError], None] | None = None,
    day: dt.date | None = None,
    number: str = "",
) -> Iterator[Page]:
    """Read the pages of one file, one after the other: a zip or PDF may hold several.

    `day` is what an admin says of their date, `number` of the number of a page that is alone in
    its file; front matter, file name and folio are surer.

    A page that cannot be read loses only itself: `on_error` hears of it and the rest is read.
    Without `on_error` the first such `PageError` is raised when all the others have been read.
    """
    failures: list[PageError] = []
    hear = on_error or failures.append
    zipped = path.name.lower().endswith(".zip")
    for name, content in _members(path, hear) if zipped else [(path.name, _content(path))]:
        yield from _pages_of(name, content, hear, day, "" if zipped else number)
    if failures:
        raise failures[0]


def _content(path: Path) -> bytes:
    """Return the bytes of a file that is small enough to be a page. Raises `PageError`."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise PageError(path.name, PageFault.TOO_BIG, f"{size:,}")
        return path.read_bytes()
    except OSError as error:
        raise _unopened(path, error) from error


def _unopened(path: Path, error: OSError) -> PageError:
    if isinstance(error, FileNotFoundError):
        return PageError(path.name, PageFault.MISSING)
    return PageError(path.name, PageFault.UNOPENED, error.strerror or type(error).__name__)


def _pages_of(
    name: str,
    data: bytes,
    hear: Callable[[PageError], None],
    day: dt.date | None,
    number: str,
) -> Iterator[Page]:
    """Read the pages of one file that is no zip; failures are heard, page by page."""
    try:
        texts = _texts(name, data)
    except PageError as error:
        hear(error)
        return
    for text in texts:
        labelled = f"{name}#{text.label}" if text.label else name
        try:
            said = number if len(texts) == 1 else ""
            yield read_text(labelled, _digest(data, text.label), text, day, said)
        except PageError as error:
            hear(error)


def _texts(name: str, data: bytes) -> list[SourceText]:
    """Return the pages of a file as lines. Raises `PageError` for what holds no text."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise PageError(name, PageFault.UNKNOWN_FORMAT if suffix else PageFault.NO_SUFFIX, suffix)
    if not data.strip():
        raise PageError(name, PageFault.EMPTY)
    try:
        texts = texts_of(suffix, data)
    except UnknownEncodingError as error:
        raise PageError(name, PageFault.NOT_TEXT) from error
    except BrokenFileError as error:
        raise PageError(name, error.fault, error.detail) from error
    filled = [text for text in texts if any(line.strip() for line in text.lines)]
    if not filled:
        raise PageError(name, PageFault.NO_TEXT)
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
        raise _unopened(path, error) from error
    except zipfile.BadZipFile as error:
        hear(PageError(path.name, PageFault.BROKEN, f"zip: {error}"))
        return
    with archive:
        members = [info for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
        files = [(_member_path(info), info) for info in members]
        files = [(inside, info) for inside, info in files if _is_page_file(inside)]
        if not files:
            hear(PageError(path.name, PageFault.EMPTY_ARCHIVE))
        if bomb := _bomb(path.name, [info for _, info in files]):
            hear(bomb)
            return
        seen: set[str] = set()
        for inside, info in files:
            name = f"{path.name}/{inside}"
            try:
                yield name, _member_bytes(archive, info, name, again=name in seen)
            except PageError as error:
                hear(error)
            seen.add(name)


def _bomb(name: str, members: Sequence[zipfile.ZipInfo]) -> PageError | None:
    """Return why an archive is not unpacked at all; its own figures bound what is unpacked."""
    size = sum(info.file_size for info in members)
    if len(members) > MAX_MEMBERS:
        return PageError(name, PageFault.TOO_MANY, f"{len(members):,}")
    if size > MAX_UNPACKED_BYTES:
        return PageError(name, PageFault.UNPACKS_TOO_BIG, f"{size:,}")
    return None


def _member_bytes(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, *, again: bool
) -> bytes:
    """Return a member's bytes; `again` says that another member had its name."""
    if again:
        raise PageError(name, PageFault.SAME_NAME)
    if info.flag_bits & 0x1:
        raise PageError(name, PageFault.ENCRYPTED)
    if info.file_size > MAX_FILE_BYTES:
        raise PageError(name, PageFault.TOO_BIG, f"{info.file_size:,}")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise PageError(name, PageFault.BROKEN, f"zip: {error}".rstrip(": ")) from error


def _is_page_file(inside: PurePosixPath) -> bool:
    """Whether a member is a file that somebody packed, and not the traces of a file system."""
    parts = inside.parts
    return bool(parts) and parts[0] != "__MACOSX" and not parts[-1].startswith(".")


def _member_path(info: zipfile.ZipInfo) -> PurePosixPath:
    """Return a member's path inside its archive, without what would lead out of it.

    Citations show it, so drives, `..`, backslashes and what cannot be printed are taken out.
    """
    printable = "".join(char for char in _member_name(info) if char.isprintable())
    parts = printable.replace("\\", "/").split("/")
    kept = [part for part in parts if part not in {"", ".", ".."} and not _DRIVE.fullmatch(part)]
    return PurePosixPath(*kept)


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; old archivers write Chinese names as GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
