"""Runs any sentence-transformers model; torch is imported at the first text, not before."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embed.prompts import passage_prompt, query_prompt
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sentence_transformers import SentenceTransformer

    from retrieval.ports import Vectors

logger = logging.getLogger(__name__)

BATCH_TEXTS = 32


class SentenceTransformerEmbedder:
    """An embedder over a sentence-transformers model, with the prompts that the model names.

    `key` identifies the vectors; `locate` returns the folder or name to load, and may take its
    time: it is called once, at the first text. It runs in float32, or in what this processor
    computes fastest unless `full_precision` is asked for. Safe to share between threads.
    """

    def __init__(
        self, key: str, locate: Callable[[], Path | str], *, full_precision: bool = False
    ) -> None:
        self._key = key
        self._full_precision = full_precision
        self._locate = locate
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None

    @property
    def key(self) -> str:
        """Identity of the vectors."""
        return self._key

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), rows of L2 norm 1."""
        return self._embed(texts, query_prompt, None)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        """Like `embed_queries`, for indexed texts, the longest first so that batches are even."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        ordered = self._embed([texts[i] for i in order], passage_prompt, on_done)
        vectors = np.empty_like(ordered)
        vectors[order] = ordered
        return vectors

    def _embed(
        self,
        texts: Sequence[str],
        prompt_of: Callable[[Mapping[str, str | None]], str],
        on_done: Callable[[int], None] | None,
    ) -> Vectors:
        with self._lock:  # fast tokenizers keep state while they run
            model = self._loaded()
            prompt = prompt_of(model.prompts)
            parts = [np.empty((0, model.get_embedding_dimension() or 0), dtype=np.float32)]
            for start in range(0, len(texts), BATCH_TEXTS):
                batch = list(texts[start : start + BATCH_TEXTS])
                parts.append(_encode(model, batch, prompt))
                if on_done is not None:
                    on_done(start + len(batch))
        return np.concatenate(parts)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            self._model = load(self._locate(), full_precision=self._full_precision)
            logger.info("model %s loaded", self._key)
        return self._model


def _encode(model: SentenceTransformer, batch: list[str], prompt: str) -> Vectors:
    tensor = model.encode(
        batch,
        prompt=prompt,
        batch_size=BATCH_TEXTS,
        convert_to_tensor=True,
        show_progress_bar=False,
    )
    vectors: Vectors = tensor.float().cpu().numpy()
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    normalised: Vectors = vectors / np.maximum(norms, np.finfo(np.float32).tiny)
    return normalised


def load(name: Path | str, *, full_precision: bool = False) -> SentenceTransformer:
    """Load a model, in float32 or in what this processor computes fastest. Raises `ModelError`."""
    try:
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"a package of the model is not installed ({error.name}): run `make run` again"
        ) from error
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {"dtype": torch.float32 if full_precision else _precision(torch)}
    try:
        return SentenceTransformer(str(name), model_kwargs=options)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(
            f"cannot load the model {name} ({reason}): set EMBEDDING_MODEL to a "
            "sentence-transformers folder, to a model name that this machine can fetch, "
            "or leave it out for the bundled one"
        ) from error


def _precision(torch: Any) -> Any:  # noqa: ANN401 - torch is imported by the caller alone
    """Return bfloat16 where the processor computes in it, else float32."""
    capabilities = torch.cpu.get_capabilities()
    native = capabilities.get("amx_bf16") or capabilities.get("avx512_bf16")
    return torch.bfloat16 if native else torch.float32
