"""The news of some days: who asks for nothing else gets what happened and what was printed then.

Words and meaning find nothing to go by in such a question; the paper's own days and order do.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.asking.answer import MAX_NEAREST, Evidence
from retrieval.asking.choose import MAX_SENTENCES
from retrieval.asking.dated import NARROW_DAYS, agreement
from retrieval.asking.keywords import asks_for_news, asks_what_is_new, without_marks
from retrieval.quantities import quantities
from retrieval.text import fold, folded, split_sentences
from retrieval.types import (
    Citation,
    DateRange,
    NoEvidenceReason,
    Quote,
    RangeMeaning,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.asking.when import Calendar
    from retrieval.index.generation import Generation
    from retrieval.index.recent import FiledArticle
    from retrieval.types import Article, ArticleId, ArticleRef, Query

DEPTH = 20  # passages that name such a day


def news_of_days(query: Query, calendar: Calendar, generation: Generation) -> Evidence | None:
    """Return leads of what happened and of what was printed on the days that are asked about.

    Without a day the newest paper is meant. Of a day that the archive tells nothing of, it says so.
    `None` where something else is asked for, and where neither a paper nor an article tells of
    longer times or no page is dated: what mentions them may still be found.
    """
    if not asks_for_news_only(query):
        return None
    ranges = query.ranges or _newest(calendar)
    shown = query.continues.answer if query.wants_more and query.continues else ""
    ids = dict.fromkeys(i for asked in ranges for i in _articles(asked, generation))
    found = generation.recent.articles(ids)
    leads = (_lead(known, ranges) for known in found.values())
    quotes = tuple(itertools.islice((q for q in leads if q.text not in shown), MAX_SENTENCES))
    if quotes:
        return Evidence(quotes, 1.0, (), NoEvidenceReason.OUTSIDE_DATES)
    if found and shown:
        return Evidence((), 0.0, _nearest(calendar, generation), NoEvidenceReason.NOTHING_MORE)
    if calendar.held is None or any(asked.first != asked.last for asked in ranges):
        return None
    return Evidence((), 0.0, _nearest(calendar, generation), NoEvidenceReason.OUTSIDE_DATES)


def _nearest(calendar: Calendar, generation: Generation) -> tuple[ArticleRef, ...]:
    """Return the first articles of the newest papers."""
    if calendar.held is None:
        return ()
    newest = itertools.islice(generation.catalogue.printed_between(*calendar.held), MAX_NEAREST)
    return tuple(known.reference for known in generation.recent.articles(newest).values())


def asks_for_news_only(query: Query) -> bool:
    """Whether a question asks what was in the paper, or what happened, and of nothing else."""
    text = fold(query.text)
    for asked in query.ranges:
        text = text.replace(asked.text, "", 1)
    left = without_marks(text)
    of_a_day = len(query.ranges) == 1 and query.ranges[0].first == query.ranges[0].last
    if not left:
        return of_a_day
    return asks_what_is_new(left, on_a_day=of_a_day) if query.ranges else asks_for_news(left)


def _newest(calendar: Calendar) -> tuple[DateRange, ...]:
    day = calendar.newest
    return (DateRange(day, day, RangeMeaning.RECENT, "", day),) if calendar.held else ()


def _articles(asked: DateRange, generation: Generation) -> Iterator[ArticleId]:
    """Yield what tells of something on those days, then what was printed then, newest first."""
    passages = generation.lexical.search(_days_of(asked), DEPTH)
    found = generation.recent.passages(i for i, _ in passages)
    told = dict.fromkeys(passage.article_id for passage in found.values())
    for article_id, known in generation.recent.articles(told).items():
        if _tells_of(asked, known.article):
            yield article_id
    yield from itertools.islice(
        generation.catalogue.printed_between(asked.first, asked.last), DEPTH
    )


def _days_of(asked: DateRange) -> tuple[str, ...]:
    """Return the days of a short range as they are printed; none of a long one."""
    count = (asked.last - asked.first).days + 1 if asked.first > dt.date.min else NARROW_DAYS + 1
    days = [asked.first + dt.timedelta(days=i) for i in range(count if count <= NARROW_DAYS else 0)]
    return tuple(f"{day.month}月{day.day}日" for day in days)


def _tells_of(asked: DateRange, article: Article) -> bool:
    """Whether a day that an article names is asked about; one without a year may be of any."""
    days = [e for e in article.dates if e.start is not None or not asked.year_known]
    return agreement(replace(asked, year_known=True), None, days) == 1.0


def _lead(known: FiledArticle, ranges: Sequence[DateRange]) -> Quote:
    """Return the first sentence of an article that names one of the days, or else its first."""
    text = known.article.text
    days = {day for asked in ranges for day in _days_of(asked)}
    every = split_sentences(text)
    named = (s for s in every if days.intersection(quantities(folded(text[s.start : s.end]))))
    span = next(named, every[0])
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Quote(
        text=text[span.start : span.end],
        citation=Citation(known.reference, Span(span.start, span.end)),
        surrounding=text[start : end if end >= 0 else len(text)],
    )
