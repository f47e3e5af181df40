"""A folder that has lost much may not be whole: its pages do not leave the archive unasked."""

from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.cli.operate import _load_what_arrived
from retrieval.errors import ManyRemovals
from retrieval.loading.losses import too_many
from retrieval.operating.gate import GateRules
from retrieval.text import Tokenizer
from tests.fakes.embedder import HashingEmbedder

PAGE = "第{n}届运动会开幕\n\n本报讯（记者 林小满）第{n}届职工运动会开幕，{n}0人参加。\n"


def numbered(*numbers: int) -> list[str]:
    return [f"{n}.txt" for n in numbers]


@pytest.mark.parametrize(
    ("removed", "stored", "is_too_many"),
    [
        pytest.param(numbered(1), numbered(1, 2), False, id="one page may always go"),
        pytest.param(numbered(1, 2), numbered(1, 2, 3, 4, 5), True, id="2 of 5 are 40 %"),
        pytest.param(numbered(1, 2), numbered(*range(40)), False, id="2 of 40 are 5 %"),
        pytest.param(numbered(1, 2, 3), numbered(*range(40)), True, id="3 of 40 are more"),
        pytest.param(
            ["d/1.txt", "d/2.txt"], ["d/1.txt", "d/2.txt", *numbered(*range(98))], True, id="folder"
        ),
        pytest.param(
            ["d/1.txt", "d/2.txt"],
            [*(f"d/{name}" for name in numbered(*range(4))), *numbered(*range(96))],
            False,
            id="half of a folder",
        ),
        pytest.param(
            ["a/b/1.txt", "a/b/2.txt"],
            ["a/b/1.txt", "a/b/2.txt", *(f"a/{name}" for name in numbered(*range(98)))],
            True,
            id="a folder in a folder",
        ),
        pytest.param(
            ["z.zip/1.txt", "z.zip/2.txt"],
            ["z.zip/1.txt", "z.zip/2.txt", *numbered(*range(98))],
            True,
            id="a zip",
        ),
    ],
)
def test_more_than_a_small_share_or_most_of_a_subfolder_is_too_many(
    removed: list[str], stored: list[str], is_too_many: bool
) -> None:
    assert too_many(removed, stored, 0.05) is is_too_many
    assert too_many(removed, stored, 1) is False


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    for n in range(1, 7):
        day = folder / f"2023-12-{10 + n % 2}"
        day.mkdir(parents=True, exist_ok=True)
        (day / f"{n}.txt").write_text(PAGE.format(n=n), encoding="utf-8")
    return folder


@pytest.fixture
def held(folder: Path, tmp_path: Path, tokenizer: Tokenizer) -> Archive:
    # Seven pages that differ by a number are too few for the gate to be fair to.
    archive = Archive(tmp_path / "data", HashingEmbedder(), tokenizer, gate=GateRules(0))
    archive.load([folder], mirror=True)
    return archive


def lose(folder: Path, *numbers: int) -> tuple[str, ...]:
    """Delete some pages; return their names in the archive, in order."""
    gone = sorted(path for n in numbers for path in folder.rglob(f"{n}.txt"))
    for path in gone:
        path.unlink()
    return tuple(path.relative_to(folder).as_posix() for path in gone)


def test_a_load_stops_and_names_the_pages_of_a_folder_that_is_gone_and_goes_on_when_allowed(
    held: Archive, folder: Path
) -> None:
    gone = lose(folder, 2, 4, 6)
    (folder / "7.txt").write_text(PAGE.format(n=7), encoding="utf-8")
    assert held.plan([folder], mirror=True).ask_first
    assert held.vanished(folder) == gone
    with pytest.raises(ManyRemovals, match=r"3 of 6 pages .*--allow-removals") as refused:
        held.load([folder], mirror=True)
    assert (refused.value.sources, held.status().pages) == (gone, 6)

    assert held.load([folder]).pages_added == ("7.txt",)  # without mirroring nothing goes
    with pytest.raises(ManyRemovals):
        held.load([folder], mirror=True, may_remove=gone[:2])
    report = held.load([folder], mirror=True, may_remove=gone)
    assert (report.pages_removed, held.status().pages) == (gone, 4)
    assert held.vanished(folder) == ()


def test_the_command_line_that_watches_takes_what_is_new_and_only_tells_of_what_vanished(
    held: Archive, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lose(folder, 2, 4, 6)
    (folder / "7.txt").write_text(PAGE.format(n=7), encoding="utf-8")
    _load_what_arrived(held, folder)
    said = capsys.readouterr()
    assert "3 of 6 pages are gone" in said.err
    assert "+ page 7.txt\n" in said.out
    assert held.status().pages == 7


def test_all_may_go_where_that_is_said_or_set(
    held: Archive, folder: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    lose(folder, 1, 3)
    unasked = Archive(tmp_path / "data", HashingEmbedder(), tokenizer, removal_share=1)
    assert not unasked.plan([folder], mirror=True).ask_first
    assert len(held.load([folder], mirror=True, may_remove=None).pages_removed) == 2
    lose(folder, 2, 4)
    assert len(unasked.load([folder], mirror=True).pages_removed) == 2


def test_one_page_goes_unasked_and_a_folder_that_is_not_there_is_missed(
    held: Archive, folder: Path
) -> None:
    gone = lose(folder, 1)
    assert held.load([folder], mirror=True).pages_removed == gone
    folder.rename(folder.with_name("elsewhere"))
    assert len(held.vanished(folder)) == 5
