"""A check looks at everything, and says of each fault what to do."""

from pathlib import Path

import pytest

from retrieval.archive import Archive, check, open_archive
from retrieval.settings import ArchiveSettings
from retrieval.types import FindingLevel
from tests.conftest import PAGE_ONE


@pytest.fixture
def settings(environment: Path, news: Path) -> ArchiveSettings:
    """The settings of an archive of the two pages."""
    settings = ArchiveSettings.read()
    open_archive(settings).load([news])
    return settings


def errors(settings: ArchiveSettings) -> list[str]:
    return [f.what for f in check(settings).findings if f.level is FindingLevel.ERROR]


def warnings(settings: ArchiveSettings) -> list[str]:
    return [f.what for f in check(settings).findings if f.level is FindingLevel.WARNING]


def test_a_sound_archive_has_nothing_to_be_done_about(settings: ArchiveSettings) -> None:
    report = check(settings)
    assert report.healthy
    assert warnings(settings) == []
    said = "\n".join(finding.what for finding in report.findings)
    for part in ("generation 1 is live", "generation 1 is whole", "2 page files", "is ready"):
        assert part in said


def test_before_the_first_load_there_are_warnings_alone(environment: Path) -> None:
    report = check(ArchiveSettings.read())
    assert report.healthy
    assert "nothing is loaded yet" in warnings(ArchiveSettings.read())


def test_a_damaged_live_generation_is_an_error_and_a_damaged_old_one_a_warning(
    settings: ArchiveSettings, news: Path
) -> None:
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    open_archive(settings).load([news])
    old = settings.data_dir / "generations" / "000001" / "passages.npy"
    old.write_bytes(old.read_bytes()[:-1])
    assert errors(settings) == []
    assert any("passages.npy does not match" in what for what in warnings(settings))
    live = settings.data_dir / "generations" / "000002" / "catalogue.sqlite"
    live.write_bytes(b"x" * 9000)
    assert any("generation 2 is damaged" in what for what in errors(settings))
    assert not check(settings).healthy


def test_what_else_is_broken_is_named(settings: ArchiveSettings) -> None:
    (settings.data_dir / "bot.sqlite").write_bytes(b"no database" * 100)
    (settings.data_dir / "notices").write_text("{", encoding="utf-8")
    (settings.data_dir / "current").write_text("?", encoding="ascii")
    (settings.data_dir / "gate").mkdir()
    (settings.data_dir / "gate" / "questions.jsonl").write_text("{", encoding="utf-8")
    found = " ".join(errors(settings))
    for part in ("bot.sqlite", "notices", "names no generation", "questions.jsonl, line 1"):
        assert part in found


def test_an_env_file_that_others_may_read_is_warned_about(settings: ArchiveSettings) -> None:
    env = Path(".env")
    env.write_text("TELEGRAM_BOT_TOKEN=1:a\n", encoding="utf-8")
    env.chmod(0o644)
    assert any("others may read .env" in what for what in warnings(settings))
    env.chmod(0o600)
    assert not any(".env" in what for what in warnings(settings))


def test_another_model_than_the_archive_was_built_with_is_an_error(
    settings: ArchiveSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = settings.model_copy(update={"embedding_model": "./nowhere"})
    assert any("which does not exist" in what for what in errors(other))


def test_two_bots_on_one_data_folder_are_refused(archive: Archive, tmp_path: Path) -> None:
    from retrieval.errors import FolderTaken
    from tests.fakes.embedder import HashingEmbedder

    other = Archive(tmp_path / "data", HashingEmbedder())
    with archive.claim():
        with pytest.raises(FolderTaken, match="another bot runs on"), other.claim():
            pass
        assert other.status().generation == 1  # who only asks needs no claim
    with other.claim():
        pass
