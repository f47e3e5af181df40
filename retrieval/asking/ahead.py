"""The model begins with a question as soon as its text is known, while its words are looked up.

A run of the model leaves Python to other threads, so that the two take no longer than the model.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING

from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.ports import Embedder, Vectors

_LET_GO_S = 0.00005
"""Long enough for another thread to get hold of Python, which else is let go of every 5 ms only."""


def as_embedded(text: str) -> str:
    """Return a question as the model reads it."""
    return fold(text)


class EmbedderAhead:
    """An embedder that is at work on one text, in a thread of its own; of others it embeds anew."""

    def __init__(self, embedder: Embedder, text: str) -> None:
        self._embedder = embedder
        self._text = text
        self._begun: Future[Vectors] = Future()
        threading.Thread(target=self._begin, name="embed", daemon=True).start()
        time.sleep(_LET_GO_S)

    def _begin(self) -> None:
        try:
            self._begun.set_result(self._embedder.embed_queries([self._text]))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the vector is told
            self._begun.set_exception(error)

    @property
    def key(self) -> str:
        """Identity of the vectors."""
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, or wait for the vector of the one that was begun with."""
        if list(texts) == [self._text]:
            return self._begun.result()
        return self._embedder.embed_queries(texts)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Embed passages."""
        return self._embedder.embed_passages(texts, on_done)
