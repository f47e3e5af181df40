"""The catalogue of a generation under construction: what is put in and taken out.

It alone gives out passage and sentence ids, counts up and never gives one out twice.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Self

from retrieval import sounds
from retrieval.index import removals
from retrieval.index.catalogue import (
    FILE_NAME,
    Catalogue,
    StoredPassage,
    article_format,
    page_format,
)
from retrieval.types import PassageId, SentenceId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from retrieval.names import Name
    from retrieval.types import Article, ArticleId, Page, Passage

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


class CatalogueWriter(Catalogue):
    """Writes a catalogue file, for one writer; nothing is kept before `commit`."""

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make an empty catalogue in `folder`."""
        return cls(_connected(folder, _SCHEMA + _AS_READ + removals.SCHEMA))

    @classmethod
    def edit(cls, folder: Path) -> Self:
        """Open the catalogue in `folder` for one writer."""
        # Generations of earlier versions have no such tables.
        return cls(_connected(folder, _AS_READ + removals.SCHEMA))

    def commit(self) -> None:
        """Keep what was written."""
        self._db.commit()

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
        value = page_format().dump_json(kept).decode("utf-8")
        self._db.execute("INSERT OR REPLACE INTO as_read VALUES (?, ?)", (page.source, value))

    def put_article(
        self, article: Article, passages: Iterable[Passage], names: Iterable[Name] = ()
    ) -> list[StoredPassage]:
        """Store an article with names, passages and sentences; return these with their new ids."""
        value = article_format().dump_json(article).decode("utf-8")
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


def _connected(folder: Path, tables: str) -> sqlite3.Connection:
    """Open the catalogue of a folder that is thrown away if anything fails.

    So no journal is kept of it, and SQLite need not wait for the disk: `GenerationStore` does,
    before it makes a generation live.
    """
    db = sqlite3.connect(folder / FILE_NAME)
    db.executescript(f"PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; {tables}")
    return db
