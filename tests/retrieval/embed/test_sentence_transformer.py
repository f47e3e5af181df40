"""Any sentence-transformers model: what identifies it, and clear errors."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from retrieval.embed import embedder_for
from retrieval.embed.sentence_transformer import SentenceTransformerEmbedder, _precision
from retrieval.errors import ModelError


def test_a_key_changes_with_the_model_and_not_with_its_place(
    tiny_model: Path, tiny_data_dir: Path, tmp_path: Path
) -> None:
    other = tmp_path / "tiny"
    shutil.copytree(tiny_model, other)
    same = embedder_for(str(other), tiny_data_dir).key
    config = other / "config_sentence_transformers.json"
    config.write_text(config.read_text("utf-8").replace("query: ", "ask: "), "utf-8")
    assert same == embedder_for(str(tiny_model), tiny_data_dir).key
    assert embedder_for(str(other), tmp_path).key != same


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
        SentenceTransformerEmbedder("broken", lambda: broken).embed_queries(["工会"])


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
