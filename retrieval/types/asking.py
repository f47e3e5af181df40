"""What the asking wing makes: a question becomes a query, hits, quotes and an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.types.reading import (
    ArticleId,
    GenerationNumber,
    PageDate,
    PassageId,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    """The turn before a question: what was asked, and what was shown as its answer.

    `question` is what later ones go on from; `asked` the last question in full, where that went on
    from `question` itself.
    """

    question: str
    answer: str = ""
    asked: str = ""


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
    `places` are those that an answer must be about, `nouns` its nouns, `quantities` its numbers and
    days as the index has them, `pairs` its character bigrams, and `replaced` the names that were
    put right, as (typed, printed).
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
    places: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a source line says of an article, and the id that opens it.

    `correction` is what an editor has to add to it; `withdrawal` says why it is no longer cited.
    Both are `None` of nearly every article.
    """

    id: ArticleId
    headline: str
    source: str
    newspaper: str
    page_number: str
    date: PageDate | None
    byline: str
    correction: str | None = None
    withdrawal: str | None = None


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

        Its answer is each article's headline and what was quoted of it, a line each; where more
        was asked for, what was shown before as well.
        """
        if self.small_talk is not None or self.reason is NoEvidenceReason.EMPTY_QUESTION:
            return None
        shown = [
            line for quote in self.quotes for line in (quote.citation.article.headline, quote.text)
        ]
        topic = self.query.topic if self.query else ""
        if self.query and self.query.wants_more and self.query.continues:
            shown = [*self.query.continues.answer.split("\n"), *shown]
        went_on = self.query is not None and self.query.continues is not None
        asked = self.query.text if self.query and went_on and self.query.text != topic else ""
        return Turn(topic or self.question, "\n".join(dict.fromkeys(shown)), asked)


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
