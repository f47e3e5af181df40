"""Damage to any file is noticed, and the last good generation is served instead."""

import json
import os
import resource
import shutil
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import GenerationDamaged, StorageFailed
from retrieval.index.store import GenerationStore
from retrieval.status import read_status
from retrieval.text import Tokenizer
from retrieval.types import DamageFault, GenerationNumber, GenerationState, LoadProgress, LoadStage
from tests.conftest import PAGE_ONE, PAGE_TWO
from tests.fakes.embedder import HashingEmbedder
from tests.fakes.killed_loads import forked

QUESTION = "平湖区总工会组织多少名快递员免费体检？"
NOBODY = 65534
BITS = (0x01, 0x80, 0xFF)


@pytest.fixture(scope="module")
def two_generations(tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer) -> Path:
    """A data folder whose first generation says 120, and whose second one says 130."""
    folder = tmp_path_factory.mktemp("damage")
    archive = Archive(folder / "data", HashingEmbedder(), tokenizer)
    for number in ("120", "130"):
        (folder / "one.txt").write_text(PAGE_ONE.replace("120", number), encoding="utf-8")
        archive.load([folder / "one.txt"])
    return folder / "data"


@pytest.fixture
def data(two_generations: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be damaged."""
    shutil.copytree(two_generations, tmp_path / "data")
    return tmp_path / "data"


def flip(path: Path, position: int, bits: int) -> bytes:
    """Flip bits of one byte; return what the file was."""
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[position] ^= bits
    path.write_bytes(changed)
    return whole


def test_a_byte_flipped_anywhere_is_noticed_and_the_generation_before_is_served(
    data: Path, tokenizer: Tokenizer
) -> None:
    """Every file of the live generation, at its ends and at places between."""
    live = data / "generations" / "000002"
    files = [path for path in sorted(live.rglob("*")) if path.is_file() and path.suffix != ".lock"]
    assert {"catalogue.sqlite", "passages.npy", "sentences.npy", "manifest.json"} <= {
        path.name for path in files
    }
    for path in files:
        size = path.stat().st_size
        for at, bits in zip((0, size // 3, size - 1), BITS, strict=True):
            whole = flip(path, at, bits)
            archive = Archive(data, HashingEmbedder(), tokenizer)
            answer = archive.ask(QUESTION)
            assert (answer.generation, "120名" in answer.quotes[0].text) == (1, True), (path, at)
            (damage,) = archive.status().damaged
            assert (damage.number, archive.status().generation) == (2, 1)
            path.write_bytes(whole)


def test_a_byte_flipped_in_what_names_the_live_generation_is_noticed(
    data: Path, tokenizer: Tokenizer
) -> None:
    path = data / "current"
    for at in range(path.stat().st_size):
        for bits in BITS:
            whole = flip(path, at, bits)
            archive = Archive(data, HashingEmbedder(), tokenizer)
            assert archive.ask(QUESTION).generation == 2, (at, bits)
            assert [damage.number for damage in archive.status().damaged] == [0]
            path.write_bytes(whole)


@pytest.mark.parametrize("name", ["catalogue.sqlite", "lexical/meta.json", "sentences.ids.npy"])
def test_a_file_that_is_missing_or_cut_off_is_noticed(
    data: Path, tokenizer: Tokenizer, name: str
) -> None:
    path = data / "generations" / "000002" / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert Archive(data, HashingEmbedder(), tokenizer).ask(QUESTION).generation == 1
    path.unlink()
    assert Archive(data, HashingEmbedder(), tokenizer).ask(QUESTION).generation == 1


def test_going_back_passes_over_what_is_damaged(
    data: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    (tmp_path / "one.txt").write_text(PAGE_ONE.replace("120", "140"), encoding="utf-8")
    archive = Archive(data, HashingEmbedder(), tokenizer)
    assert archive.load([tmp_path / "one.txt"]).generation == 3
    flip(data / "generations" / "000002" / "passages.npy", 30, 1)
    assert archive.roll_back() == 1
    assert archive.ask(QUESTION).generation == 1


def test_where_no_generation_is_good_the_error_says_what_to_do(
    data: Path, tokenizer: Tokenizer
) -> None:
    for number in ("000001", "000002"):
        (data / "generations" / number / "passages.npy").write_bytes(b"")
    archive = Archive(data, HashingEmbedder(), tokenizer)
    with pytest.raises(GenerationDamaged, match=r"generation 2 is damaged .*--rebuild"):
        archive.ask(QUESTION)


def test_a_load_builds_on_the_last_good_generation_and_ends_the_damage(
    data: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    (data / "generations" / "000002" / "passages.npy").write_bytes(b"")
    archive = Archive(data, HashingEmbedder(), tokenizer)
    (tmp_path / "one.txt").write_text(PAGE_ONE.replace("120", "140"), encoding="utf-8")
    report = archive.load([tmp_path / "one.txt"])
    assert (report.generation, report.pages_changed) == (3, ("one.txt",))
    assert [(one.number, one.pages) for one in report.damaged] == [(2, ())]
    assert "140名" in archive.ask(QUESTION).quotes[0].text
    assert archive.status().damaged == ()
    states = [one.state for one in archive.generations()]
    assert states == [GenerationState.KEPT, GenerationState.DAMAGED, GenerationState.LIVE]
    with pytest.raises(GenerationDamaged):
        archive.activate(GenerationNumber(2))
    assert archive.status().generation == 3


def test_a_generation_that_cannot_be_read_at_all_is_listed_as_damaged(
    data: Path, tokenizer: Tokenizer
) -> None:
    (data / "generations" / "000001" / "manifest.json").write_text("{", encoding="utf-8")
    first, _ = Archive(data, HashingEmbedder(), tokenizer).generations()
    assert (first.state, first.problems) == (
        GenerationState.DAMAGED,
        ("manifest.json cannot be read",),
    )


def put_in(archive: Archive, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    archive.load([folder / name])


def test_the_pages_that_only_the_damaged_generation_has_are_named_until_they_are_back(
    data: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    put_in(Archive(data, HashingEmbedder(), tokenizer), tmp_path, "two.txt", PAGE_TWO)
    (data / "generations" / "000003" / "sentences.npy").write_bytes(b"")
    flip(data / "generations" / "000002" / "lexical" / "meta.json", 0, 1)
    archive = Archive(data, HashingEmbedder(), tokenizer)
    assert "120名" in archive.ask(QUESTION).quotes[0].text
    newest, before = archive.status().damaged
    assert (newest.number, newest.fault, newest.file) == (3, DamageFault.CHANGED, "sentences.npy")
    assert (newest.pages, before.pages) == (("one.txt", "two.txt"), ("one.txt",))

    (tmp_path / "two.txt").write_text(PAGE_TWO.replace("剪纸", "书法"), encoding="utf-8")
    report = archive.load([tmp_path / "two.txt"])
    assert [(one.number, one.pages) for one in report.damaged] == [
        (3, ("one.txt",)),
        (2, ("one.txt",)),
    ]
    assert archive.load([tmp_path / "two.txt"]).damaged == ()


def test_where_its_catalogue_is_damaged_nobody_can_say_which_pages_only_it_had(
    data: Path, tokenizer: Tokenizer
) -> None:
    path = data / "generations" / "000002" / "catalogue.sqlite"
    flip(path, path.stat().st_size // 2, 1)
    archive = Archive(data, HashingEmbedder(), tokenizer)
    archive.ask(QUESTION)
    (damage,) = archive.status().damaged
    assert (damage.file, damage.pages) == ("catalogue.sqlite", None)


@pytest.mark.parametrize(
    ("name", "pages"), [("manifest.json", ("one.txt",)), ("catalogue.sqlite", None)]
)
def test_damage_that_comes_while_a_generation_is_served_names_its_pages_as_well(
    data: Path, tokenizer: Tokenizer, name: str, pages: tuple[str, ...] | None
) -> None:
    archive = Archive(data, HashingEmbedder(), tokenizer)
    assert archive.ask(QUESTION).generation == 2
    (data / "generations" / "000002" / name).write_bytes(b"no longer what it was")
    (damage,) = archive.status().damaged
    assert (damage.number, damage.file, damage.pages) == (2, name, pages)


def test_a_load_of_nothing_new_upon_damage_makes_official_what_is_served(
    data: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    (data / "generations" / "000002" / "sentences.npy").unlink()
    (tmp_path / "one.txt").write_text(PAGE_ONE, encoding="utf-8")
    archive = Archive(data, HashingEmbedder(), tokenizer)
    report = archive.load([tmp_path / "one.txt"])
    assert (report.changed, report.generation) == (False, 1)
    (damage,) = report.damaged
    assert (damage.fault, damage.file, damage.pages) == (
        DamageFault.MISSING,
        "sentences.npy",
        ("one.txt",),
    )
    assert archive.status().damaged == ()
    assert GenerationStore(data).current() == 1


def test_every_generation_is_listed_with_the_file_that_is_damaged_and_which_one_is_served(
    data: Path, tokenizer: Tokenizer
) -> None:
    (data / "generations" / "000002" / "more").write_text("", encoding="utf-8")
    served, damaged = Archive(data, HashingEmbedder(), tokenizer).generations()
    assert (served.state, served.damage) == (GenerationState.LIVE, None)
    assert damaged.state is GenerationState.DAMAGED
    assert damaged.damage is not None
    assert (damaged.damage.fault, damaged.damage.file) == (DamageFault.ADDED, "")
    assert (damaged.pages, damaged.articles) == (1, 2)
    current = read_status(data, "model")
    assert (current.generation, [one.number for one in current.damaged]) == (1, [2])


@pytest.mark.parametrize("stage", [LoadStage.READ, LoadStage.EMBED, LoadStage.INDEX])
@pytest.mark.parametrize("limit", [0, 100, 2_000])
def test_a_disk_that_is_full_loses_nothing_and_is_said(
    data: Path, tmp_path: Path, tokenizer: Tokenizer, stage: LoadStage, limit: int
) -> None:
    """From a stage on no file can grow beyond a limit, wherever in the load that is met."""
    (tmp_path / "one.txt").write_text(PAGE_ONE.replace("120", "140"), encoding="utf-8")
    tokenizer.names("问报")

    def load() -> str:
        archive = Archive(data, HashingEmbedder(), tokenizer)

        def fill(step: LoadProgress) -> None:
            if step.stage is stage:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        try:
            archive.load([tmp_path / "one.txt"], progress=fill)
        except StorageFailed as error:
            return str(error)
        return "loaded"

    status, said = forked(load)
    assert status == 0, said
    assert "make room there" in said
    GenerationStore(data).tidy()
    archive = Archive(data, HashingEmbedder(), tokenizer)
    assert archive.ask(QUESTION).generation == 2
    assert archive.status().damaged == ()
    left = sorted(path.name for path in (data / "generations").iterdir())
    assert left == ["000001", "000002"]
    assert archive.load([tmp_path / "one.txt"]).changed


def test_a_folder_that_is_read_only_is_served_and_a_load_is_refused(
    data: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    tokenizer.names("问报")
    (tmp_path / "one.txt").write_text(PAGE_ONE.replace("120", "140"), encoding="utf-8")
    for path in (data, *data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def serve() -> list[object]:
        if os.geteuid() == 0:  # root may write everywhere
            for folder in (tmp_path, *tmp_path.parents):
                if folder.stat().st_mode & 0o005 == 0o005:
                    break
                folder.chmod(0o755)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        archive = Archive(data, HashingEmbedder(), tokenizer)
        before = archive.ask(QUESTION).generation
        try:
            archive.load([tmp_path / "one.txt"])
        except StorageFailed as error:
            return [before, str(error), archive.ask(QUESTION).generation]
        return ["loaded"]

    status, said = forked(serve)
    for folder in (data, *(path for path in data.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    assert status == 0, said
    before, problem, after = json.loads(said)
    assert (before, after) == (2, 2)
    assert "see who may write there" in problem
