"""The news of some days: who asks for nothing else gets what happened and what was printed then.

Words and meaning find nothing to go by in such a question; the paper's own days and order do.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.asking.answer import MAX_NEAREST, Evidence
from retrieval.asking.choose import MAX_SENTENCES
from retrieval.asking.dated import NARROW_DAYS, NEWS_DAYS, agreement
from retrieval.asking.keywords import (
    asks_for_news,
    asks_for_the_paper,
    asks_what_is_new,
    is_the_paper,
    without_marks,
)
from retrieval.quantities import in_digits
from retrieval.text import fold, split_sentences
from retrieval.types import (
    Citation,
    DateRange,
    NoEvidenceReason,
    Quote,
    RangeMeaning,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.asking.when import Calendar
    from retrieval.index.catalogue import Catalogue
    from retrieval.index.generation import Generation
    from retrieval.index.recent import FiledArticle
    from retrieval.types import ArticleId, ArticleRef, EventDate, Query

DEPTH = 20  # passages that name such a day, and articles of each kind
MAX_SOON = 200  # articles looked at for what went on that day

_GAP = "\0"  # where a day stood
_AND = re.compile(rf"(?<={_GAP})(?:[和与及跟]|还有|以及)(?={_GAP})")
# 12月6号和7号: with 日 the second is a date of its own.
_ANOTHER_DAY = re.compile(
    r"\s*(?:[和与及跟、,]|还有|以及)\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})号"
)


def news_of_days(query: Query, calendar: Calendar, generation: Generation) -> Evidence | None:
    """Return leads of what happened and of what was printed on the days that are asked about.

    Without a day the newest paper is meant. Of a day that the archive tells nothing of, it says so,
    and of any days when all leads were shown. `None` where something else is asked for, and where
    neither a paper nor an article tells of longer times or no page is dated: what mentions them may
    still be found.
    """
    ranges, bare = _days_asked(query)
    if not _asks_for_news_only(bare, ranges):
        return None
    ranges = ranges or _newest(calendar)
    shown = query.continues.answer if query.wants_more and query.continues else ""
    found = generation.recent.articles(_of_all(ranges, bare, generation))
    leads = (_lead(known, ranges) for known in found.values())
    quotes = tuple(itertools.islice((q for q in leads if q.text not in shown), MAX_SENTENCES))
    if quotes:
        return Evidence(quotes, 1.0, (), NoEvidenceReason.OUTSIDE_DATES)
    if found and shown:
        return Evidence((), 0.0, _nearest(calendar, generation), NoEvidenceReason.NOTHING_MORE)
    if calendar.held is None or not _single(ranges):
        return None
    return Evidence((), 0.0, _nearest(calendar, generation), NoEvidenceReason.OUTSIDE_DATES)


def _nearest(calendar: Calendar, generation: Generation) -> tuple[ArticleRef, ...]:
    """Return the first articles of the newest papers."""
    if calendar.held is None:
        return ()
    newest = itertools.islice(generation.catalogue.printed_between(*calendar.held), MAX_NEAREST)
    return tuple(known.reference for known in generation.recent.articles(newest).values())


def _asks_for_news_only(bare: str, ranges: Sequence[DateRange]) -> bool:
    """Whether a question asks what was in the paper, or what happened, and of nothing else."""
    if not ranges:
        return asks_for_news(bare)
    if not bare:
        return _single(ranges)
    return is_the_paper(bare) or asks_what_is_new(bare, on_a_day=_single(ranges))


def _single(ranges: Sequence[DateRange]) -> bool:
    return all(asked.first == asked.last for asked in ranges)


def _days_asked(query: Query) -> tuple[tuple[DateRange, ...], str]:
    """Return the days of a question, and what it says beside them, without marks."""
    ranges: list[DateRange] = []
    left = fold(query.text)
    for asked in query.ranges:
        before, _, after = left.partition(asked.text)
        ranges.append(asked)
        while _single([asked]) and (another := _ANOTHER_DAY.match(after)):
            ranges += _in_its_month(asked, another["day"])
            after = after[another.end() :]
        left = f"{before}{_GAP}{after}"
    return tuple(ranges), _AND.sub("", without_marks(left)).replace(_GAP, "")


def _in_its_month(asked: DateRange, number: str) -> Iterator[DateRange]:
    """Yield the day of that number in the month of another day, if it has such a day."""
    with contextlib.suppress(ValueError):  # 31 November
        said = number if number.isdecimal() else in_digits(number)
        day = asked.first.replace(day=int(said or 0))
        yield replace(asked, first=day, last=day, text=f"{day.month}月{day.day}日")


def _newest(calendar: Calendar) -> tuple[DateRange, ...]:
    day = calendar.newest
    return (DateRange(day, day, RangeMeaning.RECENT, "", day),) if calendar.held else ()


def _of_all(
    ranges: Sequence[DateRange], bare: str, generation: Generation
) -> dict[ArticleId, None]:
    """Return the articles on each of some days in turn, each once."""
    of_paper = asks_for_the_paper(bare)
    by_day = [_articles(asked, generation, of_paper=of_paper) for asked in ranges]
    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*by_day))
    return dict.fromkeys(i for i in in_turn if i is not None)


def _articles(
    asked: DateRange, generation: Generation, *, of_paper: bool = False
) -> Iterator[ArticleId]:
    """Yield what names one of those days, what was printed then, and what went on then.

    What was printed comes newest first; of a paper that is asked for, nothing else comes. What went
    on over several days is looked for in the papers of the week after.
    """
    catalogue = generation.catalogue
    printed = itertools.islice(catalogue.printed_between(asked.first, asked.last), DEPTH)
    if of_paper:
        yield from printed
        return
    passages = generation.lexical.search(_days_of(asked), DEPTH)
    found = generation.recent.passages(i for i, _ in passages)
    named = dict.fromkeys(passage.article_id for passage in found.values())
    yield from _telling(named, asked, generation)
    yield from printed
    if _days_of(asked):
        yield from itertools.islice(
            _telling(_soon_after(asked, catalogue), asked, generation), DEPTH
        )


def _soon_after(asked: DateRange, catalogue: Catalogue) -> Iterator[ArticleId]:
    """Yield the articles of the papers of the week after some days, the soonest paper first."""
    days = (asked.last + dt.timedelta(days=i) for i in range(1, NEWS_DAYS + 1))
    printed = (catalogue.printed_between(day, day) for day in days)
    return itertools.islice(itertools.chain.from_iterable(printed), MAX_SOON)


def _telling(
    ids: Iterable[ArticleId], asked: DateRange, generation: Generation
) -> Iterator[ArticleId]:
    for article in generation.catalogue.articles(ids):
        if _tells_of(asked, article.dates):
            yield article.id


def _days_of(asked: DateRange) -> tuple[str, ...]:
    """Return the days of a short range as they are printed; none of a long one."""
    count = (asked.last - asked.first).days + 1 if asked.first > dt.date.min else NARROW_DAYS + 1
    days = [asked.first + dt.timedelta(days=i) for i in range(count if count <= NARROW_DAYS else 0)]
    return tuple(f"{day.month}月{day.day}日" for day in days)


def _tells_of(asked: DateRange, dates: Sequence[EventDate]) -> bool:
    """Whether a date of an article is asked about; one without a year may be of any."""
    days = [e for e in dates if e.start is not None or not asked.year_known]
    return agreement(replace(asked, year_known=True), None, days) == 1.0


def _lead(known: FiledArticle, ranges: Sequence[DateRange]) -> Quote:
    """Return the first sentence of an article that names one of the days, or else its first."""
    text = known.article.text
    short = [asked for asked in ranges if _days_of(asked)]
    of_them = (d for d in known.article.dates if any(_tells_of(asked, [d]) for asked in short))
    words = "|".join(re.escape(date.text) for date in of_them)
    names = re.compile(rf"(?<!\d)(?:{words})" if words else r"(?!)")
    every = tuple(_quotable(text))
    span = next((s for s in every if names.search(text[s.start : s.end])), every[0])
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Quote(
        text=text[span.start : span.end],
        citation=Citation(known.reference, Span(span.start, span.end)),
        surrounding=text[start : end if end >= 0 else len(text)],
    )


def _quotable(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, those of one quotation together unless it never ends."""
    together: list[Span] = []
    for sentence in split_sentences(text):
        if together and "\n" in text[together[-1].end : sentence.start]:
            yield from together
            together = []
        together.append(sentence)
        said = text[together[0].start : sentence.end]
        if said.count("“") <= said.count("”"):
            yield Span(together[0].start, sentence.end)
            together = []
    yield from together
