"""Where one stands when walking through the paper, and how a button carries it in 64 bytes.

A place needs no memory of ours: it still means the same after a restart and after a reload.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from enum import StrEnum

PREFIX = "w"


class Kind(StrEnum):
    """What is listed at a place; the value stands in the button."""

    LATEST = "L"  # the newest articles
    ISSUES = "I"  # the pages by date
    PAGE = "P"  # the articles of one page
    SEARCH = "S"  # what was found for the words of the message that ours replies to
    ALONE = "D"  # nothing: the article was opened by itself


@dataclass(frozen=True, slots=True)
class Place:
    """A list from its entry `offset` on; with an article, a page of it, opened from that list.

    `key` tells the page of the newspaper.
    """

    kind: Kind
    offset: int = 0
    key: str = ""
    article: str = ""
    article_page: int = 0

    def packed(self) -> str:
        """Return the place as callback data."""
        opened = f":{self.article}:{self.article_page}" if self.article else ""
        return f"{PREFIX}:{self.kind.value}{self.offset}.{self.key}{opened}"

    def at(self, offset: int) -> Place:
        """Return the same list further on."""
        return replace(self, offset=offset)

    def opening(self, article: str, page: int = 0) -> Place:
        """Return the page of an article, opened from this list."""
        return replace(self, article=article, article_page=page)

    def closed(self) -> Place:
        """Return the list from which the article was opened."""
        return replace(self, article="", article_page=0)


ARTICLE = r"[\w-]{1,24}"
PATTERN = re.compile(
    rf"^{PREFIX}:(?P<kind>[{''.join(Kind)}])(?P<offset>\d{{1,7}})\.(?P<key>[0-9a-f]{{0,12}})"
    rf"(?::(?P<article>{ARTICLE}):(?P<page>\d{{1,5}}))?\Z"
)


def unpacked(data: str) -> Place:
    """Read callback data that `PATTERN` matches as a whole. Raises `ValueError` for any other."""
    found = PATTERN.fullmatch(data)
    if found is None:
        raise ValueError("no place")
    return Place(
        Kind(found["kind"]),
        int(found["offset"]),
        found["key"],
        found["article"] or "",
        int(found["page"] or 0),
    )


def key_of(source: str) -> str:
    """Return what a button carries for a page's file name, which may be long."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def article_place(article_id: str) -> Place:
    """Return the place of an article opened by itself; of a made-up id, a place with nothing."""
    alone = Place(Kind.ALONE)
    return alone.opening(article_id) if re.fullmatch(ARTICLE, article_id) else alone
