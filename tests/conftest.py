"""Fixtures that every room's tests may use: archives over small pages, and real models."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from retrieval.archive import Archive
from retrieval.cli.main import app
from retrieval.embed import builtin, embedder_for
from retrieval.text import Tokenizer
from tests.fakes.embedder import HashingEmbedder
from tests.fakes.model import write_tiny_model

SEEDS = Path(__file__).parents[1] / "seeds"

# Two invented pages in the shape of the paper: what is asked of them is known by hand.
PAGE_ONE = """\
平湖区总工会为快递员送体检

本报讯（记者 林小满）6月3日，平湖区总工会组织120名快递员免费体检。活动在平湖医院举行，共设内科、眼科等6个项目。

“体检很方便。”快递员周大江说。

柳河街道举办钢笔字比赛

本报讯（记者 高远 通讯员 何青）近日，柳河街道总工会举办钢笔字比赛，来自18家企业的45名职工参加。
纺织厂职工王小雨获得一等奖。
"""  # noqa: E501 - lines as long as a page's
PAGE_TWO = """\
青山区开办职工夜校

本报讯（记者 石磊）青山区总工会开办职工夜校，首批开设剪纸、摄影、急救三门课程。
夜校每周三晚上七点上课，职工凭会员卡免费报名。
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two pages."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(PAGE_ONE, encoding="utf-8")
    (folder / "two.txt").write_text(PAGE_TWO, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The words of jieba, read once for the whole run."""
    return Tokenizer()


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def empty_archive(tmp_path: Path, embedder: HashingEmbedder, tokenizer: Tokenizer) -> Archive:
    return Archive(tmp_path / "data", embedder, tokenizer)


@pytest.fixture
def archive(empty_archive: Archive, news: Path) -> Archive:
    """An archive that holds the two pages."""
    empty_archive.load([news], mirror=True)
    return empty_archive


@pytest.fixture(scope="session")
def builtin_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled model converted and exported, made once for the whole run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # beside the folders of the other processes
        shared = shared.parent
    with FileLock(shared / "builtin.lock"):
        embedder_for(builtin.NAME, shared / "builtin")
    return shared / "builtin"


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with a model of a few thousand random weights."""
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture(scope="session")
def tiny_data_dir(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path) -> Path:
    """A data folder with the tiny model exported, made once for the whole run."""
    data_dir = tmp_path_factory.mktemp("tiny")
    embedder_for(str(tiny_model), data_dir)
    return data_dir


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tiny_model: Path, tiny_data_dir: Path
) -> Path:
    """The settings of a program, away from this checkout; returns its DATA_DIR."""
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(tiny_data_dir / "models")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    monkeypatch.setenv("NEWS_DIR", str(tmp_path / "news"))
    monkeypatch.setenv("EMBEDDING_MODEL", str(tiny_model))
    return data_dir


@pytest.fixture(scope="session")
def loaded_seeds(tmp_path_factory: pytest.TempPathFactory, builtin_data_dir: Path) -> Path:
    """A data folder into which the command line has loaded the seed pages."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "models").symlink_to(builtin_data_dir / "models")
    result = CliRunner().invoke(app, ["ingest", str(SEEDS)], env={"DATA_DIR": str(folder)})
    assert result.exit_code == 0, result.output
    return folder
