"""The catalogue of a generation: pages, articles, names, passages and sentences in SQLite.

It alone gives out passage and sentence ids, counts up and never gives one out twice.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pydantic import TypeAdapter

from retrieval import sounds
from retrieval.errors import ArticleUnknown
from retrieval.index import removals
from retrieval.index.removals import Removals
from retrieval.names import Name, NameKind
from retrieval.types import (
    Article,
    ArticleId,
    ArticleRef,
    DateSource,
    Notices,
    Page,
    PageDate,
    PageRef,
    Passage,
    PassageId,
    SentenceId,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCHEMA_VERSION = 3
FILE_NAME = "catalogue.sqlite"

_BATCH = 500  # articles in memory at once
_NO_NOTICES = Notices()
_KINDS = {kind.value: kind for kind in NameKind}

_SCHEMA = """
CREATE TABLE pages (
    source TEXT PRIMARY KEY, origin TEXT NOT NULL, sha256 TEXT NOT NULL, newspaper TEXT NOT NULL,
    number TEXT NOT NULL, banner TEXT NOT NULL,
    day TEXT, date_source TEXT, date_confidence REAL
) STRICT;
CREATE TABLE articles (
    article_id TEXT PRIMARY KEY, headline TEXT NOT NULL, byline TEXT NOT NULL, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE printed (
    source TEXT NOT NULL REFERENCES pages, position INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles, PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX printed_article ON printed (article_id);
CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL REFERENCES articles,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_article ON passages (article_id);
CREATE TABLE sentences (
    sentence_id INTEGER PRIMARY KEY AUTOINCREMENT,
    passage_id INTEGER NOT NULL REFERENCES passages,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX sentence_passage ON sentences (passage_id);
CREATE TABLE names (
    name TEXT NOT NULL, kind TEXT NOT NULL, article_id TEXT NOT NULL REFERENCES articles,
    PRIMARY KEY (name, kind, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_article ON names (article_id);
CREATE TABLE sounds (
    sound TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (sound, name)
) STRICT, WITHOUT ROWID;
"""


# Pages that name another page, as they were read: what they say is joined anew when one changes.
_AS_READ = """
CREATE TABLE IF NOT EXISTS as_read (
    source TEXT PRIMARY KEY REFERENCES pages, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


@functools.cache
def _article_format() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


@functools.cache
def _page_format() -> TypeAdapter[Page]:
    return TypeAdapter(Page)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each a catalogue holds."""

    pages: int
    articles: int
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its id, and its sentences with theirs, in order."""

    id: PassageId
    article_id: ArticleId
    span: Span
    sentences: tuple[tuple[SentenceId, Span], ...]


class Catalogue:
    """Reads and writes a catalogue file. A read-only one is safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, notices: Notices = _NO_NOTICES) -> None:
        self._db = connection
        self._notices = notices

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make an empty catalogue in `folder`."""
        db = sqlite3.connect(folder / FILE_NAME)
        db.executescript(_SCHEMA + _AS_READ + removals.SCHEMA)
        return cls(db)

    @classmethod
    def edit(cls, folder: Path) -> Self:
        """Open the catalogue in `folder` for one writer."""
        db = sqlite3.connect(folder / FILE_NAME)
        # Generations of earlier versions have no such tables.
        db.executescript(_AS_READ + removals.SCHEMA)
        return cls(db)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open the sealed catalogue in `folder`; sqlite3 serialises calls of several threads."""
        uri = f"{(folder / FILE_NAME).absolute().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))

    def noticed(self, notices: Notices) -> Catalogue:
        """Return the same catalogue as readers see it under `notices`.

        Source lines carry them, and lists pass over what is withdrawn; an article is still found
        by its id.
        """
        return Catalogue(self._db, notices)

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self._db.close()

    def commit(self) -> None:
        """Keep what was written."""
        self._db.commit()

    @property
    def removals(self) -> Removals:
        """What an editor took out."""
        return Removals(self._db)

    # --- writing ---------------------------------------------------------------------------

    def put_page(self, page: Page, origin: str) -> None:
        """Store a page's own fields and the order of its articles, which must be stored already."""
        date = page.date
        self._db.execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(page.source, origin, page.sha256, page.newspaper, page.number, page.banner),
                date and date.day.isoformat(),
                date and date.source.value,
                date and date.confidence,
            ),
        )
        self._db.executemany(
            "INSERT INTO printed VALUES (?, ?, ?)",
            ((page.source, i, article.id) for i, article in enumerate(page.articles)),
        )

    def remove_page(self, source: str) -> None:
        """Remove a page; its articles stay until `remove_articles`."""
        self._db.execute("DELETE FROM as_read WHERE source = ?", (source,))
        self._db.execute("DELETE FROM printed WHERE source = ?", (source,))
        self._db.execute("DELETE FROM pages WHERE source = ?", (source,))

    def unprint(self, article_id: ArticleId) -> None:
        """Let no page print an article any more; it stays until `remove_article`."""
        self._db.execute("DELETE FROM printed WHERE article_id = ?", (article_id,))

    def put_as_read(self, page: Page) -> None:
        """Keep a stored page as it was read, before it was joined with others."""
        kept = dataclasses.replace(page, lines=(), account=(), doubts=())
        value = _page_format().dump_json(kept).decode("utf-8")
        self._db.execute("INSERT OR REPLACE INTO as_read VALUES (?, ?)", (page.source, value))

    def put_article(
        self, article: Article, passages: Iterable[Passage], names: Iterable[Name] = ()
    ) -> list[StoredPassage]:
        """Store an article with names, passages and sentences; return these with their new ids."""
        value = _article_format().dump_json(article).decode("utf-8")
        row = (article.id, article.headline, article.byline, value)
        self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", row)
        for name in names:
            self._put_name(name, article.id)
        return [self._put_passage(article.id, passage) for passage in passages]

    def _put_name(self, name: Name, article_id: ArticleId) -> None:
        row = (name.text, name.kind.value, article_id)
        self._db.execute("INSERT INTO names VALUES (?, ?, ?)", row)
        if sounds.is_sounded(name.text):
            found = ((key, name.text) for key in sounds.keys(sounds.syllables(name.text)))
            self._db.executemany("INSERT OR IGNORE INTO sounds VALUES (?, ?)", found)

    def _put_passage(self, article_id: ArticleId, passage: Passage) -> StoredPassage:
        passage_id = PassageId(
            self._insert("passages", article_id, passage.span.start, passage.span.end)
        )
        sentences = tuple(
            (SentenceId(self._insert("sentences", passage_id, s.start, s.end)), s)
            for s in passage.sentences
        )
        return StoredPassage(passage_id, article_id, passage.span, sentences)

    def _insert(self, table: str, parent: str | int, start: int, end: int) -> int:
        # The table's name comes from this module alone.
        cursor = self._db.execute(
            f"INSERT INTO {table} VALUES (NULL, ?, ?, ?)",  # noqa: S608
            (parent, start, end),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def remove_article(self, article_id: ArticleId) -> None:
        """Remove an article with its names, passages and sentences."""
        for name in {name.text for name in self.names_of([article_id])[article_id]}:
            self._remove_name(name, article_id)
        self._db.execute(
            "DELETE FROM sentences WHERE passage_id IN "
            "(SELECT passage_id FROM passages WHERE article_id = ?)",
            (article_id,),
        )
        self._db.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))
        self._db.execute("DELETE FROM articles WHERE article_id = ?", (article_id,))

    def _remove_name(self, name: str, article_id: ArticleId) -> None:
        self._db.execute("DELETE FROM names WHERE name = ? AND article_id = ?", (name, article_id))
        left = self._db.execute("SELECT 1 FROM names WHERE name = ? LIMIT 1", (name,)).fetchone()
        if left is None and sounds.is_sounded(name):
            gone = ((key, name) for key in sounds.keys(sounds.syllables(name)))
            self._db.executemany("DELETE FROM sounds WHERE sound = ? AND name = ?", gone)

    # --- reading ---------------------------------------------------------------------------

    def counts(self) -> Counts:
        """Count what is stored."""
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM articles), "
            "(SELECT count(*) FROM passages), (SELECT count(*) FROM sentences)"
        ).fetchone()
        return Counts(*row)

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that a stored page is dated, or `None` twice."""
        first, last = self._db.execute("SELECT min(day), max(day) FROM pages").fetchone()
        return _day(first), _day(last)

    def pages(self) -> dict[str, tuple[str, str]]:
        """Return (origin, sha256) of each stored page by its source name."""
        rows = self._db.execute("SELECT source, origin, sha256 FROM pages ORDER BY source")
        return {source: (origin, sha256) for source, origin, sha256 in rows}

    def said_days(self) -> dict[str, dt.date]:
        """Return the days of the pages whose day is known from an admin alone, by source name."""
        where = "SELECT source, day FROM pages WHERE date_source = ? ORDER BY source"
        rows = self._db.execute(where, (DateSource.ADMIN.value,))
        return {source: dt.date.fromisoformat(day) for source, day in rows}

    def numbers(self) -> dict[str, str]:
        """Return the number in the paper of each page that has one, by source name."""
        return dict(self._db.execute("SELECT source, number FROM pages WHERE number != ''"))

    def as_read(self, sources: Iterable[str], days: Iterable[dt.date] = ()) -> dict[str, Page]:
        """Return pages that name another page, as they were read, by source name.

        Those among `sources`, and those of `days`.
        """
        if not self._holds_as_read():
            return {}
        rows = self._db.execute(
            "SELECT source, value FROM as_read JOIN pages USING (source) "
            "WHERE source IN (SELECT value FROM json_each(?)) "
            "OR day IN (SELECT value FROM json_each(?)) ORDER BY source",
            (json.dumps(list(sources)), json.dumps([day.isoformat() for day in days])),
        )
        return {source: _page_format().validate_json(value) for source, value in rows}

    def continued(self) -> set[str]:
        """Return the sources of the pages that name another page."""
        if not self._holds_as_read():
            return set()
        return {source for (source,) in self._db.execute("SELECT source FROM as_read")}

    def _holds_as_read(self) -> bool:
        """Whether the table is there: generations of earlier versions have none."""
        table = "SELECT 1 FROM sqlite_master WHERE name = 'as_read'"
        return self._db.execute(table).fetchone() is not None

    def page(self, source: str) -> tuple[str, str] | None:
        """Return (origin, sha256) of one page; `None` of one that is not stored."""
        where = "SELECT origin, sha256 FROM pages WHERE source = ?"
        found: tuple[str, str] | None = self._db.execute(where, (source,)).fetchone()
        return found

    def page_refs(self) -> tuple[PageRef, ...]:
        """Return every stored page, the newest first; those without a date come last.

        Pages of one day go by number, then by file name. What is withdrawn is not counted.
        """
        rows = self._db.execute(
            "SELECT source, newspaper, number, day, date_source, date_confidence, "
            "(SELECT count(*) FROM printed WHERE printed.source = pages.source "
            "AND article_id NOT IN (SELECT value FROM json_each(?))) "
            "FROM pages ORDER BY day DESC NULLS LAST, newspaper, length(number), number, source",
            (json.dumps(list(self._notices.withdrawn)),),
        )
        return tuple(
            PageRef(source, newspaper, number, _date(day, date_source, confidence), articles)
            for source, newspaper, number, day, date_source, confidence, articles in rows
        )

    def printed_on(self, source: str) -> tuple[ArticleId, ...]:
        """Return the ids of the articles of one page in printed order; () for an unknown one."""
        rows = self._db.execute(
            "SELECT article_id FROM printed WHERE source = ? ORDER BY position", (source,)
        )
        return tuple(ArticleId(i) for (i,) in rows if i not in self._notices.withdrawn)

    def printed_in(self, article_id: ArticleId) -> tuple[str, ...]:
        """Return the sources of the pages that print an article, in order; () if none does."""
        rows = self._db.execute(
            "SELECT DISTINCT source FROM printed WHERE article_id = ? ORDER BY source",
            (article_id,),
        )
        return tuple(source for (source,) in rows)

    def printed(self) -> dict[str, tuple[ArticleId, ...]]:
        """Return the ids of the articles of each page in printed order, by its source name."""
        by_page: dict[str, tuple[ArticleId, ...]] = {}
        rows = self._db.execute("SELECT source, article_id FROM printed ORDER BY source, position")
        for source, article_id in rows:
            if article_id not in self._notices.withdrawn:
                by_page[source] = (*by_page.get(source, ()), ArticleId(article_id))
        return by_page

    def articles(self, ids: Iterable[ArticleId]) -> Iterator[Article]:
        """Yield the stored articles among `ids`, in the order of `ids`."""
        for some in _batches(ids):
            rows = self._db.execute(
                "SELECT article_id, value FROM articles "
                "WHERE article_id IN (SELECT value FROM json_each(?))",
                (json.dumps(some),),
            )
            values = dict(rows.fetchall())
            yield from (_parsed(values[i]) for i in some if i in values)

    def article(self, article_id: ArticleId) -> Article:
        """Return one article. Raises `ArticleUnknown`."""
        for article in self.articles([article_id]):
            return article
        raise ArticleUnknown(article_id)

    def reference(self, article_id: ArticleId) -> ArticleRef:
        """Return what a source line says of an article. Raises `ArticleUnknown`."""
        return self.references([article_id])[article_id]

    def references(self, ids: Iterable[ArticleId]) -> dict[ArticleId, ArticleRef]:
        """Return what a source line says of each of the articles: where it was first printed.

        Raises `ArticleUnknown`.
        """
        wanted = list(ids)
        rows = self._db.execute(
            "SELECT article_id, headline, source, newspaper, number, day, date_source, "
            "date_confidence, byline FROM printed JOIN pages USING (source) "
            "JOIN articles USING (article_id) "
            "WHERE article_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY day IS NOT NULL, day DESC, source DESC, position DESC",
            (json.dumps(wanted),),
        ).fetchall()
        # Where it was first printed comes last.
        found = {row[0]: self._with_notices(_reference(*row)) for row in rows}
        for article_id in wanted:
            if article_id not in found:
                raise ArticleUnknown(article_id)
        return found

    def _with_notices(self, reference: ArticleRef) -> ArticleRef:
        corrected = self._notices.corrected.get(reference.id)
        withdrawn = self._notices.withdrawn.get(reference.id)
        if corrected is None and withdrawn is None:
            return reference
        return dataclasses.replace(
            reference,
            correction=corrected.text if corrected else None,
            withdrawal=withdrawn.text if withdrawn else None,
        )

    def names_of(self, ids: Iterable[ArticleId]) -> dict[ArticleId, tuple[Name, ...]]:
        """Return the names of each of `ids`, in order of text and kind; none for an unknown one."""
        names: dict[ArticleId, list[Name]] = {article_id: [] for article_id in ids}
        rows = self._db.execute(
            "SELECT article_id, name, kind FROM names WHERE article_id IN "
            "(SELECT value FROM json_each(?)) ORDER BY name, kind",
            (json.dumps(list(names)),),
        ).fetchall()
        for article_id, name, kind in rows:
            names[article_id].append(Name(name, _KINDS[kind]))
        return {article_id: tuple(of_one) for article_id, of_one in names.items()}

    def names_among(self, texts: Iterable[str]) -> tuple[Name, ...]:
        """Return the names of any article among folded `texts`, in order of text and kind."""
        rows = self._db.execute(
            "SELECT DISTINCT name, kind FROM json_each(?) CROSS JOIN names ON name = value "
            "ORDER BY name, kind",
            (json.dumps(list(texts), ensure_ascii=False),),
        ).fetchall()
        return tuple(Name(name, _KINDS[kind]) for name, kind in rows)

    def names_sounding(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Return the names that each of the sound `keys` (`sounds.keys`) finds, if it finds any."""
        rows = self._db.execute(
            "SELECT sound, name FROM json_each(?) CROSS JOIN sounds ON sound = value "
            "ORDER BY sound, name",
            (json.dumps(list(keys)),),
        ).fetchall()
        found: dict[str, list[str]] = {}
        for sound, name in rows:
            found.setdefault(sound, []).append(name)
        return found

    def passages(self, ids: Iterable[int]) -> dict[PassageId, StoredPassage]:
        """Return the stored passages among `ids`, by id."""
        among = "passage_id IN (SELECT value FROM json_each(?))"
        found = self._passages(among, json.dumps(list(ids)))
        return {passage.id: passage for passage in found}

    def passages_of(self, article_id: ArticleId) -> tuple[StoredPassage, ...]:
        """Return an article's passages in order."""
        return tuple(self._passages("article_id = ?", article_id))

    def _passages(self, where: str, value: str) -> Iterator[StoredPassage]:
        # `where` comes from this module alone.
        rows = self._db.execute(
            'SELECT passage_id, article_id, p.start, p."end", sentence_id, s.start, s."end" '  # noqa: S608
            f"FROM passages p LEFT JOIN sentences s USING (passage_id) WHERE {where} "
            "ORDER BY passage_id, sentence_id",
            (value,),
        ).fetchall()
        by_passage = itertools.groupby(rows, key=lambda row: row[:4])
        for (passage_id, article_id, start, end), group in by_passage:
            sentences = tuple((SentenceId(i), Span(a, b)) for *_, i, a, b in group if i is not None)
            yield StoredPassage(passage_id, article_id, Span(start, end), sentences)


@functools.lru_cache(maxsize=512)
def _parsed(value: str) -> Article:
    """Return the article of a stored value; what is asked of again and again is read once."""
    return _article_format().validate_json(value)


def _batches(ids: Iterable[ArticleId]) -> Iterator[tuple[ArticleId, ...]]:
    rest = iter(ids)
    while some := tuple(itertools.islice(rest, _BATCH)):
        yield some


def _reference(
    article_id: ArticleId,
    headline: str,
    source: str,
    newspaper: str,
    number: str,
    *dated: Any,  # noqa: ANN401 - the columns of a date, then the byline
) -> ArticleRef:
    *date, byline = dated
    return ArticleRef(article_id, headline, source, newspaper, number, _date(*date), byline)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _date(day: str | None, source: str, confidence: float) -> PageDate | None:
    parsed = _day(day)
    return PageDate(parsed, DateSource(source), confidence) if parsed else None
