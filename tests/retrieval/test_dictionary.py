"""jieba's dictionary as we keep it: jieba's words, frequencies and tags, and the newer words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import jieba
import jieba.posseg
import pytest

from retrieval.dictionary import (
    CACHE_FILE,
    NEWER_WORDS,
    Dictionary,
    cutter_of,
    read_dictionary,
    tagger_of,
)
from retrieval.text import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "北京市总工会与越南河内市劳动者联合会代表团交流工会工作，大篷车开进云岗社区20人"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache") / "of" / "words"


@pytest.fixture(scope="module")
def made(cache: Path) -> Dictionary:
    """The dictionary as it is made at the first start."""
    return read_dictionary(cache)


@pytest.fixture(scope="module")
def of_jieba(tmp_path_factory: pytest.TempPathFactory) -> jieba.posseg.POSTokenizer:
    cutter = jieba.Tokenizer()
    cutter.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    for word in NEWER_WORDS:
        cutter.add_word(word, 3, "n")
    return jieba.posseg.POSTokenizer(cutter)


def test_words_frequencies_and_tags_are_those_that_jieba_reads_and_the_newer_words(
    made: Dictionary, of_jieba: jieba.posseg.POSTokenizer
) -> None:
    assert made.frequencies == of_jieba.tokenizer.FREQ
    assert made.total == of_jieba.tokenizer.total
    assert made.tags == of_jieba.word_tag_tab | dict.fromkeys(NEWER_WORDS, "n")


def test_text_is_cut_and_tagged_as_jieba_does(
    made: Dictionary, of_jieba: jieba.posseg.POSTokenizer
) -> None:
    cutter = cutter_of(made)
    assert cutter.lcut_for_search(TEXT) == of_jieba.tokenizer.lcut_for_search(TEXT)
    assert tagger_of(cutter, made).lcut(TEXT) == of_jieba.lcut(TEXT)


def test_terms_are_the_words_of_jieba_s_search_mode(
    cache: Path, of_jieba: jieba.posseg.POSTokenizer
) -> None:
    tokenizer = Tokenizer(cache_dir=cache)
    searched = [word for word in of_jieba.tokenizer.lcut_for_search(TEXT) if word != "，"]
    assert "联合会" in searched
    assert tokenizer.terms(TEXT) == tokenizer.terms_again(TEXT) == searched


def test_the_dictionary_that_others_in_the_process_use_stays_jiebas_own(made: Dictionary) -> None:
    tagger_of(cutter_of(made), made)
    with jieba.dt.get_dict_file() as file:
        assert len(file.readline()) > 0


def test_the_next_start_reads_the_same_out_of_one_file(made: Dictionary, cache: Path) -> None:
    assert [path.name for path in cache.iterdir()] == [CACHE_FILE]
    assert read_dictionary(cache) == made


@pytest.mark.parametrize("content", [b"", b"x", b"[\x02\x00\x00\x00ii"])
def test_a_damaged_file_is_made_anew(made: Dictionary, tmp_path: Path, content: bytes) -> None:
    (tmp_path / CACHE_FILE).write_bytes(content)
    assert read_dictionary(tmp_path) == made
    assert (tmp_path / CACHE_FILE).stat().st_size > 5_000_000


def test_where_nothing_can_be_written_words_are_known_all_the_same(
    made: Dictionary, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert read_dictionary(tmp_path / "file" / "cache") == made
    assert "the next start takes longer" in caplog.text
