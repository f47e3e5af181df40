"""The words of a question: no leftovers of the cut, and verbs that were taken apart joined."""

from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.asking.cut import inside_verbs, joined_verbs, telling, units_apart
from retrieval.asking.held import Held
from retrieval.index.generation import open_generation
from retrieval.text import Tokenizer


@pytest.fixture
def held(archive: Archive, tmp_path: Path, tokenizer: Tokenizer) -> Held:
    assert archive.status().generation == 1
    return Held(open_generation(tmp_path / "data" / "generations" / "000001"), tokenizer)


def test_a_unit_is_parted_from_what_is_counted(held: Held) -> None:
    assert units_apart("来了几支队", held) == "来了几支、队"
    assert units_apart("有几个部门", held) == "有几个部门"


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("来讲", "体检请谁来讲的课"),  # nothing but light words
        ("以后", "体检以后还办几场"),  # says when, and of nothing
        ("比都", "体检比都比什么"),  # no word, nor a name
    ],
)
def test_what_the_cut_left_over_tells_nothing(word: str, question: str, held: Held) -> None:
    assert telling(["体检", word], question, held) == ("体检",)


def test_a_word_that_the_archive_lacks_stays_a_word(held: Held) -> None:
    assert telling(["体检", "火箭"], "体检坐火箭去吗", held) == ("体检", "火箭")


def test_words_alone_that_the_archive_lacks_all_stay(held: Held) -> None:
    assert telling(["以后"], "以后呢", held) == ("以后",)


def test_a_verb_is_joined_with_its_object(held: Held) -> None:
    assert joined_verbs("一年体了几次检", held) == ("体检",)
    assert joined_verbs("体检在哪里", held) == ()
    assert inside_verbs(["次检", "一年"], "一年体了几次检", held) == {"次检"}


def test_an_object_that_goes_on_is_none(held: Held) -> None:
    assert joined_verbs("体了检查室", held) == ()


@pytest.mark.parametrize(
    ("word", "question"),
    [("暑托班", "暑托班体检"), ("诊师", "陪诊师体检"), ("python", "python体检")],
)
def test_a_name_that_nobody_knows_stays(word: str, question: str, held: Held) -> None:
    assert telling([word, "体检"], question, held) == (word, "体检")


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("天开", "体检哪天开"),  # cut across 哪天
        ("张图", "体检那张图"),  # a unit and what it counts
        ("拿奖", "体检能拿奖"),  # a verb and its object
    ],
)
def test_what_was_cut_across_words_is_no_new_name(word: str, question: str, held: Held) -> None:
    assert telling(["体检", word], question, held) == ("体检",)


def test_a_thing_is_parted_from_that_it_is_given(held: Held) -> None:
    assert units_apart("居民送钱了吗", held) == "居民送、钱、了吗"
