"""What every embedder promises: unit vectors in the order of the texts, whoever else asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embed import embedder_for
from retrieval.embed.sentence_transformer import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.ports import Embedder

TEXTS = ["职工", "快递员体检" * 9, "夜校", "", "总工会的夜校在哪", "大篷车"]


@pytest.fixture(scope="module", params=["fast", "sentence_transformers"])
def embedder(request: pytest.FixtureRequest, tiny_model: Path, tiny_data_dir: Path) -> Embedder:
    if request.param == "fast":
        return embedder_for(str(tiny_model), tiny_data_dir)
    return SentenceTransformerEmbedder("tiny", lambda: tiny_model)


def test_rows_have_unit_length_and_stand_in_the_order_of_the_texts(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(TEXTS)
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors, alone, atol=1e-5)


def test_no_texts_give_no_rows_of_the_full_width(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 16)
    assert embedder.embed_queries([]).shape == (0, 16)


def test_questions_and_passages_get_the_prompts_of_the_model(embedder: Embedder) -> None:
    question, passage = embedder.embed_queries(["工会"])[0], embedder.embed_passages(["工会"])[0]
    assert float(question @ passage) < 0.999


def test_finished_texts_are_reported(embedder: Embedder) -> None:
    heard: list[int] = []
    embedder.embed_passages(["职工"] * 70, heard.append)
    assert heard == [32, 64, 70]


def test_a_text_beyond_the_longest_is_cut_and_not_refused(embedder: Embedder) -> None:
    whole, cut = embedder.embed_passages(["工会" * 2000, "工会" * 500])
    assert float(whole @ cut) > 0.99999


def test_threads_that_ask_at_once_get_what_they_would_get_alone(embedder: Embedder) -> None:
    texts = TEXTS * 8
    alone = embedder.embed_queries(texts)
    with ThreadPoolExecutor(8) as pool:
        loading = pool.submit(embedder.embed_passages, texts)
        together = list(pool.map(lambda text: embedder.embed_queries([text])[0], texts))
    np.testing.assert_allclose(np.stack(together), alone, atol=1e-5)
    np.testing.assert_allclose(loading.result(), embedder.embed_passages(texts), atol=1e-5)
