"""The evening of the README, lived through again over the five seed pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from retrieval.archive import open_archive
from tests.bot.conftest import running
from tests.bot.talk import TOKEN, settings_for
from tests.evening import evening

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture
def data_dir(loaded_seeds: Path, tmp_path: Path) -> Path:
    """A data folder with the seed pages and a memory of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in loaded_seeds.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


async def test_the_transcript_of_the_readme_is_what_a_member_sees(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    playground = PlaygroundState(TOKEN)
    async with serving(playground) as url:
        archive = open_archive(settings_for(url, tmp_path, data_dir=data_dir))
        archive.warm_up()
        async with running(playground, url, tmp_path, archive, data_dir=data_dir) as talk:
            transcript = await evening(talk)

    assert transcript in README.read_text("utf-8"), transcript
