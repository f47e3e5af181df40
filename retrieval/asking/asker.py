"""Answers questions over one generation: understood, searched, and answered or withheld."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from retrieval.asking.answer import gather
from retrieval.asking.choose import MAX_SENTENCES
from retrieval.asking.comparing import needs_all, sides
from retrieval.asking.day_news import news_of_days
from retrieval.asking.elliptic import bare, named_alone
from retrieval.asking.everyday import in_print
from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.asking.outcome import outcome
from retrieval.asking.query import clean, understand
from retrieval.asking.reread import reread
from retrieval.asking.search import search
from retrieval.asking.trace import Trace
from retrieval.asking.when import Calendar
from retrieval.asking.whether import lacks_what_is_given
from retrieval.asking.withheld import is_elsewhere, of_the_places, unshown, with_reason
from retrieval.asking.words import completed
from retrieval.text import fold, folded, split_sentences
from retrieval.types import NoEvidenceReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.asking.answer import Evidence
    from retrieval.asking.search import Found
    from retrieval.index.generation import Generation
    from retrieval.index.manifest import Manifest
    from retrieval.ports import Embedder, ReadingModel
    from retrieval.text import Tokenizer
    from retrieval.types import ArticleId, Explanation, Query, Quote, Turn

DEPTH = 20
"""Passages that an answer is gathered from."""
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Asker:
    """The asking wing, whole. Safe to share between threads; the generation comes with each call.

    `reader`, where there is one, reads the best passages again before an answer is gathered.
    """

    def __init__(
        self,
        embedder: Embedder,
        tokenizer: Tokenizer,
        options: AskingOptions = FOR_MEMBERS,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        reader: ReadingModel | None = None,
    ) -> None:
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._options = options
        self._weights = dict(options.confidence)
        self._clock = clock
        self._reader = reader
        self._calendar_of: tuple[Manifest, Calendar] | None = None

    def explain(
        self, question: str, context: Turn | None, generation: Generation, trace: Trace
    ) -> Explanation:
        """Answer a question, and tell how the answer came about. Raises `ModelError`."""
        query, evidence = self.weigh(question, context, generation, trace)
        suffices = self._suffices(evidence)
        answer = outcome(query, evidence, generation.number, suffices=suffices)
        return trace.explain(query, answer, self._options.threshold)

    def find(self, question: str, context: Turn | None, generation: Generation, k: int) -> Found:
        """Return the `k` best passages for what a question means, with their sentences."""
        queries = self._understand(question, context, generation)
        query = queries[0]
        if len(queries) > 1:
            query, _ = self.weigh(question, context, generation, Trace())
        return search(query, generation, self._embedder, k, self._options.search)

    def weigh(
        self, question: str, context: Turn | None, generation: Generation, trace: Trace
    ) -> tuple[Query, Evidence | None]:
        """Return the first query that finds an answer, or else the first, with its evidence.

        There is no evidence for small talk, nor where there is nothing to search for or in.
        """
        with trace.stage("understand"):
            queries = self._understand(question, context, generation)
        weighed = (self._in_either_words(query, generation, trace) for query in queries)
        first = next(weighed)
        if (compared := self._compared(first[0], generation, trace)) is not None:
            return first[0], compared
        tried = itertools.chain([first], weighed)
        good = (pair for pair in tried if self._suffices(pair[1]))
        going_on = next((pair for pair in good if self._goes_on(*pair, generation)), None)
        return going_on or (first[0], self._of_something_else(first[1]))

    def _in_either_words(
        self, query: Query, generation: Generation, trace: Trace
    ) -> tuple[Query, Evidence | None]:
        """Return a query, or what it is in the words of papers, if that answers more surely.

        A member's own words stay where both are answered out of the same article, and where a noun
        beside them is not in the archive at all: it may be what the question is of.
        """
        evidence = self._evidence(query, generation, trace)
        printed = in_print(query, generation, self._tokenizer) if evidence is not None else None
        if evidence is None or printed is None:
            return query, evidence
        other = self._evidence(printed, generation, trace)
        if other is None or not self._suffices(other) or other.confidence <= evidence.confidence:
            return query, evidence
        if not all(map(generation.lexical.document_frequency, printed.nouns)):
            return query, evidence
        same = self._suffices(evidence) and _first_article(evidence) == _first_article(other)
        return (query, evidence) if same else (printed, other)

    def _compared(self, query: Query, generation: Generation, trace: Trace) -> Evidence | None:
        """Return what answers a comparison on each side; `None` if nothing does.

        What is measured takes all sides; who of them did a thing is answered by those that did. It
        is as sure as the least sure side, of which a second quote is shown where there is room.
        """
        wanted = query.small_talk is None and not query.wants_more
        compared = sides(query.text, self._tokenizer) if wanted else ()
        if not compared:
            return None
        found: list[Evidence] = []
        told: list[Query] = []
        for side in compared:
            own = self._understand(side, None, generation)[0]
            own = dataclasses.replace(own, ranges=query.ranges)
            evidence = self._evidence(own, generation, trace)
            if evidence is not None and self._suffices(evidence):
                found.append(evidence)
                told.append(own)
        if len(found) < len(compared) and needs_all(query.text):
            return None
        if len(found) < len(compared):
            found = [e for q, e in zip(told, found, strict=True) if _tells_all(q, e, generation)]
        if not found:
            return None
        of_each = tuple(dict.fromkeys(evidence.quotes[0] for evidence in found))
        left = MAX_SENTENCES - sum(map(_sentences, of_each))
        if len(of_each) < len(found) or left < 0:
            return None
        least_sure = min(found, key=lambda evidence: evidence.confidence)
        further = tuple(q for q in least_sure.quotes[1:] if _sentences(q) <= left)[:1]
        trace.note_signals(query, least_sure)
        return dataclasses.replace(least_sure, quotes=tuple(dict.fromkeys(of_each + further)))

    def _of_something_else(self, evidence: Evidence | None) -> Evidence | None:
        """Withhold what would answer, but not what the message itself names."""
        if evidence is None or not self._suffices(evidence):
            return evidence
        return dataclasses.replace(evidence, confidence=0.0, reason=NoEvidenceReason.DETAIL_MISSING)

    def _goes_on(self, query: Query, evidence: Evidence | None, generation: Generation) -> bool:
        """Whether what answers a completed question has what the message itself names.

        The words of the question before would else hold its article, whatever is asked now.
        """
        if query.continues is None or evidence is None:
            return True
        rarity = generation.lexical.document_frequency
        asked = fold(clean(query.original))
        quoted = " ".join(folded(quote.text) for quote in evidence.quotes)
        if lacks_what_is_given(asked, quoted, self._tokenizer):
            return False
        alone = named_alone(bare(clean(query.original)))
        nouns = self._tokenizer.nouns(query.original) or ((alone,) if alone else ())
        own = [part for noun in nouns for part in self._tokenizer.terms_again(noun) if rarity(part)]
        if not own:
            return True
        rarest = min(own, key=lambda noun: (rarity(noun), noun))
        return any(rarest in text for text in _cited(evidence, generation))

    def _understand(
        self, question: str, context: Turn | None, generation: Generation
    ) -> tuple[Query, ...]:
        used = context if self._options.completes_follow_ups else None
        calendar, lexical = self._calendar(generation), generation.lexical

        def knows(word: str) -> bool:
            return lexical.document_frequency(word) > 0

        queries = understand(question, self._tokenizer, calendar, used, knows=knows)
        return tuple(completed(query, generation, self._tokenizer) for query in queries)

    def today(self) -> dt.date:
        """Return the day in the paper's town, which 昨天 and 最近 are told from."""
        return self._clock().astimezone(SHANGHAI).date()

    def _calendar(self, generation: Generation) -> Calendar:
        """Return today in the paper's town, and the days that the generation holds."""
        today = self.today()
        known = self._calendar_of
        built = generation.manifest  # a number may be given anew
        if known is None or known[0] is not built or known[1].today != today:
            first, last = generation.catalogue.days()
            calendar = Calendar(today, (first, last) if first and last else None)
            self._calendar_of = known = (built, calendar)
        return known[1]

    def _evidence(self, query: Query, generation: Generation, trace: Trace) -> Evidence | None:
        if query.small_talk is not None or not generation.lexical.count():
            return None
        if (news := news_of_days(query, self._calendar(generation), generation)) is not None:
            return news
        if not query.terms:
            return None
        embedder = trace.timed(self._embedder)
        with trace.stage("search"):
            everything = search(query, generation, embedder, DEPTH, self._options.search)
            found = of_the_places(unshown(everything, query))
        if self._reader is not None:
            with trace.stage("read"):
                found = reread(found, self._reader)
        with trace.stage("answer"):
            calendar = self._calendar(generation)
            evidence = with_reason(
                gather(found, self._weights, tokenizer=self._tokenizer),
                query,
                calendar,
                generation.catalogue,
            )
        if is_elsewhere(found):
            evidence = dataclasses.replace(
                evidence, confidence=0.0, reason=_reason_elsewhere(query, generation)
            )
        trace.note(query, found, evidence)
        return evidence

    def _suffices(self, evidence: Evidence | None) -> bool:
        if evidence is None or not evidence.quotes:
            return False
        return evidence.confidence >= self._options.threshold


def _reason_elsewhere(query: Query, generation: Generation) -> NoEvidenceReason:
    """Tell a place of which the archive has something else from one that it has nothing of."""
    known = any(generation.lexical.document_frequency(place) for place in query.places)
    return NoEvidenceReason.DETAIL_MISSING if known else NoEvidenceReason.NOTHING_ON_SUBJECT


def _first_article(evidence: Evidence) -> ArticleId:
    return evidence.quotes[0].citation.article.id


def _cited(evidence: Evidence, generation: Generation) -> list[str]:
    """Return the folded texts of the articles that are quoted, under their headlines."""
    cited = {quote.citation.article.id for quote in evidence.quotes}
    return [folded(f"{a.heading}\n{a.text}") for a in generation.catalogue.articles(cited)]


def _tells_all(query: Query, evidence: Evidence, generation: Generation) -> bool:
    """Whether an article that is quoted has all nouns of a question."""
    texts = _cited(evidence, generation)
    return any(all(noun in text for noun in query.nouns) for text in texts)


def _sentences(quote: Quote) -> int:
    return len(split_sentences(quote.text))
