"""Files have arrived when they have stopped growing, all together."""

import os
from pathlib import Path

from retrieval.archive import Arrivals


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def write(path: Path, text: str, at: int) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def test_a_file_is_told_of_once_when_it_has_stopped_growing(tmp_path: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(tmp_path, 5, clock)
    write(tmp_path / "one.txt", "半", 1)
    assert arrivals.settled() == ()
    clock.now += 4
    write(tmp_path / "one.txt", "半个版面", 2)
    assert arrivals.settled() == ()
    clock.now += 4
    assert arrivals.settled() == ()
    clock.now += 1
    assert arrivals.settled() == (tmp_path / "one.txt",)
    clock.now += 100
    assert arrivals.settled() == ()


def test_a_corrected_file_is_told_of_again_though_its_size_is_the_same(tmp_path: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(tmp_path, 5, clock)
    write(tmp_path / "one.txt", "甲", 1)
    arrivals.settled()
    clock.now += 5
    assert arrivals.settled()
    write(tmp_path / "one.txt", "乙", 2)
    arrivals.settled()
    clock.now += 5
    assert arrivals.settled() == (tmp_path / "one.txt",)


def test_pages_wait_for_one_another(tmp_path: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(tmp_path, 5, clock)
    write(tmp_path / "one.txt", "甲", 1)
    arrivals.settled()
    clock.now += 3
    write(tmp_path / "two.txt", "乙", 2)
    arrivals.settled()
    clock.now += 3
    assert arrivals.settled() == ()
    clock.now += 2
    assert arrivals.settled() == (tmp_path / "one.txt", tmp_path / "two.txt")


def test_notes_other_files_and_a_folder_that_is_not_there_never_arrive(tmp_path: Path) -> None:
    clock = Clock()
    assert Arrivals(tmp_path / "none", 0, clock).settled() == ()
    write(tmp_path / "README.md", "说明", 1)
    write(tmp_path / "photo.jpg", "图", 1)
    assert Arrivals(tmp_path, 0, clock).settled() == ()
