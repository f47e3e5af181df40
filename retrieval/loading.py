"""Pages become a new generation: read, difference by content, edit a copy, verify, go live."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.errors import NoPages, PageError, VerificationFailed
from retrieval.index.editor import GenerationEditor
from retrieval.index.generation import open_generation
from retrieval.index.manifest import seal
from retrieval.index.verify import problems
from retrieval.types import (
    Article,
    ArticleId,
    ArticleRef,
    LoadProgress,
    LoadReport,
    LoadStage,
    Page,
    PageFailure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from retrieval.index.generation import Generation
    from retrieval.index.manifest import Recipe
    from retrieval.index.store import GenerationStore
    from retrieval.ports import Embedder, PageReader, Progress
    from retrieval.text import Tokenizer

logger = logging.getLogger(__name__)

PAGE_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".zip"})
# Notes that people keep beside pages; they are not pages.
NOTE_STEMS = frozenset({"readme", "sources", "license", "licence", "changelog"})


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file to load: `source` names it in the archive, `origin` is the folder it was found by."""

    path: Path
    source: str
    origin: str


@dataclass(slots=True)
class _Difference:
    """What a load would do to the pages of an archive."""

    added: list[tuple[Page, str]] = field(default_factory=list)
    changed: list[tuple[Page, str]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failures: list[PageFailure] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


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
            raise PageError(str(path), "no such file or folder: check the path")
    return files


def _is_page(relative: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    note = path.stem.lower() in NOTE_STEMS
    return path.suffix.lower() in PAGE_SUFFIXES and not hidden and not note and path.is_file()


class Loader:
    """Loads pages into the generations of one store."""

    def __init__(
        self,
        store: GenerationStore,
        embedder: Embedder,
        tokenizer: Tokenizer,
        read_pages: PageReader,
        *,
        recipe: Recipe,
        reader_version: str,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._read_pages = read_pages
        self._recipe = recipe
        self._reader_version = reader_version

    def load(
        self,
        paths: Sequence[Path],
        base: Generation | None,
        *,
        mirror: bool,
        progress: Progress,
    ) -> LoadReport:
        """Build on `base` (`None`: from nothing) what `paths` hold, verify it, make it live."""
        began = time.monotonic()
        files = find_pages(paths)
        if not files:  # an unmounted or mistaken folder must not empty the archive
            raise NoPages(())
        with self._store.writing():
            difference = self._compare(files, base, mirror=mirror, progress=progress)
            if not difference:
                return _nothing_new(base, difference, time.monotonic() - began)
            return self._build(difference, base, progress, began)

    # --- what is different -------------------------------------------------------------------

    def _compare(
        self,
        files: Sequence[PageFile],
        base: Generation | None,
        *,
        mirror: bool,
        progress: Progress,
    ) -> _Difference:
        stored = base.catalogue.pages() if base else {}
        same_reader = base is not None and base.manifest.reader == self._reader_version
        difference = _Difference()
        seen: set[str] = set()
        for done, file in enumerate(files):
            progress(LoadProgress(LoadStage.READ, done, len(files)))
            known = stored.get(file.source)
            if same_reader and known and known[1] == _file_digest(file.path):
                difference.unchanged.append(file.source)
                seen.add(file.source)
                continue
            seen.add(file.source)
            for page in self._read(file, difference):
                seen.add(page.source)
                same = page.source in stored and stored[page.source][1] == page.sha256
                if same_reader and same:
                    difference.unchanged.append(page.source)
                elif page.source in stored:
                    difference.changed.append((page, file.origin))
                else:
                    difference.added.append((page, file.origin))
        progress(LoadProgress(LoadStage.READ, len(files), len(files)))
        if mirror:
            origins = {file.origin for file in files if file.origin}
            gone = (s for s, (origin, _) in stored.items() if origin in origins and s not in seen)
            difference.removed.extend(gone)
        return difference

    def _read(self, file: PageFile, difference: _Difference) -> Iterator[Page]:
        try:
            for page in self._read_pages(file.path):
                inner = page.source.removeprefix(file.path.name)
                yield dataclasses.replace(page, source=file.source + inner)
        except PageError as error:
            difference.failures.append(PageFailure(file.source, error.problem))

    # --- the new generation ------------------------------------------------------------------

    def _build(
        self,
        difference: _Difference,
        base: Generation | None,
        progress: Progress,
        began: float,
    ) -> LoadReport:
        number = self._store.next_number()
        with self._store.aside(base.number if base else None) as folder:
            editor = (GenerationEditor.edit if base else GenerationEditor.create)(
                folder, self._tokenizer
            )
            added, removed = _apply(difference, editor)
            total = len(editor.texts_to_embed())
            progress(LoadProgress(LoadStage.EMBED, 0, total))
            embedded = editor.finish(
                self._embedder, lambda n: progress(LoadProgress(LoadStage.EMBED, n, total))
            )
            progress(LoadProgress(LoadStage.INDEX, 1, 1))
            reader = self._reader_of(difference, base)
            seal(folder, number, self._recipe, reader)
            progress(LoadProgress(LoadStage.VERIFY, 0, 1))
            references, articles_total = self._verify(folder, added, difference)
            self._store.put(folder, number)
        self._store.activate(number)
        self._store.prune()
        progress(LoadProgress(LoadStage.LIVE, 1, 1))
        logger.info("generation %d is live: %d articles", number, articles_total)
        return LoadReport(
            generation=number,
            changed=True,
            pages_added=tuple(page.source for page, _ in difference.added),
            pages_changed=tuple(page.source for page, _ in difference.changed),
            pages_removed=tuple(difference.removed),
            pages_unchanged=tuple(difference.unchanged),
            failures=tuple(difference.failures),
            articles_added=references,
            articles_removed=removed,
            articles_total=articles_total,
            embedded=embedded,
            elapsed_s=time.monotonic() - began,
        )

    def _reader_of(self, difference: _Difference, base: Generation | None) -> str:
        """Name the reader of every page, or the base's where pages of it were not read again."""
        if base is None:
            return self._reader_version
        read_again = {page.source for page, _ in difference.changed}
        left = set(base.catalogue.pages()) - read_again - set(difference.removed)
        return base.manifest.reader if left else self._reader_version

    def _verify(
        self, folder: Path, added: Sequence[ArticleId], difference: _Difference
    ) -> tuple[tuple[ArticleRef, ...], int]:
        candidate = open_generation(folder)
        try:
            pages = (page for page, _ in (*difference.added, *difference.changed))
            probes = (page.articles[0].id for page in pages if page.articles)
            found = problems(candidate, probes, self._tokenizer)
            if found:
                raise VerificationFailed(found)
            references = tuple(candidate.catalogue.reference(i) for i in added)
            return references, candidate.catalogue.counts().articles
        finally:
            candidate.catalogue.close()


def _apply(difference: _Difference, editor: GenerationEditor) -> tuple[list[ArticleId], int]:
    """Bring the difference into the editor; return the ids put in, and how many went out."""
    before = set(editor.articles_printed())
    pages = [*difference.added, *difference.changed]
    for source in (*difference.removed, *(page.source for page, _ in difference.changed)):
        editor.catalogue.remove_page(source)
    kept = set(editor.articles_printed())
    put: list[ArticleId] = []
    for page, origin in pages:
        for article in page.articles:
            if article.id not in put and _takes_place(article, kept, before, editor):
                put.append(article.id)
        editor.catalogue.put_page(page, origin)
    gone = before - set(editor.articles_printed())
    for article_id in sorted(gone):
        editor.remove(article_id)
    return put, len(gone)


def _takes_place(
    article: Article, kept: set[ArticleId], before: set[ArticleId], editor: GenerationEditor
) -> bool:
    """Put an article in unless the same is stored, or another page still prints its text."""
    if article.id in kept:
        return False
    if article.id in before:
        if editor.catalogue.article(article.id) == article:
            return False
        editor.remove(article.id)
    editor.put(article)
    return True


def _nothing_new(base: Generation | None, difference: _Difference, elapsed_s: float) -> LoadReport:
    if base is None:
        raise NoPages(tuple(f"{f.source}: {f.problem}" for f in difference.failures))
    return LoadReport(
        generation=base.number,
        changed=False,
        pages_added=(),
        pages_changed=(),
        pages_removed=(),
        pages_unchanged=tuple(difference.unchanged),
        failures=tuple(difference.failures),
        articles_added=(),
        articles_removed=0,
        articles_total=base.catalogue.counts().articles,
        embedded=0,
        elapsed_s=elapsed_s,
    )


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
