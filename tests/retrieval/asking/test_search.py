"""The search over an archive's own generation."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from retrieval.asking.query import understand
from retrieval.asking.search import search
from retrieval.asking.when import Calendar
from retrieval.asking.words import completed
from retrieval.index.generation import open_generation
from tests.fakes.embedder import HashingEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.archive import Archive
    from retrieval.index.lexical import TantivyIndex
    from retrieval.text import Tokenizer


class Watched:
    """A lexical index that notes in which threads it was searched."""

    def __init__(self, index: TantivyIndex) -> None:
        self._index = index
        self.threads: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._index, name)

    def search(
        self, terms: Sequence[str], k: int, pairs: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """Search, and note the thread."""
        self.threads.append(threading.current_thread().name)
        return self._index.search(terms, k, pairs)


@pytest.mark.parametrize("question", ["周大江是谁", "免费体检", "火星移民"])
def test_words_searched_in_a_thread_of_their_own_find_the_same(
    archive: Archive, tmp_path: Path, tokenizer: Tokenizer, question: str
) -> None:
    assert archive.status().passages
    generation = open_generation(tmp_path / "data" / "generations" / "000001")
    asked = understand(question, tokenizer, Calendar(dt.date(2023, 12, 12)))[0]
    query = completed(asked, generation, tokenizer)
    watched = Watched(generation.lexical)
    generation = replace(generation, lexical=cast("TantivyIndex", watched))
    beside = search(query, generation, HashingEmbedder(), 5, beside_from=0)
    alone = search(query, generation, HashingEmbedder(), 5)
    assert [thread.startswith("words") for thread in watched.threads] == [True, False]
    assert watched.threads[1] == threading.current_thread().name
    assert beside.hits
    assert (beside.hits, beside.sentences) == (alone.hits, alone.sentences)
