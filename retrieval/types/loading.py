"""What loading and operating make: how far a load is, what it did, and what is held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retrieval.types.asking import (
    ArticleRef,
)
from retrieval.types.reading import (
    DoubtKind,
    GenerationNumber,
    Place,
)

Edition = tuple[GenerationNumber | None, tuple[int, int, int] | None]
"""What readers see: the live generation, and the state of the notices that editors put on it."""


class LoadStage(StrEnum):
    """The steps of a load, in order."""

    READ = "read"
    EMBED = "embed"
    INDEX = "index"
    VERIFY = "verify"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How far a load is: `done` of `total` units of the stage (files, texts)."""

    stage: LoadStage
    done: int
    total: int


class PageFault(StrEnum):
    """Why a file cannot become a page."""

    MISSING = "missing"
    UNOPENED = "unopened"
    TOO_BIG = "too_big"
    NO_SUFFIX = "no_suffix"
    UNKNOWN_FORMAT = "unknown_format"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NO_TEXT = "no_text"
    BROKEN = "broken"
    NESTED = "nested"
    ENCRYPTED = "encrypted"
    NO_ARTICLE = "no_article"
    EMPTY_ARCHIVE = "empty_archive"
    SAME_NAME = "same_name"
    TOO_MANY = "too_many"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    TOO_SLOW = "too_slow"
    TOO_HEAVY = "too_heavy"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A file that could not be read; the others went in.

    `problem` says in English what is wrong and what to do; `fault` and `detail` (the suffix, the
    size, what a library said) let others say it in their language.
    """

    source: str
    fault: PageFault
    detail: str
    problem: str


@dataclass(frozen=True, slots=True)
class PageDoubt:
    """A doubt about a page of a load: `source` names the page, the rest is as in `Doubt`."""

    source: str
    line: int
    kind: DoubtKind
    place: Place | None = None


class DamageFault(StrEnum):
    """What is wrong with a file of a generation."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    ADDED = "added"
    UNOPENED = "unopened"


@dataclass(frozen=True, slots=True)
class Damage:
    """A generation that cannot be read (0: the file that names the live one), and why.

    `problem` says it in English; `fault` and `file` (relative to the generation; "" where it is
    none by name) let others say it in their language. `pages` are the sources of the pages that it
    alone has, or has in another text than what is served instead; `None` where nobody can say.
    """

    number: GenerationNumber
    problem: str
    fault: DamageFault = DamageFault.UNOPENED
    file: str = ""
    pages: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `generation` is the one that is live afterwards.

    Page fields hold source names. A changed article keeps its id and reads otherwise now; one that
    was removed is told of as it was. `articles_total` counts all of them, also withdrawn ones.
    `embedded` counts the texts that went through the model; the rest had their vectors.
    `pages_left_out` were removed by an editor and have not changed since. `damaged` could not be
    read when the load began; of each, `pages` are those that did not come back with the load.
    """

    generation: GenerationNumber
    changed: bool
    pages_added: tuple[str, ...]
    pages_changed: tuple[str, ...]
    pages_removed: tuple[str, ...]
    pages_unchanged: tuple[str, ...]
    failures: tuple[PageFailure, ...]
    doubts: tuple[PageDoubt, ...]
    articles_added: tuple[ArticleRef, ...]
    articles_changed: tuple[ArticleRef, ...]
    articles_removed: tuple[ArticleRef, ...]
    articles_total: int
    embedded: int
    elapsed_s: float
    pages_left_out: tuple[str, ...] = ()
    damaged: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """What the archive holds. Counts are 0 and `generation` is `None` before the first load.

    `generation` is the one that readers see. Where `damaged` names others, those were to be seen,
    and the last good one before them is served instead: an admin must be told. `articles` are those
    that readers see; `withdrawn` counts those they do not, `corrected` those with a correction.
    """

    generation: GenerationNumber | None
    built_at: dt.datetime | None
    model: str
    pages: int
    articles: int
    passages: int
    sentences: int
    first_day: dt.date | None
    last_day: dt.date | None
    generations_kept: tuple[GenerationNumber, ...]
    damaged: tuple[Damage, ...] = ()
    withdrawn: int = 0
    corrected: int = 0
