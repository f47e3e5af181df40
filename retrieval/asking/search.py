"""A query becomes hits: passages found by words and by meaning, fused by rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.asking.rank import fuse
from retrieval.text import fold
from retrieval.types import Article, ArticleId, ArticleRef, Hit, PassageId, Query

if TYPE_CHECKING:
    from retrieval.index.catalogue import StoredPassage
    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, Vectors

DEPTH = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, with what answering needs beside the hits.

    `vector` is the query's, shape (d,); `passages` and `articles` hold every hit's own.
    """

    hits: tuple[Hit, ...]
    vector: Vectors
    passages: dict[PassageId, StoredPassage]
    articles: dict[ArticleId, Article]


def search(
    query: Query,
    generation: Generation,
    embedder: Embedder,
    k: int,
    options: AskingOptions = FOR_MEMBERS,
) -> Found:
    """Return the `k` best passages of a generation; fewer when it holds fewer.

    A query of no words finds nothing.
    """
    vector = embedder.embed_queries([fold(query.text)])[0]
    if not query.text.strip() or k < 1:
        return Found((), vector, {}, {})
    depth = max(DEPTH, k)
    by_words = generation.lexical.search(query.terms, depth) if options.lexical_weight else []
    by_meaning = generation.passages.search(vector, depth) if options.dense_weight else []
    lexical, dense = [i for i, _ in by_words], [i for i, _ in by_meaning]
    similarities = dict(by_meaning)
    fused = fuse([(lexical, options.lexical_weight), (dense, options.dense_weight)])[:k]
    passages = generation.catalogue.passages(i for i, _ in fused)
    ids = dict.fromkeys(p.article_id for p in passages.values())
    articles = {article.id: article for article in generation.catalogue.articles(ids)}
    references = {i: generation.catalogue.reference(i) for i in articles}
    lexical_ranks, dense_ranks = _ranks(lexical), _ranks(dense)
    hits = tuple(
        _hit(passages[PassageId(i)], articles, references, score, rank, lexical_ranks.get(i),
             dense_ranks.get(i), similarities.get(i))
        for rank, (i, score) in enumerate(fused, start=1)
    )
    return Found(hits, vector, passages, articles)


def _ranks(ids: list[int]) -> dict[int, int]:
    return {item: rank for rank, item in enumerate(ids, start=1)}


def _hit(
    passage: StoredPassage,
    articles: dict[ArticleId, Article],
    references: dict[ArticleId, ArticleRef],
    score: float,
    rank: int,
    lexical_rank: int | None,
    dense_rank: int | None,
    similarity: float | None,
) -> Hit:
    text = articles[passage.article_id].text[passage.span.start : passage.span.end]
    return Hit(
        passage_id=passage.id,
        article=references[passage.article_id],
        span=passage.span,
        text=text,
        score=score,
        rank=rank,
        lexical_rank=lexical_rank,
        dense_rank=dense_rank,
        similarity=similarity,
    )
