"""Any sentence-transformers model: unit vectors, its own prompts, and clear errors."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from retrieval.embed import embedder_for
from retrieval.embed.sentence_transformer import _precision
from retrieval.errors import ModelError


def test_rows_have_unit_length_and_stand_in_the_order_of_the_texts(tiny_model: Path) -> None:
    embedder = embedder_for(str(tiny_model), Path("unused"))
    texts = ["职工", "快递员体检" * 9, "夜校"]
    vectors = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors, alone, atol=1e-5)


def test_no_texts_give_no_rows_of_the_full_width(tiny_model: Path) -> None:
    assert embedder_for(str(tiny_model), Path("unused")).embed_passages([]).shape == (0, 16)


def test_finished_texts_are_reported(tiny_model: Path) -> None:
    heard: list[int] = []
    embedder_for(str(tiny_model), Path("unused")).embed_passages(["职工"] * 70, heard.append)
    assert heard == [32, 64, 70]


def test_a_key_is_known_before_anything_is_loaded_and_changes_with_the_model(
    tiny_model: Path, tmp_path: Path
) -> None:
    other = tmp_path / "tiny"
    shutil.copytree(tiny_model, other)
    same = embedder_for(str(other), Path("unused")).key
    config = other / "config_sentence_transformers.json"
    config.write_text(config.read_text("utf-8").replace("query: ", "ask: "), "utf-8")
    assert same == embedder_for(str(tiny_model), Path("unused")).key
    assert embedder_for(str(other), Path("unused")).key != same


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("builtin:e5-large", "there is no built-in model builtin:e5-large"),
        ("./no/such/folder", "EMBEDDING_MODEL names the folder ./no/such/folder"),
    ],
)
def test_a_name_that_can_be_no_model_is_refused_at_once(name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        embedder_for(name, Path("unused"))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"has no modules\.json"):
        embedder_for(str(tmp_path), Path("unused"))


def test_a_damaged_model_says_which_setting_to_change(tiny_model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(tiny_model, broken)
    (broken / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="set EMBEDDING_MODEL"):
        embedder_for(str(broken), Path("unused")).embed_queries(["工会"])


@pytest.mark.parametrize(
    ("capabilities", "precision"),
    [
        ({"amx_bf16": True}, "bfloat16"),
        ({"avx512_bf16": True}, "bfloat16"),
        ({"avx2": True, "avx512_bf16": False}, "float32"),
        ({}, "float32"),
    ],
)
def test_bfloat16_is_used_only_where_the_processor_computes_in_it(
    capabilities: dict[str, bool], precision: str
) -> None:
    torch = SimpleNamespace(
        cpu=SimpleNamespace(get_capabilities=lambda: capabilities),
        bfloat16="bfloat16",
        float32="float32",
    )
    assert _precision(torch) == precision
