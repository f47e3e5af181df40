"""Where generations lie: numbers, the current one, the right to write, and what a kill leaves."""

from pathlib import Path

import pytest

from retrieval.errors import ArchiveBusy, GenerationDamaged, GenerationUnknown
from retrieval.index.store import KEPT_GENERATIONS, GenerationStore
from retrieval.types import GenerationNumber


def put(store: GenerationStore, content: str = "x") -> GenerationNumber:
    with store.writing(), store.aside(None) as folder:
        (folder / "file").write_text(content)
        number = store.next_number()
        store.put(folder, number)
        store.activate(number)
    return number


@pytest.fixture
def store(tmp_path: Path) -> GenerationStore:
    return GenerationStore(tmp_path)


def test_a_new_folder_has_no_generation(store: GenerationStore) -> None:
    assert store.current() is None
    assert store.kept() == ()


def test_numbers_count_up_and_the_last_one_put_is_current(store: GenerationStore) -> None:
    assert [put(store), put(store)] == [1, 2]
    assert store.current() == 2
    assert store.kept() == (1, 2)


def test_a_number_is_not_used_again_after_going_back(store: GenerationStore) -> None:
    put(store)
    put(store)
    store.activate(GenerationNumber(1))
    assert put(store) == 3


def test_building_starts_from_a_copy_that_may_change_without_harm(store: GenerationStore) -> None:
    first = put(store, "old")
    with store.writing(), store.aside(first) as folder:
        (folder / "file").write_text("new")
    assert (store.folder(first) / "file").read_text() == "old"


def test_a_build_that_fails_leaves_nothing(store: GenerationStore, tmp_path: Path) -> None:
    put(store)

    def fail() -> None:
        with store.writing(), store.aside(None) as folder:
            (folder / "half").write_text("written")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [p.name for p in (tmp_path / "generations").iterdir()] == ["000001"]


def test_what_a_killed_build_left_is_cleared_by_the_next(
    store: GenerationStore, tmp_path: Path
) -> None:
    put(store)
    abandoned = tmp_path / "generations" / ".aside-abc"
    abandoned.mkdir()
    (abandoned / "half").write_text("written")
    put(store)
    assert not abandoned.exists()
    assert store.kept() == (1, 2)


def test_a_second_writer_is_refused_at_once(store: GenerationStore, tmp_path: Path) -> None:
    second = GenerationStore(tmp_path).writing()
    with store.writing(), pytest.raises(ArchiveBusy, match="wait until it ends"):
        second.__enter__()
    with GenerationStore(tmp_path).writing():
        pass


def test_only_a_kept_generation_can_go_live(store: GenerationStore) -> None:
    put(store)
    with pytest.raises(GenerationUnknown, match="no generation 9 is kept; there are: 1"):
        store.activate(GenerationNumber(9))
    assert store.current() == 1


def test_the_oldest_are_deleted_but_never_the_live_one(store: GenerationStore) -> None:
    for _ in range(KEPT_GENERATIONS + 2):
        put(store)
    store.activate(GenerationNumber(1))
    store.prune()
    assert store.kept() == (1, 3, 4, 5, 6, 7)


def test_a_current_file_that_names_nothing_is_reported(
    store: GenerationStore, tmp_path: Path
) -> None:
    (tmp_path / "current").write_text("seven\n")
    with pytest.raises(GenerationDamaged, match="names no generation"):
        store.current()


def test_a_current_file_that_is_no_text_is_reported_and_the_next_load_replaces_it(
    store: GenerationStore, tmp_path: Path
) -> None:
    put(store)
    (tmp_path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(GenerationDamaged, match="names no generation"):
        store.current()
    assert put(store) == 2
    assert store.current() == 2
