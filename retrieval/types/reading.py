"""What the reading wing makes: pages, articles, and their stretches of text.

Spans are half-open character offsets into `Article.text`; line numbers of the source file count
from 1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", str)
PassageId = NewType("PassageId", int)
SentenceId = NewType("SentenceId", int)
GenerationNumber = NewType("GenerationNumber", int)


class DateSource(StrEnum):
    """How the date of a page is known, the surest first."""

    FRONT_MATTER = "front_matter"
    FILE_NAME = "file_name"
    FOLIO = "folio"
    ADMIN = "admin"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class PageDate:
    """The day a page was printed, and how sure we are (`confidence` from 0 to 1)."""

    day: dt.date
    source: DateSource
    confidence: float = 1.0

    @property
    def inferred(self) -> bool:
        """Whether readers must be told that the date was worked out and not printed."""
        return self.source is DateSource.INFERRED


class ArticleKind(StrEnum):
    """What sort of item an article is."""

    NEWS = "news"
    PHOTO = "photo"
    COLUMN = "column"
    NOTICE = "notice"


class BlockKind(StrEnum):
    """What a stretch of an article's text is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's text: `article.text[start:end]`, without its line end."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a stretch of an article's text stands in the source file.

    `article.text[start:end]` is `line[column : column + end - start]` of source line `line`;
    `source` names the file where an article goes on in another one, and is empty in its own.
    """

    start: int
    end: int
    line: int
    column: int
    source: str = ""


class Place(StrEnum):
    """Where a stretch of the source belongs: a field of an article, or a place of the page."""

    BANNER = "banner"
    FURNITURE = "furniture"
    REPEAT = "repeat"
    COLUMN = "column"
    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    INNER_SUBHEAD = "inner_subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a page's account: `length` characters of a source line, and their place.

    `article` counts the page's articles from 0 and is `None` for what belongs to the page;
    `original` is the source line that a dropped repeat repeats.
    """

    line: int
    column: int
    length: int
    place: Place
    article: int | None = None
    original: int | None = None


class DoubtKind(StrEnum):
    """What the reader is not sure of."""

    PLACE = "place"
    HEADING = "heading"
    NO_HEADLINE = "no_headline"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision of the reader that an editor should look at; `line` is where.

    `place` is what the line was taken for, where that is the question (`DoubtKind.PLACE`).
    """

    line: int
    kind: DoubtKind
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date that an article mentions: as printed, and resolved to days where that is possible.

    `start` and `end` are inclusive; both are `None` when the text leaves the day open (近日).
    `norm` is ISO with what is known, a year that nobody names left out (`--12-06`), or `""`.
    """

    text: str
    start: dt.date | None
    end: dt.date | None
    norm: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Who made an article, by role, in printed order."""

    reporters: tuple[str, ...] = ()
    interns: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One news item of a page: the unit that is judged and cited.

    `text` is what we quote, as printed, with column breaks joined: the blocks in printed order,
    joined by line ends. The dateline (本报讯…) stands at the head of its paragraph.
    Headline lines are not part of `text`.
    """

    id: ArticleId
    headline: str
    text: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    subhead: str = ""
    column: str = ""
    dateline: str = ""
    credit: str = ""
    people: People = field(default_factory=People)
    kind: ArticleKind = ArticleKind.NEWS
    dates: tuple[EventDate, ...] = ()
    pieces: tuple[Piece, ...] = ()

    def texts(self, kind: BlockKind) -> tuple[str, ...]:
        """Return the texts of the blocks of one kind, in printed order."""
        return tuple(self.text[b.start : b.end] for b in self.blocks if b.kind is kind)

    @property
    def heading(self) -> str:
        """Kicker, headline and subhead in one line."""
        return " ".join(part for part in (self.kicker, self.headline, self.subhead) if part)

    @property
    def byline(self) -> str:
        """Who wrote it, with roles, as a source line shows it; empty when nobody is named."""
        roles = (
            ("记者", self.people.reporters),
            ("实习记者", self.people.interns),
            ("通讯员", self.people.correspondents),
        )
        named = [f"{role} {'、'.join(names)}" for role, names in roles if names]
        if not named and self.people.photographers:
            named = [f"摄影 {'、'.join(self.people.photographers)}"]
        return " ".join(named)


@dataclass(frozen=True, slots=True)
class Break:
    """Where an article goes on on another page (下转, `forward`) or comes from one (上接).

    `article` counts the page's articles from 0; `number` is the page that the note names.
    """

    article: int
    number: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One source file, read: the articles of one newspaper page in order.

    `source` is the file's name, `sha256` the digest of its bytes in hex. `lines` is the text as it
    left the file, and `account` gives each of its non-space characters exactly one place.
    """

    source: str
    sha256: str
    articles: tuple[Article, ...]
    newspaper: str = ""
    date: PageDate | None = None
    number: str = ""
    banner: str = ""
    lines: tuple[str, ...] = ()
    account: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed: a stretch of one article made of whole sentences.

    `span` runs from the first sentence's start to the last one's end.
    """

    span: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PageRef:
    """A stored page, for who browses: its file name, what it is, and how many articles it has."""

    source: str
    newspaper: str
    number: str
    date: PageDate | None
    articles: int
