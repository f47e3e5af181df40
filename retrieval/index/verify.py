"""Checks a sealed generation before it goes live: do its parts agree, and is what is new found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.index.generation import Generation
    from retrieval.text import Tokenizer
    from retrieval.types import ArticleId

PROBE_DEPTH = 10


def problems(
    generation: Generation, probes: Iterable[ArticleId], tokenizer: Tokenizer
) -> tuple[str, ...]:
    """Return what is wrong with a generation, in words; nothing when it may go live.

    `probes` are articles that must be found by their own headline and by their own vectors.
    """
    found = [*_miscounts(generation)]
    for article_id in probes:
        found += _unfound(generation, article_id, tokenizer)
    return tuple(found)


def _miscounts(generation: Generation) -> Iterator[str]:
    counts = generation.catalogue.counts()
    held = (
        ("passages with words", generation.lexical.count(), counts.passages),
        ("passages with vectors", generation.passages.count(), counts.passages),
        ("sentences with vectors", generation.sentences.count(), counts.sentences),
    )
    for name, count, expected in held:
        if count != expected:
            yield f"{name}: {count}, the catalogue has {expected}"


def _unfound(generation: Generation, article_id: ArticleId, tokenizer: Tokenizer) -> Iterator[str]:
    ids = [passage.id for passage in generation.catalogue.passages_of(article_id)]
    if not ids:
        return
    headline = generation.catalogue.reference(article_id).headline
    terms = tokenizer.content_terms(headline)
    depth = max(PROBE_DEPTH, len(ids))
    if terms and not _among(ids, generation.lexical.search(terms, depth)):
        yield f"{headline} is not found by the words of its headline"
    vector = generation.passages.vectors(ids[:1])[0]
    if not _among(ids, generation.passages.search(vector, depth)):
        yield f"{headline} is not found by its own vector"


def _among(ids: Sequence[int], hits: list[tuple[int, float]]) -> bool:
    return bool({i for i, _ in hits} & set(ids))
