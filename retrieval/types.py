"""The nouns that flow through the archive, as frozen values.

Spans are half-open character offsets into `Article.text`; line numbers of the source file count
from 1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

ArticleId = NewType("ArticleId", str)
PassageId = NewType("PassageId", int)
SentenceId = NewType("SentenceId", int)
GenerationNumber = NewType("GenerationNumber", int)


# --- what the reading wing makes -------------------------------------------------------------


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


# --- what the asking wing makes --------------------------------------------------------------


class RangeMeaning(StrEnum):
    """How a range of days is meant: said by the calendar, counted from a day, or only “lately”."""

    STATED = "stated"
    RELATIVE = "relative"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days that a question asks about, inclusive, and the words that say so.

    `anchor` is the day that words such as 昨天 or 今年 were counted from: today, or the newest day
    of an archive that holds nothing of what the words would mean today; `None` where the calendar
    date is said. `year_known` is whether the year is said or counted, and not only the nearest.
    """

    first: dt.date
    last: dt.date
    meaning: RangeMeaning
    text: str
    anchor: dt.date | None = None
    year_known: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn before a question: what was asked, and what was shown as its answer."""

    question: str
    answer: str = ""


class SmallTalk(StrEnum):
    """What a message that asks nothing of the paper is."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABOUT_BOT = "about_bot"
    ABOUT_ARCHIVE = "about_archive"
    CHATTER = "chatter"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as typed values.

    `text` is what is searched for, completed from the conversation where the question leans on it;
    `terms` are its content words, normalised, in order, without question words; `names` are the
    people, places, works and years that it names, and `ranges` the days that it asks about.
    `is_keyword` is whether it only names a thing, so that the articles on it are wanted;
    `wants_more` whether what `continues` showed as its answer is not wanted again. `topic` is the
    question that later ones go on from: that of the turn before where the question leans on it.
    `nouns` are its nouns, `quantities` its numbers and days as the index has them, `pairs` its
    character bigrams, and `replaced` the names that were put right, as (typed, printed).
    """

    original: str
    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...] = ()
    small_talk: SmallTalk | None = None
    continues: Turn | None = None
    ranges: tuple[DateRange, ...] = ()
    is_keyword: bool = False
    wants_more: bool = False
    nouns: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a source line says of an article, and the id that opens it."""

    id: ArticleId
    headline: str
    source: str
    newspaper: str
    page_number: str
    date: PageDate | None
    byline: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One found passage. Ranks count from 1; a rank is `None` where that list did not find it.

    `score` is that of its best sentence, `similarity` that sentence's cosine with the question.
    """

    passage_id: PassageId
    article: ArticleRef
    span: Span
    text: str
    score: float
    rank: int
    lexical_rank: int | None
    dense_rank: int | None
    similarity: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading model says of one sentence.

    `relevance` is a logit, comparable within one question; `span` is what answers within the
    sentence, `None` where nothing does; `answerability` is the probability, from 0 to 1, that it
    answers the question at all.
    """

    relevance: float
    span: Span | None
    answerability: float


@dataclass(frozen=True, slots=True)
class Citation:
    """The pointer of a quote: the article, and the span of its text."""

    article: ArticleRef
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact span of a stored article; `surrounding` is the passage around it, exact as well.

    `emphasis` are spans within `text` (offsets into the quote) that carry the answer itself; `also`
    cites other articles that say the same in nearly the same words.
    """

    text: str
    citation: Citation
    surrounding: str = ""
    emphasis: tuple[Span, ...] = ()
    also: tuple[Citation, ...] = ()


class AnswerStatus(StrEnum):
    """What a reply is."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"
    SMALL_TALK = "small_talk"


class NoEvidenceReason(StrEnum):
    """Why the paper is not quoted."""

    EMPTY_QUESTION = "empty_question"
    EMPTY_ARCHIVE = "empty_archive"
    NOTHING_ON_SUBJECT = "nothing_on_subject"
    DETAIL_MISSING = "detail_missing"
    OUTSIDE_DATES = "outside_dates"
    NOTHING_MORE = "nothing_more"


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question.

    `quotes` is non-empty exactly when the status is `answered`; `confidence` is from 0 to 1;
    `nearest` are the articles to offer instead when it is `no_evidence`. `query` is the question as
    it was understood: completed from the conversation, with the days that it asks about.
    """

    question: str
    status: AnswerStatus
    confidence: float
    quotes: tuple[Quote, ...]
    nearest: tuple[ArticleRef, ...]
    generation: GenerationNumber
    elapsed_ms: float
    reason: NoEvidenceReason | None = None
    small_talk: SmallTalk | None = None
    query: Query | None = None

    @property
    def turn(self) -> Turn | None:
        """What a later question may go on from; `None` when nothing was asked of the paper.

        Its answer is each article's headline and what was quoted of it, a line each.
        """
        if self.small_talk is not None or self.reason is NoEvidenceReason.EMPTY_QUESTION:
            return None
        shown = (
            line for quote in self.quotes for line in (quote.citation.article.headline, quote.text)
        )
        topic = self.query.topic if self.query else ""
        return Turn(topic or self.question, "\n".join(dict.fromkeys(shown)))


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long one step of answering took; a step within a step counts in the inner one only."""

    name: str
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer, and how it came about.

    `hits` are the passages it was made from, best first. `signals` are what its confidence was
    worked out from, by name; at `threshold` and above the archive answers. All three are empty or 0
    where nothing was searched.
    """

    answer: Answer
    query: Query
    hits: tuple[Hit, ...]
    signals: Mapping[str, float]
    threshold: float
    stages: tuple[StageTime, ...]


# --- what loading and operating make ---------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `generation` is the one that is live afterwards.

    Page fields hold source names; the article fields count articles.
    `embedded` counts the texts that went through the model; the rest kept their vectors.
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
    articles_removed: int
    articles_total: int
    embedded: int
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """What the archive holds. Counts are 0 and `generation` is `None` before the first load."""

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
