"""A query becomes hits: passages found by words and by meaning, ranked by their best sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.asking.credits import tells
from retrieval.asking.expected import Expectation, expectation
from retrieval.asking.fitted import fitted
from retrieval.asking.rank import Ranker, TermRarity, fuse, reciprocal
from retrieval.asking.signals import (
    FoundPassage,
    PassageSignals,
    SentenceSignals,
    SignalMaker,
    apart,
)
from retrieval.quantities import whole
from retrieval.text import fold
from retrieval.types import Article, ArticleId, ArticleRef, Hit, PassageId, Query, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.index.catalogue import StoredPassage
    from retrieval.index.generation import Generation
    from retrieval.index.recent import FiledArticle
    from retrieval.ports import Embedder, Vectors

DEPTH = 20  # how many candidates words and meaning give each at least, in passages
BESIDE_FROM = 50_000
"""Passages from which on a thread of its own pays: fewer are searched by words too soon for it."""
_BESIDE = ThreadPoolExecutor(thread_name_prefix="words")


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """What the parts of a search count; 0 leaves a part out.

    `lexical` and `dense` weigh the two rankings where they are fused; `signals` what speaks for a
    sentence, by name. Without `rescored`, passages keep the order of their fused ranks.
    """

    lexical: float = fitted().search["lexical"]
    dense: float = fitted().search["dense"]
    rescored: bool = True
    signals: tuple[tuple[str, float], ...] = tuple(fitted().signals.items())


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a found passage and what speaks for it; `surrounding` is the passage's span."""

    article: ArticleRef
    span: Span
    surrounding: Span
    signals: SentenceSignals
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits and sentences, each best first, and the articles they are of.

    `rarity` and `nouns` weigh the question's words, and its nouns; `readings` is what a reading
    model said of the sentences that it read, none where there is no such model.
    """

    query: Query
    expected: Expectation
    rarity: TermRarity
    nouns: TermRarity
    hits: tuple[Hit, ...] = ()
    sentences: tuple[ScoredSentence, ...] = ()
    filed: Mapping[ArticleId, FiledArticle] = field(default_factory=dict)
    readings: Mapping[ScoredSentence, Reading] = field(default_factory=dict)

    def article_of(self, sentence: ScoredSentence) -> Article:
        """Return the article that a found sentence stands in."""
        return self.filed[sentence.article.id].article

    def text_of(self, sentence: ScoredSentence) -> str:
        """Return the words of a found sentence."""
        return self.article_of(sentence).text[sentence.span.start : sentence.span.end]


def search(
    query: Query,
    generation: Generation,
    embedder: Embedder,
    k: int,
    weights: SearchWeights | None = None,
    *,
    beside_from: int = BESIDE_FROM,
) -> Found:
    """Return the `k` best passages of a generation, fewer when it holds fewer, and their sentences.

    A query of no words finds nothing. With `beside_from` passages and more, words are searched
    while the model reads the question.
    """
    total, frequency = generation.lexical.count(), generation.lexical.document_frequency
    rarity = TermRarity.of(query.terms, total, frequency, whole(query.quantities))
    nouns = TermRarity.of(query.nouns, total, frequency)
    expected = expectation(query.text)
    if not query.text.strip() or k < 1:
        return Found(query, expected, rarity, nouns)
    weights = weights or SearchWeights()
    depth = max(DEPTH, k)
    by_words = _begun(query, generation, depth, beside=total >= beside_from)
    vector = embedder.embed_queries([fold(query.text)])[0]
    dense = [i for i, _ in generation.passages.search(vector, depth)]
    candidates = _candidates(by_words(), dense, generation, weights)
    filed = generation.recent.articles(dict.fromkeys(c.passage.article_id for c in candidates))
    scorer = _Scorer(vector, generation, Ranker(dict(weights.signals)))
    scored = scorer.score(candidates, SignalMaker(query, rarity, expected), filed)
    if weights.rescored:
        scored.sort(key=lambda one: (-one.best.score, one.candidate.passage.id))
    hits = tuple(_hit(one, filed, rank, weights) for rank, one in enumerate(scored[:k], start=1))
    sentences = _telling(scored[:k], filed, of_authors=expected.of_authors)
    return Found(query, expected, rarity, nouns, hits, sentences, filed)


class _Candidate(NamedTuple):
    """A passage that words or meaning found."""

    passage: StoredPassage
    fused: float
    lexical_rank: int | None
    dense_rank: int | None


class _Scored(NamedTuple):
    """A candidate with its sentences and the best of them."""

    candidate: _Candidate
    sentences: Sequence[ScoredSentence]
    best: ScoredSentence


def _begun(
    query: Query, generation: Generation, depth: int, *, beside: bool
) -> Callable[[], list[int]]:
    """Begin to search by words, and return what gives the best passages.

    `beside`, that goes on in a thread of its own; else only once they are asked for.
    """
    words = (*query.terms, *query.quantities)

    def search() -> list[int]:
        return [i for i, _ in generation.lexical.search(words, depth, query.pairs)]

    return _BESIDE.submit(search).result if beside else search


def _candidates(
    lexical: Sequence[int], dense: Sequence[int], generation: Generation, weights: SearchWeights
) -> list[_Candidate]:
    """Return the passages of either ranking, which are best first, by fused rank.

    None is cut off here: a name that only words find would fall behind all that meaning finds.
    """
    rankings = [(lexical, weights.lexical), (dense, weights.dense)]
    fused = dict(fuse([ranking for ranking in rankings if ranking[1] > 0]))
    passages = generation.recent.passages(fused)
    lexical_ranks = {i: rank for rank, i in enumerate(lexical, start=1)}
    dense_ranks = {i: rank for rank, i in enumerate(dense, start=1)}
    return [
        _Candidate(passages[PassageId(i)], score, lexical_ranks.get(i), dense_ranks.get(i))
        for i, score in fused.items()
    ]


class _Scorer:
    """Scores the sentences of candidates for one question."""

    def __init__(self, vector: Vectors, generation: Generation, ranker: Ranker) -> None:
        self._vector = vector
        self._generation = generation
        self._ranker = ranker

    def score(
        self,
        candidates: Sequence[_Candidate],
        maker: SignalMaker,
        filed: Mapping[ArticleId, FiledArticle],
    ) -> list[_Scored]:
        """Return each candidate with its sentences, in order of the text."""
        if not candidates:
            return []
        found = self._with_signals(candidates, filed)
        signals = iter(maker.make(found, *self._likeness([c.passage for c in candidates])))
        scored = []
        for candidate, one in zip(candidates, found, strict=True):
            sentences = [
                ScoredSentence(
                    one.filed.reference, span, one.passage.span, own, self._ranker.score(own)
                )
                for (_, span), own in zip(one.passage.sentences, signals, strict=False)
            ]
            scored.append(_Scored(candidate, sentences, min(sentences, key=_best_first)))
        return scored

    def _with_signals(
        self, candidates: Sequence[_Candidate], filed: Mapping[ArticleId, FiledArticle]
    ) -> list[FoundPassage]:
        """Return the passages with what their sentences have in common."""
        ids = [candidate.passage.id for candidate in candidates]
        cosines = (self._generation.passages.vectors(ids) @ self._vector).tolist()
        closest: dict[ArticleId, float] = {}
        for candidate, cosine in zip(candidates, cosines, strict=True):
            article = candidate.passage.article_id
            closest[article] = max(cosine, closest.get(article, -1.0))
        return [
            FoundPassage(
                candidate.passage,
                filed[candidate.passage.article_id],
                PassageSignals(
                    cosine,
                    closest[candidate.passage.article_id],
                    reciprocal(candidate.lexical_rank),
                    reciprocal(candidate.dense_rank),
                ),
            )
            for candidate, cosine in zip(candidates, cosines, strict=True)
        ]

    def _likeness(self, passages: Sequence[StoredPassage]) -> tuple[list[float], list[float]]:
        """Return the cosines of the sentences with the question, and what is left of each.

        That is the product without the direction of the mean of its article's sentences here.
        """
        numbers: dict[ArticleId, int] = {}
        of_each = [numbers.setdefault(p.article_id, len(numbers)) for p in passages]
        articles = np.repeat(of_each, [len(p.sentences) for p in passages])
        by_article = np.argsort(articles, kind="stable")
        ids = np.array([i for p in passages for i, _ in p.sentences])[by_article]
        vectors = self._generation.sentences.vectors(ids)
        likeness = np.empty((2, len(ids)), np.float32)
        likeness[0, by_article] = vectors @ self._vector
        likeness[1, by_article] = apart(vectors, self._vector, np.bincount(articles))
        cosines, left = likeness.tolist()
        return cosines, left


def _telling(
    scored: Sequence[_Scored], filed: Mapping[ArticleId, FiledArticle], *, of_authors: bool
) -> tuple[ScoredSentence, ...]:
    """Return the sentences that tell something, best first."""
    telling = []
    for one in scored:
        passage = one.candidate.passage
        printed = filed[passage.article_id].sentences(passage).printed
        pairs = zip(one.sentences, printed, strict=True)
        telling += [sentence for sentence, text in pairs if tells(text, of_authors)]
    return tuple(sorted(telling, key=_best_first))


def _best_first(sentence: ScoredSentence) -> tuple[float, str, int]:
    return (-sentence.score, sentence.article.id, sentence.span.start)


def _hit(
    scored: _Scored, filed: Mapping[ArticleId, FiledArticle], rank: int, weights: SearchWeights
) -> Hit:
    candidate, best = scored.candidate, scored.best
    span = candidate.passage.span
    return Hit(
        passage_id=candidate.passage.id,
        article=best.article,
        span=span,
        text=filed[best.article.id].article.text[span.start : span.end],
        score=best.score if weights.rescored else candidate.fused,
        rank=rank,
        lexical_rank=candidate.lexical_rank,
        dense_rank=candidate.dense_rank,
        similarity=best.signals.similarity,
    )
