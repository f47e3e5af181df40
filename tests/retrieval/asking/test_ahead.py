"""The model at work while words are looked up: the same vectors, and no more than are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.asking.ahead import EmbedderAhead
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.ports import Vectors


class Counting:
    """Embeds a text as its length, and keeps what it was given."""

    key = "counting"

    def __init__(self) -> None:
        self.given: list[tuple[str, ...]] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.given.append(tuple(texts))
        if "!" in texts:
            raise ModelError("it cannot be loaded")
        return np.array([[len(text)] for text in texts], np.float32)

    def embed_passages(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        return -self.embed_queries(texts)


def test_the_text_begun_with_is_embedded_once() -> None:
    model = Counting()
    ahead = EmbedderAhead(model, "夜校")
    assert [ahead.embed_queries(["夜校"]).tolist() for _ in range(2)] == [[[2.0]], [[2.0]]]
    assert model.given == [("夜校",)]


def test_any_other_text_is_embedded_anew() -> None:
    ahead = EmbedderAhead(Counting(), "夜校")
    assert ahead.embed_queries(["总工会"]).tolist() == [[3.0]]
    assert ahead.embed_queries(["夜校", "总工会"]).tolist() == [[2.0], [3.0]]
    assert ahead.embed_passages(["夜校"]).tolist() == [[-2.0]]
    assert ahead.key == "counting"


def test_a_model_that_cannot_run_says_so_where_its_vector_is_wanted() -> None:
    ahead = EmbedderAhead(Counting(), "!")
    with pytest.raises(ModelError):
        ahead.embed_queries(["!"])
