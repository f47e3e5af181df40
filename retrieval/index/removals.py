"""What an editor took out of a generation, so that loading the same text again leaves it out.

It lies in the catalogue: going back to a generation goes back to what was taken out by then.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retrieval.types import ArticleId

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from retrieval.types import Article

SCHEMA = """
CREATE TABLE IF NOT EXISTS removed_pages (
    source TEXT PRIMARY KEY, sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed_articles (
    source TEXT NOT NULL, article_id TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (source, article_id)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out, by source name: sha256 of pages, and digests of articles by their ids."""

    pages: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, Mapping[ArticleId, str]] = field(default_factory=dict)


class Removals:
    """The removals of one catalogue; generations of earlier versions hold none."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add_page(self, source: str, sha256: str) -> None:
        """Remember that a page of this content was taken out."""
        self._db.execute("INSERT OR REPLACE INTO removed_pages VALUES (?, ?)", (source, sha256))

    def add_article(self, article: Article, sources: Iterable[str]) -> None:
        """Remember that an article of this text was taken out of the pages `sources`."""
        rows = [(source, article.id, digest(article)) for source in sources]
        self._db.executemany("INSERT OR REPLACE INTO removed_articles VALUES (?, ?, ?)", rows)

    def forget(self, source: str) -> None:
        """Forget what was taken out of a page, and the page itself: it is wanted again."""
        self._db.execute("DELETE FROM removed_pages WHERE source = ?", (source,))
        self._db.execute("DELETE FROM removed_articles WHERE source = ?", (source,))

    def all(self) -> Removed:
        """Return everything that was taken out."""
        articles: dict[str, dict[ArticleId, str]] = {}
        for source, article_id, of_text in self._rows(
            "SELECT source, article_id, digest FROM removed_articles ORDER BY source, article_id"
        ):
            articles.setdefault(source, {})[ArticleId(article_id)] = of_text
        return Removed(dict(self._rows("SELECT source, sha256 FROM removed_pages")), articles)

    def take_over(self, removed: Removed) -> None:
        """Remember what another catalogue does."""
        pages = removed.pages.items()
        self._db.executemany("INSERT OR REPLACE INTO removed_pages VALUES (?, ?)", pages)
        rows = (
            (source, article_id, of_text)
            for source, articles in removed.articles.items()
            for article_id, of_text in articles.items()
        )
        self._db.executemany("INSERT OR REPLACE INTO removed_articles VALUES (?, ?, ?)", rows)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        table = "SELECT 1 FROM sqlite_master WHERE name = 'removed_pages'"
        if self._db.execute(table).fetchone() is None:
            return []
        return self._db.execute(query).fetchall()


def digest(article: Article) -> str:
    """Name the words of an article: a corrected one is another."""
    return hashlib.sha256(f"{article.heading}\n{article.text}".encode()).hexdigest()
