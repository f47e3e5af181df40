"""Runs an exported encoder by onnxruntime: no PyTorch, and the token table stays on disk.

Each text is a run of its own on one thread, so that its vector does not depend on its neighbours
and several callers use several cores.
"""

from __future__ import annotations

import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embed.exported import (
    GRAPH_FILE,
    PIECES_FILE,
    ROWS_FILE,
    SCALES_FILE,
    TOKENIZER_FILE,
    Description,
)
from retrieval.embed.unigram import UnigramCutter
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.ports import Vectors

logger = logging.getLogger(__name__)

REPORT_TEXTS = 32  # how many passages are finished between two reports of progress
_ERRORS_ONLY = 3


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class OnnxEncoder:
    """One exported encoder, loaded. Safe to share between threads.

    Raises `ModelError` when a file of the export is damaged.
    """

    def __init__(self, folder: Path, description: Description) -> None:
        self._description = description
        try:
            self._rows: NDArray[np.int8] = np.load(folder / ROWS_FILE, mmap_mode="r")
            self._scales: NDArray[np.float32] = np.load(folder / SCALES_FILE)
            self._cut = _cutter(folder)
            self._session = _session(folder / GRAPH_FILE)
        except Exception as error:  # onnxruntime and tokenizers raise classes of their own
            raise ModelError(
                f"the exported model in {folder} cannot be loaded ({_first_line(error)}): "
                "delete that folder, and the next start makes it again"
            ) from error

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._rows.shape[1])

    def vector(self, text: str) -> Vectors:
        """Return the unit vector of a text that has its prompt, shape (dimension,)."""
        known = self._description
        around = len(known.head) + len(known.tail)
        ids = [*known.head, *self._cut(text)[: known.max_tokens - around], *known.tail]
        rows = self._rows[ids] * self._scales[ids, None]
        vector: Vectors = self._session.run(None, {"rows": rows[None]})[0]
        return vector


class OnnxEmbedder:
    """The `Embedder` over an exported encoder, loaded at the first text.

    At most one question a core is under way at a time; the others wait their turn.
    """

    def __init__(self, key: str, folder: Path, description: Description) -> None:
        self._key = key
        self._folder = folder
        self._description = description
        self._loading = threading.Lock()
        self._encoder: OnnxEncoder | None = None
        self._threads = cores()
        self._turn = threading.BoundedSemaphore(self._threads)

    @property
    def key(self) -> str:
        """Identity of the vectors."""
        return self._key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of L2 norm 1."""
        encoder, prompt = self._loaded(), self._description.query_prompt
        vectors = np.empty((len(texts), encoder.dimension), np.float32)
        for row, text in enumerate(texts):
            with self._turn:
                vectors[row] = encoder.vector(prompt + text)
        return vectors

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Like `embed_queries`, for indexed texts, on all cores, the longest first."""
        encoder, prompt = self._loaded(), self._description.passage_prompt
        vectors = np.empty((len(texts), encoder.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        with ThreadPoolExecutor(self._threads, "embed") as pool:
            found = pool.map(lambda i: encoder.vector(prompt + texts[i]), order)
            for done, (i, vector) in enumerate(zip(order, found, strict=True), start=1):
                vectors[i] = vector
                if on_done is not None and (done % REPORT_TEXTS == 0 or done == len(texts)):
                    on_done(done)
        return vectors

    def _loaded(self) -> OnnxEncoder:
        with self._loading:
            if self._encoder is None:
                self._encoder = OnnxEncoder(self._folder, self._description)
                logger.info("model %s loaded", self._key)
            return self._encoder


def _cutter(folder: Path) -> Callable[[str], list[int]]:
    pieces = folder / PIECES_FILE
    if pieces.is_file():
        return UnigramCutter.read(pieces).ids
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    return lambda text: list(tokenizer.encode(text, add_special_tokens=False).ids)


def _session(path: Path) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    import onnxruntime

    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a pattern would be kept for every length of text
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
