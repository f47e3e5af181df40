"""The protocols between rooms: what an embedder, a reader and an index half must do.

A port says what comes back and what is raised; implementations are named after what they use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.errors import PageError
    from retrieval.index.generation import Generation
    from retrieval.types import LoadProgress, Page, Reading

    Vectors = NDArray[np.float32]
    Progress = Callable[[LoadProgress], None]


class Embedder(Protocol):
    """Turns texts into vectors of unit length. Loading the model is left to the first call."""

    @property
    def key(self) -> str:
        """Identity of the vectors: equal keys mean comparable vectors. Known without loading."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of L2 norm 1.

        No texts give shape (0, dimension). Raises `ModelError` when the model cannot be loaded.
        """

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Like `embed_queries`, for indexed texts; `on_done(n)` hears how many are finished."""


class LexicalIndex(Protocol):
    """Ranks passages by the words they share with a query."""

    def search(
        self, terms: Sequence[str], k: int, pairs: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """Return at most `k` (passage id, BM25 score), best first, ties by lower id.

        Only passages that share a term or a pair of characters are returned; neither or an empty
        index gives [].
        """

    def count(self) -> int:
        """Return the number of passages indexed."""


class DenseIndex(Protocol):
    """Ranks ids by the cosine of their vector with a query's."""

    def search(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """Return at most `k` (id, cosine), best first, ties by lower id; shape of `vector`: (d,).

        An empty index gives []; `k` beyond the index gives all of it.
        """

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the stored vectors of `ids`, shape (len(ids), d). Raises `KeyError` if unknown."""

    def count(self) -> int:
        """Return the number of vectors held."""


class ReadingModel(Protocol):
    """Reads sentences for a question: a model between ranking and answering."""

    def read(self, question: str, sentences: Sequence[str]) -> Sequence[Reading]:
        """Return a reading of each sentence, in their order; no sentences give none.

        Raises `ModelError` when the model cannot run.
        """


class PageReader(Protocol):
    """Turns source files into pages."""

    def __call__(
        self,
        path: Path,
        on_error: Callable[[PageError], None],
        day: dt.date | None,
        number: str = "",
    ) -> Iterable[Page]:
        """Read the pages of one file; `on_error` hears of each page of it that cannot be read.

        `day` and `number` are what an admin says of their date, and of the number of a file's
        only page.

        A page's source begins with the file's name. Raises `PageError` when nothing of the file
        can be read.
        """


class PageJoiner(Protocol):
    """Joins articles that go on on another page of the same day."""

    def __call__(self, pages: Sequence[Page]) -> Sequence[Page]:
        """Return the pages in the order given, each joined article on the page where it begins."""


class Gate(Protocol):
    """Says whether a candidate generation may go live, by how it answers."""

    def __call__(self, candidate: Generation, live: Generation | None) -> Sequence[str]:
        """Return what speaks against it, in words, compared with the live one; nothing if it may.

        Raises `ModelError`.
        """
