"""The catalogue of a generation, read: pages, articles, names, passages and sentences in SQLite."""

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

from retrieval.errors import ArticleUnknown
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


@functools.cache
def article_format() -> TypeAdapter[Article]:
    """Return the form in which articles are stored."""
    return TypeAdapter(Article)


@functools.cache
def page_format() -> TypeAdapter[Page]:
    """Return the form in which pages are stored as they were read."""
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
    """Reads a catalogue file. A sealed one is safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, notices: Notices = _NO_NOTICES) -> None:
        self._db = connection
        self._notices = notices

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

    @property
    def removals(self) -> Removals:
        """What an editor took out."""
        return Removals(self._db)

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
        rows = self._db.execute("SELECT source, origin, sha256 FROM pages").fetchall()
        return {source: (origin, sha256) for source, origin, sha256 in sorted(rows)}  # quicker here

    def digests(self) -> dict[str, str]:
        """Return the sha256 of each stored page by its source name, in no order."""
        return dict(self._db.execute("SELECT source, sha256 FROM pages"))

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
        return {source: page_format().validate_json(value) for source, value in rows}

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

    def printed_between(self, first: dt.date, last: dt.date) -> Iterator[ArticleId]:
        """Yield the ids of the articles that pages of some days print, in order.

        The newest day comes first, and of a day the first page. One that is printed twice comes
        twice.
        """
        rows = self._db.execute(
            "SELECT source FROM pages WHERE day BETWEEN ? AND ? "
            "ORDER BY day DESC, newspaper, length(number), number, source",
            (first.isoformat(), last.isoformat()),
        ).fetchall()
        for (source,) in rows:
            yield from self.printed_on(source)

    def printed_in(self, article_id: ArticleId) -> tuple[str, ...]:
        """Return the sources of the pages that print an article, in order; () if none does."""
        rows = self._db.execute(
            "SELECT DISTINCT source FROM printed WHERE article_id = ? ORDER BY source",
            (article_id,),
        )
        return tuple(source for (source,) in rows)

    def stored(self, ids: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Return those of `ids` that a page prints."""
        rows = self._db.execute(
            "SELECT article_id FROM printed WHERE article_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return frozenset(ArticleId(article_id) for (article_id,) in rows)

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
            "(SELECT value FROM json_each(?)) ORDER BY article_id, name, kind",
            (json.dumps(list(names)),),
        ).fetchall()
        for article_id, name, kind in rows:
            names[article_id].append(_name(name, kind))
        return {article_id: tuple(of_one) for article_id, of_one in names.items()}

    def names_among(self, texts: Iterable[str]) -> tuple[Name, ...]:
        """Return the names of any article among folded `texts`, in order of text and kind."""
        rows = self._db.execute(
            # A name stands in ever so many articles: whether it does is asked, not in which.
            "SELECT DISTINCT text.value, kind.value "
            "FROM json_each(?) text CROSS JOIN json_each(?) kind "
            "WHERE EXISTS (SELECT 1 FROM names WHERE name = text.value) AND EXISTS "
            "(SELECT 1 FROM names WHERE name = text.value AND names.kind = kind.value) "
            "ORDER BY text.value, kind.value",
            (json.dumps(list(texts), ensure_ascii=False), json.dumps(list(_KINDS))),
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


@functools.lru_cache(maxsize=20_000)
def _name(name: str, kind: str) -> Name:
    """Return a name: the articles that questions find share most of theirs."""
    return Name(name, _KINDS[kind])


@functools.lru_cache(maxsize=512)
def _parsed(value: str) -> Article:
    """Return the article of a stored value; what is asked of again and again is read once."""
    return article_format().validate_json(value)


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
