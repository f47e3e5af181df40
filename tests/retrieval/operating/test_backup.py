"""A backup brings everything back that cannot be made again, or says that it cannot."""

import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import (
    ArchiveBusy,
    BackupError,
    FolderTaken,
    GenerationDamaged,
    NothingLoaded,
    StorageFailed,
)
from retrieval.index.store import GenerationStore
from retrieval.operating.backup import backup
from retrieval.operating.restore import restore
from retrieval.text import Tokenizer
from tests.conftest import PAGE_ONE
from tests.fakes.embedder import HashingEmbedder

QUESTION = "平湖区总工会组织多少名快递员免费体检？"


@pytest.fixture
def data(archive: Archive, tmp_path: Path) -> Path:
    """A data folder with an archive, notices, a gate's set, and a bot's state that is in use."""
    data = tmp_path / "data"
    archive.withdraw(archive.articles_of("two.txt")[0].id, "错误")
    (data / "gate").mkdir()
    (data / "gate" / "questions.jsonl").write_text("", encoding="utf-8")
    (data / "cache").mkdir(exist_ok=True)
    (data / "cache" / "words").write_text("made again", encoding="utf-8")
    with sqlite3.connect(data / "bot.sqlite") as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (x)")
        db.execute("INSERT INTO t VALUES (7)")
    return data


def test_what_was_backed_up_is_restored_and_what_can_be_made_again_is_not(
    data: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    writing = sqlite3.connect(data / "bot.sqlite")
    writing.execute("INSERT INTO t VALUES (8)")  # not committed: it is not in the backup
    backup(data, tmp_path / "saved.tar.gz")
    writing.close()

    assert restore(tmp_path / "saved.tar.gz", tmp_path / "again") == 1
    again = Archive(tmp_path / "again", HashingEmbedder(), tokenizer)
    assert "120名" in "".join(quote.text for quote in again.ask(QUESTION).quotes)
    assert again.status().withdrawn == 1
    with sqlite3.connect(tmp_path / "again" / "bot.sqlite") as db:
        assert db.execute("SELECT x FROM t").fetchall() == [(7,)]
    assert (tmp_path / "again" / "gate" / "questions.jsonl").is_file()
    names = {p.name for p in (tmp_path / "again").iterdir() if p.suffix != ".lock"}
    assert names - {"bot.sqlite-wal", "bot.sqlite-shm"} == {
        *("bot.sqlite", "current", "gate", "generations", "notices")
    }


def test_a_folder_that_holds_something_is_restored_into_by_force_alone(
    data: Path, archive: Archive, tmp_path: Path, news: Path
) -> None:
    backup(data, tmp_path / "saved.tar")
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    archive.load([news])
    with pytest.raises(BackupError, match=r"is not empty: .* --force"):
        restore(tmp_path / "saved.tar", data)
    assert restore(tmp_path / "saved.tar", data, force=True) == 3
    assert "120名" in "".join(quote.text for quote in archive.ask(QUESTION).quotes)
    assert archive.roll_back() == 2
    assert "130名" in "".join(quote.text for quote in archive.ask(QUESTION).quotes)


def test_a_backup_is_not_written_over_nor_made_of_nothing_nor_of_damage(
    data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "saved.tar"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match="exists already"):
        backup(data, out)
    assert out.read_text("utf-8") == "mine"
    with pytest.raises(NothingLoaded):
        backup(tmp_path / "empty", tmp_path / "other.tar")
    (data / "generations" / "000001" / "sentences.npy").write_bytes(b"")
    with pytest.raises(GenerationDamaged):
        backup(data, tmp_path / "other.tar")
    assert not list(tmp_path.glob("other*"))
    assert not list(data.glob(".aside*"))


def test_nothing_is_backed_up_or_restored_beside_a_load_or_a_running_bot(
    data: Path, archive: Archive, tmp_path: Path
) -> None:
    with GenerationStore(data).writing(), pytest.raises(ArchiveBusy):
        backup(data, tmp_path / "saved.tar")
    with archive.claim():
        backup(data, tmp_path / "saved.tar")
        with pytest.raises(FolderTaken):
            restore(tmp_path / "saved.tar", data, force=True)


def repacked(source: Path, out: Path, edit) -> Path:
    """Write a backup anew, its members changed by `edit(name, bytes) -> (name, bytes) | None`."""
    with tarfile.open(source) as old, tarfile.open(out, "w") as new:
        for entry in old:
            held = old.extractfile(entry)
            assert held is not None
            changed = edit(entry.name, held.read())
            if changed is not None:
                info = tarfile.TarInfo(changed[0])
                info.size = len(changed[1])
                new.addfile(info, io.BytesIO(changed[1]))
    return out


def escaping(name: str, content: bytes) -> tuple[str, bytes]:
    if name == "backup.json":
        said = json.loads(content)
        said["files"] = {
            n.replace("notices", "gate/../../evil"): d for n, d in said["files"].items()
        }
        return name, json.dumps(said).encode()
    return name.replace("notices", "gate/../../evil"), content


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda n, c: (n, c[:-1] + b"x") if "passages" in n else (n, c), id="changed"),
        pytest.param(lambda n, c: None if n == "notices" else (n, c), id="missing"),
        pytest.param(lambda n, c: None if n == "backup.json" else (n, c), id="no list"),
        pytest.param(lambda n, c: (n.replace("notices", "more"), c), id="unknown"),
        pytest.param(escaping, id="path that leads out"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(data: Path, tmp_path: Path, edit) -> None:
    backup(data, tmp_path / "saved.tar")
    broken = repacked(tmp_path / "saved.tar", tmp_path / "broken.tar", edit)
    with pytest.raises(BackupError, match="is damaged or no backup"):
        restore(broken, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("at", [0.001, 0.2, 0.5, 0.8, 0.99])
def test_a_backup_that_was_cut_off_or_is_no_backup_is_refused(
    data: Path, tmp_path: Path, at: float
) -> None:
    backup(data, tmp_path / "saved.tar.gz")
    whole = (tmp_path / "saved.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: int(len(whole) * at)])
    (tmp_path / "again" / "models").mkdir(parents=True)
    with pytest.raises(BackupError):
        restore(tmp_path / "cut.tar.gz", tmp_path / "again")
    assert [path.name for path in (tmp_path / "again").iterdir()] == ["models"]
    with pytest.raises(BackupError, match="does not exist"):
        restore(tmp_path / "none.tar", tmp_path / "again")


def test_a_folder_that_cannot_be_made_is_said_in_one_line(data: Path, tmp_path: Path) -> None:
    backup(data, tmp_path / "saved.tar")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFailed):
        restore(tmp_path / "saved.tar", tmp_path / "file" / "data")
