"""What operating makes: plans, generations, notices on articles, and the findings of a check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from retrieval.types.asking import ArticleRef
from retrieval.types.loading import Damage, PageDoubt, PageFailure
from retrieval.types.reading import ArticleId, GenerationNumber


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What a load would do; nothing was written. `base` is the generation it would build on.

    Page fields hold source names. A changed article keeps its id and gets another text or heading.
    `pages_left_out` were removed by an editor and have not changed since. With `ask_first`, so many
    pages would go that the load stops until somebody allows it.
    """

    base: GenerationNumber | None
    pages_added: tuple[str, ...]
    pages_changed: tuple[str, ...]
    pages_removed: tuple[str, ...]
    pages_unchanged: tuple[str, ...]
    pages_left_out: tuple[str, ...]
    articles_added: tuple[ArticleRef, ...]
    articles_changed: tuple[ArticleRef, ...]
    articles_removed: tuple[ArticleRef, ...]
    failures: tuple[PageFailure, ...]
    doubts: tuple[PageDoubt, ...]
    ask_first: bool = False

    @property
    def changes(self) -> bool:
        """Whether the load would make a new generation."""
        return bool(self.pages_added or self.pages_changed or self.pages_removed)


class GenerationState(StrEnum):
    """What a stored generation is: what readers see, one to go back to, or one kept to look at."""

    LIVE = "live"
    KEPT = "kept"
    REFUSED = "refused"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class GenerationSummary:
    """One stored generation. Counts are 0 and moments `None` where it cannot be read.

    `problems` say why it was refused, or what is damaged; the latter `damage` tells as a value.
    """

    number: GenerationNumber
    state: GenerationState
    built_at: dt.datetime | None
    pages: int
    articles: int
    first_day: dt.date | None
    last_day: dt.date | None
    size_bytes: int
    problems: tuple[str, ...] = ()
    damage: Damage | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What an editor said of an article, and when (UTC)."""

    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Notices:
    """The notices that are in force, by article: why it was withdrawn, how it is corrected."""

    withdrawn: Mapping[ArticleId, Notice] = field(default_factory=dict)
    corrected: Mapping[ArticleId, Notice] = field(default_factory=dict)


class FindingLevel(StrEnum):
    """How much a finding of a check matters; an error needs somebody at once."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: `what` was found, and what to do, empty where all is well."""

    level: FindingLevel
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that a check found, in the order in which it looked."""

    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing needs somebody at once; there may be warnings."""
        return all(finding.level is not FindingLevel.ERROR for finding in self.findings)
