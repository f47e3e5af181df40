"""Measuring speed: archives grown from a real one, ratios worked out pair by pair, the curve."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.archive import Archive
from retrieval.evaluation import speed
from retrieval.evaluation.asker import measure
from retrieval.evaluation.grown import _turned, grow
from retrieval.evaluation.speed_report import curve, markdown
from retrieval.index.generation import open_generation
from retrieval.types import AnswerStatus

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.index.generation import Generation
    from retrieval.text import Tokenizer
    from tests.fakes.embedder import HashingEmbedder


@pytest.fixture
def base(archive: Archive, tmp_path: Path) -> Generation:
    assert archive.status().generation == 1
    return open_generation(tmp_path / "data" / "generations" / "000001")


def test_a_grown_archive_has_the_size_asked_for_and_still_answers(
    base: Generation, tmp_path: Path, embedder: HashingEmbedder, tokenizer: Tokenizer
) -> None:
    heard: list[int] = []
    grow(base, tmp_path / "grown", 50, tokenizer, heard.append)
    grown = Archive(tmp_path / "grown", embedder, tokenizer)
    counts = grown.status()
    assert 50 <= counts.passages < 50 + base.catalogue.counts().passages
    assert heard[-1] == 50
    generation = open_generation(tmp_path / "grown" / "generations" / "000001")
    assert generation.lexical.count() == generation.passages.count() == counts.passages
    assert generation.sentences.count() == counts.sentences
    assert grown.ask("青山区职工夜校开设哪些课程").status is AnswerStatus.ANSWERED


def test_the_first_repetition_keeps_real_vectors_and_the_others_have_noise(
    base: Generation, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    count = base.catalogue.counts().passages
    grow(base, tmp_path / "grown", 2 * count, tokenizer)
    grown = open_generation(tmp_path / "grown" / "generations" / "000001")
    vectors = grown.passages.vectors(range(1, 2 * count + 1))
    cosines = (vectors[:count] * vectors[count:]).sum(axis=1)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.abs(cosines - 0.96).max() < 0.02


def test_digits_are_turned_and_lengths_stay() -> None:
    assert _turned("12月9日，８点", 0) == "12月9日，８点"
    assert _turned("12月9日，８点", 3) == "45月2日，８点"


def test_ratios_are_of_pairs_with_their_quartiles() -> None:
    # 2, 3, 4, 5 and 10 times as long: the middle is 4, the quartiles are 3 and 5.
    compared = speed.Compared("x", "y", (1, 1, 1, 1, 1), (4, 2, 10, 3, 5))
    assert compared.ratios == (4, 3, 5)


def test_our_searches_are_compared_with_plain_ones(
    base: Generation, embedder: HashingEmbedder, tokenizer: Tokenizer
) -> None:
    vectors = embedder.embed_queries(["夜校", "体检", "钢笔字比赛"])
    assert len(speed.dense(base, vectors).ratios) == 3
    asked = [("夜校",), (), ("体检",)]
    assert len(speed.lexical(base, asked, tokenizer).ours_s) == 2
    assert speed.recall(base, vectors) == 1.0


def test_the_asker_times_each_question_alone_and_beside_others(
    environment: Path, news: Path, tiny_model: Path
) -> None:
    from retrieval.embed import embedder_for

    Archive(environment, embedder_for(str(tiny_model), environment)).load([news])
    request = {
        "questions": ["夜校几点上课", "谁得了钢笔字比赛一等奖"],
        "folder": str(environment),
        "settings_dir": str(environment),
        "model": str(tiny_model),
        "began": 0.0,
    }
    found = measure(request)
    assert len(found["alone_s"]) == len(found["processor_s"]) == 2
    assert found["memory_bytes"] > 10_000_000
    asked = speed.ask({key: request[key] for key in request if key != "began"}, 8, 1.0)
    assert asked.p95_ms >= asked.p50_ms > asked.model_ms > 0
    assert 0 < asked.start_s < 100


def test_figures_become_a_table_and_a_curve() -> None:
    asked = [
        speed.Asked(1000, 1.0, 5.0, 10.0, 4.5, 3.5, 1.5, 100, 180, 380_000_000),
        speed.Asked(100_000, 0.985, 12.0, 30.0, 11.0, 4.5, 1.9, 50, 95, 900_000_000),
    ]
    table = markdown([speed.Compared("a", "b", (1.0,), (2.0,))], asked)
    assert "| a | b | 2.0 | 2.0 to 2.0 | 1000.0 | 2000.0 | 1 |" in table
    assert "| 100,000 | 12.0 | 30.0 | 2.5 | 11.0 | 4.5 | 1.90 | 1.9 | 900 | 0.985 |" in table
    root = ET.fromstring(curve(asked))
    lines = [e for e in root.iter() if e.get("class") in {"p50", "p95"}]
    first, last = lines[0].get("points", "").split()
    # 1,000 to 100,000 passages span the two decades of the axis, 5 to 30 ms lie between 1 and 100.
    assert (first.split(",")[0], last.split(",")[0]) == ("56.0", "520.0")
    assert float(first.split(",")[1]) > float(last.split(",")[1])
