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
from retrieval.asking.parts import Parts, pairs_of
from retrieval.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.asking.expected import Expectation
    from retrieval.asking.rank import Shares, TermRarity
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


class FoundPassage(NamedTuple):
    """A passage that was found, the article that it is of, and what its sentences share."""

    passage: StoredPassage
    filed: FiledArticle
    in_common: PassageSignals


class _OfArticle(NamedTuple):
    """What a question has to do with one article.

    `headed` are the words and `heading` all that stands in its headline (`Parts`), `left_open` is
    the share of the words that the headline lacks; `coverage` and `names` are the shares of those
    anywhere in the article, `shares` weigh words by how often it says them. `held` are the names
    in it that may be what is asked for, and `lead_end` is where its first sentence begins.
    """

    headed: int
    heading: int
    left_open: float
    coverage: float
    names: float
    shares: Shares
    days: float
    held: tuple[str, ...]
    lead_end: int


class SignalMaker:
    """Makes the signals of all sentences that are found for one question."""

    def __init__(self, query: Query, rarity: TermRarity, expected: Expectation) -> None:
        self._ranges = query.ranges
        self._rarity = rarity
        self._shares = rarity.shares
        self._expected = expected
        self._parts = Parts(rarity.weights, query.names, pairs_of(query.terms))

    def make(
        self, found: Sequence[FoundPassage], similarity: Sequence[float], apart: Sequence[float]
    ) -> list[SentenceSignals]:
        """Return the signals of the sentences of the passages, in order.

        `similarity` and `apart` are those two of each sentence, in the same order.
        """
        filed = {one.passage.article_id: one.filed for one in found}
        of_each = {article_id: self._of_article(known) for article_id, known in filed.items()}
        passages = [one for one in found for _ in one.passage.sentences]
        articles = [of_each[one.passage.article_id] for one in passages]
        common = [one.in_common for one in passages]
        spans = [span for one in found for _, span in one.passage.sentences]
        texts = [text for one in found for text in one.filed.sentences(one.passage).folded]
        standing = [self._parts.standing_in(text) for text in texts]
        columns: dict[str, Sequence[float]] = {
            "similarity": similarity,
            "passage_similarity": [one.similarity for one in common],
            "article_similarity": [one.closest for one in common],
            "lexical": [one.lexical for one in common],
            "dense": [one.dense for one in common],
            "article_coverage": [own.coverage for own in articles],
            "pairs": [self._parts.pairs(there) for there in standing],
            "names": [
                self._parts.names(there | own.heading)
                for there, own in zip(standing, articles, strict=True)
            ],
            "article_names": [own.names for own in articles],
            "days": [own.days for own in articles],
            "lead": [
                float(span.start <= own.lead_end) for span, own in zip(spans, articles, strict=True)
            ],
            "asks": [float("?" in text and _ASKS.search(text) is not None) for text in texts],
            "length": [min(1.0, len(text) / 100) for text in texts],
            "apart": apart,
        }
        words = [
            self._rarity.exactly(self._parts.words(there), text)
            for there, text in zip(standing, texts, strict=True)
        ]
        columns |= self._coverages(words, articles)
        columns["nearby_coverage"] = self._nearby_coverage(found, words, articles)
        columns |= self._expectations(texts, words, articles)
        rows = zip(*(columns[name] for name in SentenceSignals._fields), strict=True)
        return [SentenceSignals._make(row) for row in rows]

    def _of_article(self, filed: FiledArticle) -> _OfArticle:
        """Return what the question has to do with an article."""
        article, parts = filed.article, self._parts
        title, text = folded(article.heading), folded(article.text)
        heading = parts.standing_in(title, pairs=False)
        whole = parts.standing_in(text, pairs=False)
        headed = self._rarity.exactly(parts.words(heading), title)
        standing = self._rarity.exactly(parts.words(whole), text)
        return _OfArticle(
            headed=headed,
            heading=heading,
            left_open=1 - self._shares[headed],
            coverage=self._shares[headed | standing],
            names=parts.names(heading | whole),
            shares=self._rarity.shares_within(text, standing, headed),
            days=_agreement(self._ranges, article, filed.reference.date),
            held=self._expected.names(filed.names),
            lead_end=len(article.text) - len(article.text.lstrip()),
        )

    def _coverages(
        self, words: Sequence[int], articles: Sequence[_OfArticle]
    ) -> dict[str, list[float]]:
        """Return the shares of the words that stand in each sentence, by what they are weighed."""
        shares, pairs = self._shares, list(zip(words, articles, strict=True))
        return {
            "coverage": [shares[own] for own in words],
            "heading_coverage": [shares[own | article.headed] for own, article in pairs],
            "beyond_heading": [
                shares[own & ~article.headed] / article.left_open
                if article.left_open > NOTHING
                else 0.0
                for own, article in pairs
            ],
            "telling": [article.shares[own] for own, article in pairs],
        }

    def _nearby_coverage(
        self, found: Sequence[FoundPassage], words: Sequence[int], articles: Sequence[_OfArticle]
    ) -> list[float]:
        """Return the share of the words in the passage of each sentence, or in the headline."""
        every: list[float] = []
        for one in found:
            start, size = len(every), len(one.passage.sentences)
            headed = articles[start].headed
            nearby = functools.reduce(operator.or_, words[start : start + size], headed)
            every += [self._shares[nearby]] * size
        return every

    def _expectations(
        self, texts: Sequence[str], words: Sequence[int], articles: Sequence[_OfArticle]
    ) -> dict[str, list[float]]:
        """Return how surely each sentence has what is asked for, and what stands near that."""
        expected, support = [], []
        for text, own, article in zip(texts, words, articles, strict=True):
            spans, sureness = self._expected.found(text, article.held)
            near = [self._near(text, own, span) | article.headed for span in spans]
            expected.append(sureness)
            support.append(max([self._shares[some] for some in near]) if near else 0.0)
        return {"expected": expected, "support": support}

    def _near(self, text: str, words: int, span: Span) -> int:
        """Return which of the words in a sentence stand near a span of it."""
        start, end = span.start - REACH_CHARS, span.end + REACH_CHARS
        if start <= 0 and end >= len(text):
            return words
        near = text[_outside_number(text, start) : _outside_number(text, end)]
        return self._rarity.standing_near(near, words)


def _outside_number(text: str, at: int) -> int:
    """Return a place in a text, moved behind a number that it would cut: 20人 is not 120人."""
    at = min(max(0, at), len(text))
    while 0 < at < len(text) and text[at] in _NUMERALS and text[at - 1] in _NUMERALS:
        at += 1
    return at


def apart(vectors: Vectors, question: Vectors, sizes: Sequence[int] | NDArray[np.int64]) -> Vectors:
    """Return how like a question sentences are beyond what all those of their article are.

    `vectors`, shape (n, d), are theirs, article by article, of which each has so many as `sizes`
    says, one or more; `question` has shape (d,). What comes back, shape (n,), are the products
    without the direction of the mean of the article's sentences, if it has one; what the question
    has beside that direction has length 1.
    """
    if not len(vectors):
        return np.empty(0, np.float32)
    ends = np.cumsum(sizes).tolist()
    common = np.array([vectors[a:b].sum(axis=0) for a, b in zip([0, *ends], ends, strict=False)])
    common /= np.maximum(np.linalg.norm(common, axis=1, keepdims=True), NOTHING)
    shared = common @ question
    along = np.einsum("ij,ij->i", vectors, np.repeat(common, sizes, axis=0))
    beside = np.sqrt(np.maximum(1 - shared**2, NOTHING))
    products = vectors @ question - np.repeat(shared, sizes) * along
    rest: Vectors = products / np.repeat(beside, sizes)
    return rest


def _agreement(asked: Sequence[DateRange], article: Article, printed: PageDate | None) -> float:
    """Return the mean over the ranges: 1 where the article agrees, -1 where it contradicts."""
    if not asked:
        return 0.0
    told = [agreement(days, printed, article.dates) for days in asked]
    return sum(2 * value - 1 for value in told if value is not None) / len(told)
