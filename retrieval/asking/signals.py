"""What speaks for a sentence as the answer to one question, as plain numbers.

The ranker weighs them; each is about one sentence, the passage and the article that it stands in.
"""

from __future__ import annotations

import functools
import operator
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.asking.dated import agreement
from retrieval.text import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.asking.expected import Expectation
    from retrieval.asking.rank import TermRarity
    from retrieval.index.catalogue import StoredPassage
    from retrieval.index.recent import FiledArticle
    from retrieval.ports import Vectors
    from retrieval.types import Article, DateRange, PageDate, Query, Span

REACH_CHARS = 24
"""How far from what is expected the words of the question still belong to it."""
NOTHING = 1e-9
_NUMERALS = frozenset("0123456789.一二两三四五六七八九十百千")
_ASKS = re.compile(r"\?[”\"』」)\s]*$")


class SentenceSignals(NamedTuple):
    """The signals of one sentence; each is 0 where there is nothing to go by.

    A question makes some hundred of them, each a third of the work that a frozen dataclass is.

    - `similarity`, `passage_similarity`, `article_similarity`: cosines of the question with the
      sentence, with its passage under its headline, and with the closest passage of its article.
    - `lexical`, `dense`: 1 / rank of the passage in either list.
    - `coverage`, `heading_coverage`, `nearby_coverage`, `article_coverage`: shares of the words of
      the question, weighted by rarity, that stand in the sentence; there or in its headline; in
      its passage or headline; anywhere in its article.
    - `beyond_heading`: the share in the sentence of the words that its headline leaves open.
    - `pairs`: the share of the question's pairs of neighbouring characters.
    - `expected`: 1 where the sentence has what the question asks for, a day or a person, say; ½
      where it has such a thing, but hardly the one that is meant.
    - `support`: the share of the question's words that stand near that, or in the headline.
    - `telling`: the share of the question's words that stand in the sentence, each weighed by its
      rarity in the archive and in the article: its subject stands everywhere there.
    - `apart`: the product of the vectors of question and sentence, without the direction that the
      found sentences of the article have in common.
    - `names`, `article_names`: the shares of the names in the question that stand in the sentence
      or its headline, and anywhere in its article.
    - `days`: 1 where the article is of the days that are asked about, -1 where it is of others.
    - `lead`: 1 for the first sentence of an article.
    - `asks`: 1 where the sentence is a question itself.
    - `length`: characters of the sentence in hundreds, 1 at most.
    """

    similarity: float
    passage_similarity: float
    article_similarity: float
    lexical: float
    dense: float
    coverage: float
    heading_coverage: float
    nearby_coverage: float
    article_coverage: float
    beyond_heading: float
    pairs: float
    expected: float
    support: float
    names: float
    article_names: float
    days: float
    lead: float
    asks: float
    length: float
    telling: float
    apart: float


class PassageSignals(NamedTuple):
    """What the signals of all sentences of one passage have in common.

    `similarity` is its own cosine, `closest` the highest of its article's passages; `lexical` and
    `dense` are 1 / rank.
    """

    similarity: float
    closest: float
    lexical: float
    dense: float


class SignalMaker:
    """Makes the signals of the sentences of one article, for one question."""

    def __init__(
        self,
        query: Query,
        rarity: TermRarity,
        expected: Expectation,
        filed: FiledArticle,
    ) -> None:
        article = filed.article
        heading, whole = folded(article.heading), folded(article.text)
        self._standing_in = rarity.standing_in
        self._shares = rarity.shares
        self._shares_within = rarity.shares_within(whole, heading)
        self._expected = expected
        self._held = expected.names(filed.names)
        self._text = article.text
        self._lead_end = len(article.text) - len(article.text.lstrip())
        self._in_heading = rarity.standing_in(heading)
        self._left_open = 1 - self._shares[self._in_heading]
        self._pairs = _pairs(query.terms)
        self._names = len(query.names)
        self._unheaded_names = [name for name in query.names if name not in heading]
        self._days = _agreement(query.ranges, article, filed.reference.date)
        self._article_names = self._share_of_names(whole)
        self._article_coverage = self._shares[self._in_heading | rarity.standing_in(whole)]

    def make(
        self,
        passage: StoredPassage,
        in_common: PassageSignals,
        likeness: Mapping[int, tuple[float, float]],
    ) -> list[SentenceSignals]:
        """Return the signals of the sentences of a passage, in order.

        `likeness` has their `similarity` and `apart` by id.
        """
        texts = [folded(self._text[span.start : span.end]) for _, span in passage.sentences]
        standing = [self._standing_in(text) for text in texts]
        nearby = self._shares[functools.reduce(operator.or_, standing, self._in_heading)]
        return [
            self._of_one(text, words, likeness[sentence_id], span, nearby, in_common)
            for (sentence_id, span), text, words in zip(
                passage.sentences, texts, standing, strict=True
            )
        ]

    def _of_one(  # noqa: PLR0917 - what the signals of one sentence are made of
        self,
        text: str,
        standing: int,
        likeness: tuple[float, float],
        span: Span,
        nearby_coverage: float,
        passage: PassageSignals,
    ) -> SentenceSignals:
        spans, expected = self._expected.found(text, self._held)
        return SentenceSignals(
            similarity=likeness[0],
            passage_similarity=passage.similarity,
            article_similarity=passage.closest,
            lexical=passage.lexical,
            dense=passage.dense,
            coverage=self._shares[standing],
            heading_coverage=self._shares[standing | self._in_heading],
            nearby_coverage=nearby_coverage,
            article_coverage=self._article_coverage,
            beyond_heading=self._share_beyond_heading(standing),
            pairs=_share(self._pairs, text),
            expected=expected,
            support=max([self.support(text, span) for span in spans]) if spans else 0.0,
            names=self._share_of_names(text),
            article_names=self._article_names,
            days=self._days,
            lead=float(span.start <= self._lead_end),
            asks=float(_ASKS.search(text) is not None),
            length=min(1.0, len(text) / 100),
            telling=self._shares_within[standing],
            apart=likeness[1],
        )

    def _share_beyond_heading(self, standing: int) -> float:
        if self._left_open <= NOTHING:
            return 0.0
        return self._shares[standing & ~self._in_heading] / self._left_open

    def _share_of_names(self, text: str) -> float:
        if not self._names:
            return 0.0
        absent = [name for name in self._unheaded_names if name not in text]
        return (self._names - len(absent)) / self._names

    def support(self, folded: str, span: Span) -> float:
        """Return the share of the question's words near a span of a sentence, or in the heading."""
        start = _outside_number(folded, span.start - REACH_CHARS)
        near = folded[start : _outside_number(folded, span.end + REACH_CHARS)]
        return self._shares[self._standing_in(near) | self._in_heading]


def _outside_number(text: str, at: int) -> int:
    """Return a place in a text, moved behind a number that it would cut: 20人 is not 120人."""
    at = min(max(0, at), len(text))
    while 0 < at < len(text) and text[at] in _NUMERALS and text[at - 1] in _NUMERALS:
        at += 1
    return at


def apart(vectors: Vectors, question: Vectors, sizes: Sequence[int]) -> Vectors:
    """Return how like a question sentences are beyond what all those of their article are.

    `vectors`, shape (n, d), are theirs, article by article, of which each has so many as `sizes`
    says, one or more; `question` has shape (d,). What comes back, shape (n,), are the products
    without the direction of the mean of the article's sentences, if it has one; what the question
    has beside that direction has length 1.
    """
    if not len(vectors):
        return np.empty(0, np.float32)
    common = np.add.reduceat(vectors, np.cumsum([0, *sizes[:-1]]), axis=0)
    common /= np.maximum(np.linalg.norm(common, axis=1, keepdims=True), NOTHING)
    shared = common @ question
    along = np.einsum("ij,ij->i", vectors, np.repeat(common, sizes, axis=0))
    beside = np.sqrt(np.maximum(1 - shared**2, NOTHING))
    products = vectors @ question - np.repeat(shared, sizes) * along
    rest: Vectors = products / np.repeat(beside, sizes)
    return rest


def _agreement(asked: Sequence[DateRange], article: Article, printed: PageDate | None) -> float:
    """Return the mean over the ranges: 1 where the article agrees, -1 where it contradicts."""
    told = [agreement(days, printed, article.dates) for days in asked]
    return sum(2 * value - 1 for value in told if value is not None) / max(1, len(told))


@functools.lru_cache(maxsize=256)
def _pairs(terms: tuple[str, ...]) -> tuple[str, ...]:
    pairs = (term[i : i + 2] for term in terms for i in range(len(term) - 1))
    return tuple(dict.fromkeys(pairs))


def _share(parts: Sequence[str], folded_text: str) -> float:
    return sum([part in folded_text for part in parts]) / len(parts) if parts else 0.0
