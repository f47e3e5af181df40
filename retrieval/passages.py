"""Cuts an article into passages of whole sentences, and says what the model reads of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.text import fold, split_sentences
from retrieval.types import Article, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_SENTENCES = 3
MAX_CHARS = 250
VERSION = f"sentences-{MAX_SENTENCES}x{MAX_CHARS}/2"


def split(article: Article) -> tuple[Passage, ...]:
    """Return the passages of an article in order: windows of whole sentences that do not overlap.

    A window ends before it would pass `MAX_SENTENCES` or `MAX_CHARS`; a longer sentence stands
    alone, whole. An article without text has no passages.
    """
    return tuple(
        Passage(Span(window[0].start, window[-1].end), tuple(window))
        for window in _windows(split_sentences(article.text))
    )


def passage_text(article: Article, span: Span) -> str:
    """Return what the model reads for a passage: the article's headline, then the passage."""
    return fold(f"{article.headline}\n{article.text[span.start : span.end]}")


def sentence_text(article: Article, span: Span) -> str:
    """Return what the model reads for a sentence: itself alone, so that sentences differ."""
    return fold(article.text[span.start : span.end])


def _windows(sentences: Sequence[Span]) -> Iterator[list[Span]]:
    window: list[Span] = []
    for sentence in sentences:
        too_long = window and sentence.end - window[0].start > MAX_CHARS
        if too_long or len(window) == MAX_SENTENCES:
            yield window
            window = []
        window.append(sentence)
    if window:
        yield window
