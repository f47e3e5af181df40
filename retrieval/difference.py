"""What a load would do to an archive: which pages are new, changed, gone, or cannot be read."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.errors import PageError
from retrieval.types import LoadProgress, LoadStage, Page, PageDoubt, PageFailure, PageFault

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from retrieval.ports import PageReader, Progress

PAGE_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".zip"})
# Notes that people keep beside pages; they are not pages.
NOTE_STEMS = frozenset({"readme", "sources", "license", "licence", "changelog"})


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file to load: `source` names it in the archive, `origin` is the folder it was found by."""

    path: Path
    source: str
    origin: str

    def holds(self, source: str) -> bool:
        """Whether a page's source is this file, or a part of it (a zip's member, a PDF's page)."""
        return source == self.source or source.startswith((f"{self.source}/", f"{self.source}#"))


@dataclass(slots=True)
class Difference:
    """What a load would do to the pages of an archive; falsy when that is nothing.

    `added` and `changed` are pages with the folder that they were found by; `as_read` are those
    that name another page, before they are joined; the others are names.
    """

    added: list[tuple[Page, str]] = field(default_factory=list)
    changed: list[tuple[Page, str]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failures: list[PageFailure] = field(default_factory=list)
    as_read: list[Page] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def read(self) -> list[tuple[Page, str]]:
        """The pages that were read, new ones first."""
        return [*self.added, *self.changed]

    @property
    def doubts(self) -> tuple[PageDoubt, ...]:
        """What an editor should look at on the pages that were read."""
        return tuple(
            PageDoubt(page.source, doubt.line, doubt.kind, doubt.place)
            for page, _ in self.read
            for doubt in page.doubts
        )


def find_pages(paths: Sequence[Path]) -> list[PageFile]:
    """Return the page files among `paths` and below its folders, in order of their names.

    In a folder, hidden files, notes such as README.md and other kinds of file are passed over.
    Raises `PageError` for a path that does not exist.
    """
    files: list[PageFile] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if _is_page(p.relative_to(path), p))
            origin = str(path.resolve())
            files += [PageFile(p, p.relative_to(path).as_posix(), origin) for p in inside]
        elif path.is_file():
            files.append(PageFile(path, path.name, ""))
        else:
            raise PageError(str(path), PageFault.MISSING)
    return files


def _is_page(relative: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    note = path.stem.lower() in NOTE_STEMS
    return path.suffix.lower() in PAGE_SUFFIXES and not hidden and not note and path.is_file()


@dataclass(frozen=True, slots=True)
class Stored:
    """What the archive has: (origin, sha256) by source, and whether the same reader read it.

    `said` are the days that admins said of pages, by source; `day` is what one says now.
    """

    pages: Mapping[str, tuple[str, str]]
    same_reader: bool
    said: Mapping[str, dt.date] = field(default_factory=dict)
    day: dt.date | None = None

    def has(self, source: str, sha256: str) -> bool:
        """Whether a page of this name and content need not be read again."""
        if not self.same_reader or source not in self.pages:
            return False
        news = self.day is not None and self.said.get(source) != self.day
        return self.pages[source][1] == sha256 and not news

    def day_of(self, file: PageFile) -> dt.date | None:
        """Return what an admin says, or has said, of the day of a file."""
        said = (day for source, day in self.said.items() if file.holds(source))
        return self.day or next(said, None)


def compare(
    files: Sequence[PageFile],
    stored: Stored,
    read_pages: PageReader,
    *,
    mirror: bool,
    progress: Progress,
) -> Difference:
    """Return how `files` differ from what is stored; a file of known content is not read.

    With `mirror`, stored pages of the folders that `files` were found by count as removed when no
    file holds them. What cannot be read now keeps its stored page.
    """
    difference = Difference()
    for done, file in enumerate(files):
        progress(LoadProgress(LoadStage.READ, done, len(files)))
        if stored.has(file.source, _digest(file.path)):
            difference.unchanged.append(file.source)
        else:
            _compare_file(file, stored, read_pages, difference)
    progress(LoadProgress(LoadStage.READ, len(files), len(files)))
    if mirror:
        difference.removed.extend(_gone(files, stored, difference))
    return difference


def _compare_file(
    file: PageFile, stored: Stored, read_pages: PageReader, difference: Difference
) -> None:
    for page in _read(file, read_pages, difference, stored.day_of(file)):
        if stored.has(page.source, page.sha256):
            difference.unchanged.append(page.source)
        elif page.source in stored.pages:
            difference.changed.append((page, file.origin))
        else:
            difference.added.append((page, file.origin))


def _read(
    file: PageFile, read_pages: PageReader, difference: Difference, day: dt.date | None
) -> Iterator[Page]:
    """Read a file's pages under their names in the archive; failures go into the difference."""

    def named(source: str) -> str:
        return file.source + source.removeprefix(file.path.name)

    def hear(error: PageError) -> None:
        difference.failures.append(error.failure(named(error.source)))

    try:
        for page in read_pages(file.path, hear, day):
            # What a load needs no more would fill the memory when there are many pages.
            yield dataclasses.replace(page, source=named(page.source), lines=(), account=())
    except PageError as error:
        hear(error)


def _gone(files: Sequence[PageFile], stored: Stored, difference: Difference) -> Iterator[str]:
    origins = {file.origin for file in files if file.origin}
    seen = {page.source for page, _ in difference.read} | set(difference.unchanged)
    failed = {failure.source for failure in difference.failures}
    broken = [file for file in files if file.source in failed]
    for source, (origin, _) in stored.pages.items():
        unread = source in failed or any(file.holds(source) for file in broken)
        if origin in origins and source not in seen and not unread:
            yield source


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
