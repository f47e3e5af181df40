"""Keeps the vectors of a model on disk, so that a long embedding goes on where it was stopped.

What was embedded once, for whatever keeps its vectors in a folder, is never embedded again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from retrieval.ports import Embedder, Vectors

CHUNK_TEXTS = 256
"""Texts that are embedded before their vectors are safe on disk."""


class KeptVectors:
    """An `Embedder` over another one that keeps the vectors of passages in `folder`.

    Queries go straight to the model, so their latency is the model's own.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self.computed = 0  # texts of passages that went through the model, and were not kept yet
        name = hashlib.sha256(embedder.key.encode()).hexdigest()[:16]
        self._path = folder / f"vectors-{name}.sqlite"

    @property
    def key(self) -> str:
        """Identity of the vectors: the model's own."""
        return self._embedder.key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of L2 norm 1."""
        return self._embedder.embed_queries(texts)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Like `embed_queries`, for indexed texts; what is kept on disk is read from there."""
        if not texts:
            return self._embedder.embed_passages(texts)
        with self._database() as database:
            found = _read(database, texts)
            missing = [text for text in dict.fromkeys(texts) if text not in found]
            for start in range(0, len(missing), CHUNK_TEXTS):
                chunk = missing[start : start + CHUNK_TEXTS]
                known = len(texts) - len(missing) + start
                vectors = self._embedder.embed_passages(chunk, _beyond(known, on_done))
                _write(database, chunk, vectors)
                self.computed += len(chunk)
                found.update(zip(chunk, vectors, strict=True))
        if on_done is not None and not missing:
            on_done(len(texts))
        return np.stack([found[text] for text in texts])

    @contextlib.contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._path)) as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(digest BLOB PRIMARY KEY, vector BLOB NOT NULL) STRICT, WITHOUT ROWID"
            )
            yield database


def _beyond(known: int, on_done: Callable[[int], None] | None) -> Callable[[int], None] | None:
    """Return what hears how many texts are finished when `known` were before."""
    return None if on_done is None else lambda done: on_done(known + done)


def _read(database: sqlite3.Connection, texts: Sequence[str]) -> dict[str, Vectors]:
    found = {}
    for text in dict.fromkeys(texts):
        row = database.execute(
            "SELECT vector FROM vectors WHERE digest = ?", (_digest(text),)
        ).fetchone()
        if row is not None:
            found[text] = np.frombuffer(row[0], dtype=np.float32)
    return found


def _write(database: sqlite3.Connection, texts: Sequence[str], vectors: Vectors) -> None:
    rows = ((_digest(t), v.tobytes()) for t, v in zip(texts, vectors, strict=True))
    with database:
        database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
