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
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from retrieval.ports import PageReader, Progress

PAGE_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".zip"})
# Of these only reading tells whether a page in them is new.
_HOLDERS = frozenset({".pdf", ".zip"})
# Notes that people keep beside pages; they are not pages.
NOTE_STEMS = frozenset({"readme", "sources", "license", "licence", "changelog"})


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file to load: `source` names it in the archive, `origin` is the folder it was found by."""

    path: Path
    source: str
    origin: str

    @property
    def named(self) -> bool:
        """Whether the file itself was asked for, and not the folder that it lies in."""
        return not self.origin

    def holds(self, source: str) -> bool:
        """Whether a page's source is this file, or a part of it (a zip's member, a PDF's page)."""
        return source == self.source or source.startswith((f"{self.source}/", f"{self.source}#"))


@dataclass(slots=True)
class Difference:
    """What a load would do to the pages of an archive; falsy when that is nothing.

    `added` and `changed` are pages with the folder that they were found by; `as_read` are those
    that name another page, before they are joined; the others are names. `left_out` were removed by
    an editor and have not changed since; `wanted` were named one by one, so that nothing that was
    removed of them stays out.
    """

    added: list[tuple[Page, str]] = field(default_factory=list)
    changed: list[tuple[Page, str]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    failures: list[PageFailure] = field(default_factory=list)
    as_read: list[Page] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def read(self) -> list[tuple[Page, str]]:
        """The pages that were read, new ones first."""
        return [*self.added, *self.changed]

    def forgetting_articles(self) -> Difference:
        """Return the same difference without what is in its pages, which may be much."""
        added, changed = (
            [(dataclasses.replace(page, articles=()), origin) for page, origin in pages]
            for pages in (self.added, self.changed)
        )
        return dataclasses.replace(self, added=added, changed=changed, as_read=[])

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

    `said` are the days that admins said of pages, by source; `day` is what one says now. `numbers`
    are those of the stored pages, `number` what an admin says now of a file's only page.
    `removed` are pages that an editor took out, as sha256 by source, and `lacking` those that an
    editor took articles out of.
    """

    pages: Mapping[str, tuple[str, str]]
    same_reader: bool
    said: Mapping[str, dt.date] = field(default_factory=dict)
    day: dt.date | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    removed: Mapping[str, str] = field(default_factory=dict)
    lacking: Collection[str] = ()

    def leaves_out(self, source: str, sha256: str, *, named: bool) -> bool:
        """Whether a page stays out: an editor removed it, and nobody names it now."""
        return not named and self.removed.get(source) == sha256

    def has(self, source: str, sha256: str, *, named: bool = False) -> bool:
        """Whether a page of this name and content need not be read again.

        One that an admin has `named` by itself is wanted whole, whatever was removed of it.
        """
        if named and source in self.lacking:
            return False
        if not self.same_reader or source not in self.pages:
            return False
        news = self.day is not None and self.said.get(source) != self.day
        news |= bool(self.number) and self.numbers.get(source) != self.number
        return self.pages[source][1] == sha256 and not news

    def lacks(self, source: str, sha256: str, *, named: bool) -> bool:
        """Whether a page of this name and content is neither stored nor left out."""
        return not (
            self.leaves_out(source, sha256, named=named) or self.has(source, sha256, named=named)
        )

    def day_of(self, file: PageFile) -> dt.date | None:
        """Return what an admin says, or has said, of the day of a file."""
        said = (day for source, day in self.said.items() if file.holds(source))
        return self.day or next(said, None)

    def number_of(self, file: PageFile, sha256: str) -> str:
        """Return what an admin says of the number of a file's page, or which the same one had."""
        same = self.pages.get(file.source, ("", ""))[1] == sha256
        return self.number or (self.numbers.get(file.source, "") if same else "")


class Comparison:
    """Compares files with what is stored, batch by batch, so that few pages are in memory at once.

    A file of known content is not read. What cannot be read now keeps its stored page.
    """

    def __init__(
        self, files: Sequence[PageFile], stored: Stored, read_pages: PageReader, progress: Progress
    ) -> None:
        self._files = files
        self._stored = stored
        self._read_pages = read_pages
        self._progress = progress
        self._seen: set[str] = set()
        self._broken: list[PageFile] = []
        self._digests = {file: _digest(file.path) for file in files}

    @property
    def mirrored(self) -> list[str]:
        """The stored pages that the folders of the files once gave."""
        origins = {file.origin for file in self._files if file.origin}
        return [source for source, (origin, _) in self._stored.pages.items() if origin in origins]

    @property
    def changing(self) -> frozenset[str]:
        """The stored pages that this load is about to read anew, as far as file names tell."""
        pages = self._stored.pages
        changed = (
            file.source
            for file, digest in self._digests.items()
            if file.source in pages and pages[file.source][1] != digest
        )
        return frozenset(changed)

    @property
    def expects_news(self) -> bool:
        """Whether some file holds what is not stored, as far as that can be told unread."""
        return any(
            self._stored.lacks(file.source, digest, named=file.named)
            for file, digest in self._digests.items()
            if file.path.suffix.lower() not in _HOLDERS
        )

    def batches(self, pages: int, *, mirror: bool) -> Iterator[Difference]:
        """Yield differences of at least `pages` pages each, the last of what is left; never none.

        With `mirror`, stored pages of the folders that the files were found by count as removed
        when no file holds them: in the first batch what no file can hold, the rest in the last.
        """
        difference = Difference()
        if mirror:
            difference.removed += self._missing()
        for done, file in enumerate(self._files):
            self._progress(LoadProgress(LoadStage.READ, done, len(self._files)))
            for _ in self._compare(file, difference):
                if len(difference.read) >= pages:
                    yield difference
                    difference = Difference()
        self._progress(LoadProgress(LoadStage.READ, len(self._files), len(self._files)))
        if mirror:
            difference.removed += self._gone()
        yield difference

    def _compare(self, file: PageFile, difference: Difference) -> Iterator[None]:
        """Bring one file into the difference; yields after each page that was read."""
        if not self._is_known(file.source, self._digests[file], file, difference):
            for page in self._read(file, difference):
                self._place(page, file, difference)
                yield

    def _place(self, page: Page, file: PageFile, difference: Difference) -> None:
        if page.source in self._seen:
            same = PageError(page.source, PageFault.SAME_NAME)
            difference.failures.append(same.failure(page.source))
            return
        if self._is_known(page.source, page.sha256, file, difference):
            return
        self._seen.add(page.source)
        if file.named:
            difference.wanted.append(page.source)
        placed = difference.changed if page.source in self._stored.pages else difference.added
        placed.append((page, file.origin))

    def _is_known(self, source: str, sha256: str, file: PageFile, difference: Difference) -> bool:
        if self._stored.leaves_out(source, sha256, named=file.named):
            difference.left_out.append(source)
            return True
        if self._stored.has(source, sha256, named=file.named):
            difference.unchanged.append(source)
            self._seen.add(source)
            return True
        return False

    def _missing(self) -> list[str]:
        return unheld(self.mirrored, self._files)

    def _gone(self) -> list[str]:
        """Return the stored pages that files which can be read might have held, and do not."""
        missing = set(self._missing())
        return [
            source
            for source in self.mirrored
            if source not in self._seen
            and source not in missing
            and not any(file.holds(source) for file in self._broken)
        ]

    def _read(self, file: PageFile, difference: Difference) -> Iterator[Page]:
        """Read a file's pages under their names in the archive; failures go into the difference."""

        def named(source: str) -> str:
            return file.source + source.removeprefix(file.path.name)

        def hear(error: PageError) -> None:
            self._fail(file, error.failure(named(error.source)), difference)

        try:
            number = self._stored.number_of(file, self._digests[file])
            for page in self._read_pages(file.path, hear, self._stored.day_of(file), number):
                # What a load needs no more would fill the memory when there are many pages.
                yield dataclasses.replace(page, source=named(page.source), lines=(), account=())
        except PageError as error:
            hear(error)

    def _fail(self, file: PageFile, failure: PageFailure, difference: Difference) -> None:
        """Note a failure; a page that cannot be read now is not gone."""
        difference.failures.append(failure)
        self._seen.add(failure.source)
        if failure.source == file.source:
            self._broken.append(file)


def unheld(sources: Iterable[str], files: Iterable[PageFile]) -> list[str]:
    """Return those of some pages that no file can hold, nor a zip or PDF around them."""
    held = {file.source for file in files}

    def is_held(source: str) -> bool:
        within = (source[:i] for i, sign in enumerate(source) if sign in "/#")
        return source in held or any(part in held for part in within)

    return [source for source in sources if not is_held(source)]


def _digest(path: Path) -> str:
    """Return the sha256 of a file; empty where it cannot be read, which reading it will tell."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
