"""Exports of encoders: faithful, made once, whole or not at all, and never PyTorch beside them."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embed import embedder_for
from retrieval.embed.exported import (
    DESCRIPTION_FILE,
    FORM,
    GRAPH_FILE,
    ROWS_FILE,
    Fidelity,
    read_description,
)
from retrieval.embed.runtime import OnnxEmbedder
from retrieval.embed.sentence_transformer import SentenceTransformerEmbedder
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]


@pytest.fixture
def data_dir(tmp_path: Path, tiny_data_dir: Path) -> Path:
    """A data folder with a copy of the tiny model's export."""
    shutil.copytree(tiny_data_dir, tmp_path / "data")
    return tmp_path / "data"


def the_export(data_dir: Path) -> Path:
    (folder,) = (data_dir / "models").iterdir()
    return folder


def change(folder: Path, name: str, edit: Callable[[dict], object]) -> None:
    """Edit a JSON file of a model's folder."""
    content = json.loads((folder / name).read_text("utf-8"))
    edit(content)
    (folder / name).write_text(json.dumps(content), "utf-8")


@pytest.fixture
def model(tmp_path: Path, tiny_model: Path) -> Path:
    """A copy of the tiny model, to be changed."""
    return Path(shutil.copytree(tiny_model, tmp_path / "changed"))


def test_a_program_that_serves_loads_neither_pytorch_nor_transformers(
    tiny_model: Path, data_dir: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from retrieval.embed import embedder_for;"
        "embedder = embedder_for(sys.argv[1], Path(sys.argv[2]));"
        "embedder.embed_queries(['工会']); embedder.embed_passages(['工会']);"
        "print(*{'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(tiny_model), str(data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_an_export_names_the_cosines_it_was_accepted_with(data_dir: Path) -> None:
    description = read_description(the_export(data_dir))
    assert description is not None
    assert description.fidelity is not None
    assert description.fidelity.suffices
    assert description.fidelity.texts == 32


@pytest.mark.parametrize(
    ("mean", "least", "suffices"),
    [(0.995, 0.985, True), (0.985, 0.981, False), (0.995, 0.979, False)],
)
def test_an_export_that_strays_on_average_or_once_is_not_used(
    mean: float, least: float, suffices: bool
) -> None:
    assert Fidelity(mean, least, 32).suffices is suffices


def test_an_export_is_made_once(tiny_model: Path, data_dir: Path) -> None:
    before = (the_export(data_dir) / GRAPH_FILE).stat().st_mtime_ns
    embedder_for(str(tiny_model), data_dir)
    assert (the_export(data_dir) / GRAPH_FILE).stat().st_mtime_ns == before


def test_the_runtime_is_part_of_the_key(tiny_model: Path, data_dir: Path) -> None:
    assert embedder_for(str(tiny_model), data_dir).key.endswith(f"+{FORM}")


def test_an_export_with_a_missing_or_cut_file_is_made_again(
    tiny_model: Path, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (the_export(data_dir) / ROWS_FILE).write_bytes(b"cut")
    vectors = embedder_for(str(tiny_model), data_dir).embed_queries(["工会"])
    assert vectors.shape == (1, 16)
    assert "preparing the model" in caplog.text


def test_an_export_damaged_in_its_middle_says_what_to_delete(
    tiny_model: Path, data_dir: Path
) -> None:
    graph = the_export(data_dir) / GRAPH_FILE
    graph.write_bytes(b"\xff" * graph.stat().st_size)
    with pytest.raises(ModelError, match="delete that folder, and the next start makes it again"):
        embedder_for(str(tiny_model), data_dir).embed_queries(["工会"])


def test_a_damaged_model_says_which_setting_to_change_and_leaves_nothing(
    model: Path, tmp_path: Path
) -> None:
    (model / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="set EMBEDDING_MODEL"):
        embedder_for(str(model), tmp_path / "data")
    assert list((tmp_path / "data" / "models").iterdir()) == []


def test_a_model_that_pools_its_first_token_is_exported(model: Path, tmp_path: Path) -> None:
    change(
        model,
        "1_Pooling/config.json",
        lambda pooling: pooling.update(pooling_mode_mean_tokens=False, pooling_mode_cls_token=True),
    )
    fast = embedder_for(str(model), tmp_path)
    assert isinstance(fast, OnnxEmbedder)
    slow = SentenceTransformerEmbedder("slow", lambda: model)
    texts = ["工会夜校", "快递员体检"]
    cosines = (fast.embed_queries(texts) * slow.embed_queries(texts)).sum(axis=1)
    assert cosines.min() > 0.99


def test_a_model_that_the_graph_cannot_express_runs_by_sentence_transformers_and_says_so(
    model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change(
        model,
        "1_Pooling/config.json",
        lambda pooling: pooling.update(
            pooling_mode_mean_tokens=False, pooling_mode_max_tokens=True
        ),
    )
    with caplog.at_level(logging.WARNING):
        embedder = embedder_for(str(model), tmp_path)
    assert isinstance(embedder, SentenceTransformerEmbedder)
    assert FORM not in embedder.key
    assert "is run by sentence-transformers, which is slower: it pools by max" in caplog.text
    np.testing.assert_allclose(np.linalg.norm(embedder.embed_queries(["工会"])), 1, atol=1e-6)
    assert (the_export(tmp_path) / DESCRIPTION_FILE).is_file()  # so that it is not tried again
