from pathlib import Path

import numpy as np
import pytest

from retrieval.embed import kept as keeping
from retrieval.embed.kept import KeptVectors
from tests.fakes.embedder import HashingEmbedder


class FailingEmbedder(HashingEmbedder):
    """Stops, as a killed process does, once it was asked for more than `most` texts."""

    most = keeping.CHUNK_TEXTS

    def embed_passages(self, texts, on_done=None):
        if len(self.embedded) + len(texts) > self.most:
            raise KeyboardInterrupt
        return super().embed_passages(texts, on_done)


def test_text_that_was_embedded_once_is_never_embedded_again(tmp_path: Path):
    embedder = HashingEmbedder()
    kept = KeptVectors(embedder, tmp_path)
    first = kept.embed_passages(["花市", "校舍", "花市"])
    second = KeptVectors(embedder, tmp_path).embed_passages(["校舍", "桥"])
    assert embedder.embedded == ["花市", "校舍", "桥"]
    np.testing.assert_array_equal(second[0], first[1])
    np.testing.assert_array_equal(first[0], HashingEmbedder().embed_passages(["花市"])[0])
    np.testing.assert_array_equal(first[2], first[0])


def test_vectors_of_another_model_are_not_used(tmp_path: Path):
    one, other = HashingEmbedder("one"), HashingEmbedder("other")
    KeptVectors(one, tmp_path).embed_passages(["花市"])
    KeptVectors(other, tmp_path).embed_passages(["花市"])
    assert other.embedded == ["花市"]


def test_embedding_that_was_stopped_goes_on_after_its_last_chunk(tmp_path: Path):
    texts = [f"第{i}条" for i in range(keeping.CHUNK_TEXTS + 3)]
    with pytest.raises(KeyboardInterrupt):
        KeptVectors(FailingEmbedder(), tmp_path).embed_passages(texts)
    embedder = HashingEmbedder()
    KeptVectors(embedder, tmp_path).embed_passages(texts)
    assert embedder.embedded == texts[-3:]


def test_progress_counts_what_was_there_already(tmp_path: Path):
    heard: list[int] = []
    kept = KeptVectors(HashingEmbedder(), tmp_path)
    kept.embed_passages(["一", "二"])
    kept.embed_passages(["一", "二", "三"], heard.append)
    assert heard[-1] == 3


def test_no_texts_give_no_vectors(tmp_path: Path):
    assert KeptVectors(HashingEmbedder(), tmp_path).embed_passages([]).shape[0] == 0
