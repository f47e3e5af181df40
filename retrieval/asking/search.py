"""A query becomes hits: passages found by words and by meaning, ranked by their best sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.asking.expected import Expectation, expectation
from retrieval.asking.fitted import fitted
from retrieval.asking.rank import SentenceWeights, TermRarity, fuse, sentence_score
from retrieval.text import fold
from retrieval.types import Article, ArticleId, ArticleRef, Hit, PassageId, Query, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.index.catalogue import StoredPassage
    from retrieval.index.dense import FaissIndex
    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, Vectors

DEPTH = 50  # how many candidates words and meaning give each, in passages


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """What the parts of a search count; 0 leaves a part out.

    Without `rescored`, passages keep the order of their fused ranks.
    """

    lexical: float = fitted().search["lexical"]
    dense: float = fitted().search["dense"]
    rescored: bool = True
    sentence: SentenceWeights = field(default_factory=SentenceWeights)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a found passage, with its signals; `surrounding` is the passage's span.

    `has_expected` is whether it has what the question asks for, a day or a number. That tells the
    sentences of one article apart, not articles, so it is no part of `score`.
    """

    article: ArticleRef
    span: Span
    surrounding: Span
    similarity: float
    score: float
    has_expected: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits and sentences, each best first, and the articles they are of."""

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    articles: dict[ArticleId, Article]
    rarity: TermRarity


def search(
    query: Query,
    generation: Generation,
    embedder: Embedder,
    k: int,
    weights: SearchWeights | None = None,
) -> Found:
    """Return the `k` best passages of a generation, fewer when it holds fewer, and their sentences.

    A query of no words finds nothing.
    """
    lexical_index = generation.lexical
    rarity = TermRarity.of(query.terms, lexical_index.count(), lexical_index.document_frequency)
    if not query.text.strip() or k < 1:
        return Found((), (), {}, rarity)
    weights = weights or SearchWeights()
    vector = embedder.embed_queries([fold(query.text)])[0]
    candidates = _candidates(query, vector, generation, max(DEPTH, k), weights)
    catalogue = generation.catalogue
    ids = dict.fromkeys(candidate.passage.article_id for candidate in candidates)
    articles = {article.id: article for article in catalogue.articles(ids)}
    references = {article_id: catalogue.reference(article_id) for article_id in ids}
    expected = expectation(query.original)
    scorer = _Scorer(vector, rarity, expected, generation, weights.sentence)
    scored = scorer.score(candidates, articles, references)
    if weights.rescored:
        scored.sort(key=lambda pair: (-pair[1][0].score, pair[0].passage.id))
    hits = tuple(
        _hit(candidate, sentences[0], articles, rank, weights)
        for rank, (candidate, sentences) in enumerate(scored[:k], start=1)
    )
    found = sorted((s for _, of_one in scored[:k] for s in of_one), key=_best_first)
    return Found(hits, tuple(found), articles, rarity)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that words or meaning found."""

    passage: StoredPassage
    fused: float
    lexical_rank: int | None
    dense_rank: int | None


def _candidates(
    query: Query, vector: Vectors, generation: Generation, depth: int, weights: SearchWeights
) -> list[_Candidate]:
    """Return the `depth` best passages by fused rank, in that order."""
    lexical = [i for i, _ in generation.lexical.search(query.terms, depth)]
    dense = [i for i, _ in generation.passages.search(vector, depth)]
    rankings = [(lexical, weights.lexical), (dense, weights.dense)]
    fused = dict(fuse([r for r in rankings if r[1] > 0])[:depth])
    passages = generation.catalogue.passages(fused)
    lexical_ranks = {i: rank for rank, i in enumerate(lexical, start=1)}
    dense_ranks = {i: rank for rank, i in enumerate(dense, start=1)}
    return [
        _Candidate(passages[PassageId(i)], score, lexical_ranks.get(i), dense_ranks.get(i))
        for i, score in fused.items()
    ]


class _Scorer:
    """Scores the sentences of candidates for one question."""

    def __init__(
        self,
        vector: Vectors,
        rarity: TermRarity,
        expected: Expectation,
        generation: Generation,
        weights: SentenceWeights,
    ) -> None:
        self._vector = vector
        self._rarity = rarity
        self._expected = expected
        self._generation = generation
        self._weights = weights

    def score(
        self,
        candidates: Sequence[_Candidate],
        articles: Mapping[ArticleId, Article],
        references: Mapping[ArticleId, ArticleRef],
    ) -> list[tuple[_Candidate, list[ScoredSentence]]]:
        """Return each candidate with its sentences, best first."""
        passage_ids = [c.passage.id for c in candidates]
        sentence_ids = [i for c in candidates for i, _ in c.passage.sentences]
        passage_cosines = self._cosines(self._generation.passages, passage_ids)
        sentence_cosines = self._cosines(self._generation.sentences, sentence_ids)
        headings = {i: fold(a.heading) for i, a in articles.items()}
        scored = []
        for candidate in candidates:
            passage = candidate.passage
            text = articles[passage.article_id].text
            sentences = []
            for sentence_id, span in passage.sentences:
                folded = fold(text[span.start : span.end])
                similarity = sentence_cosines[sentence_id]
                score = sentence_score(
                    similarity=similarity,
                    passage_similarity=passage_cosines[passage.id],
                    own_coverage=self._rarity.coverage(folded),
                    coverage_with_headline=self._rarity.coverage(
                        folded, headings[passage.article_id]
                    ),
                    weights=self._weights,
                )
                reference = references[passage.article_id]
                expected = self._expected.met_by(folded)
                sentences.append(
                    ScoredSentence(reference, span, passage.span, similarity, score, expected)
                )
            scored.append((candidate, sorted(sentences, key=_best_first)))
        return scored

    def _cosines(self, index: FaissIndex, ids: Sequence[int]) -> dict[int, float]:
        cosines = index.vectors(ids) @ self._vector
        return dict(zip(ids, map(float, cosines), strict=True))


def _best_first(sentence: ScoredSentence) -> tuple[float, str, int]:
    return (-sentence.score, sentence.article.id, sentence.span.start)


def _hit(
    candidate: _Candidate,
    best: ScoredSentence,
    articles: Mapping[ArticleId, Article],
    rank: int,
    weights: SearchWeights,
) -> Hit:
    span = candidate.passage.span
    return Hit(
        passage_id=candidate.passage.id,
        article=best.article,
        span=span,
        text=articles[best.article.id].text[span.start : span.end],
        score=best.score if weights.rescored else candidate.fused,
        rank=rank,
        lexical_rank=candidate.lexical_rank,
        dense_rank=candidate.dense_rank,
        similarity=best.similarity,
    )
