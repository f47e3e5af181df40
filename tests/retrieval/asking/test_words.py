"""The words of a question against an archive: its names known, misspelt ones put right."""

import re
import sqlite3
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.asking.words import question_words
from retrieval.errors import GenerationMismatch
from retrieval.index.catalogue import FILE_NAME
from retrieval.index.generation import Generation, open_generation
from retrieval.index.manifest import SEAL_FILE
from retrieval.text import Tokenizer
from retrieval.types import PassageId
from tests.fakes.embedder import HashingEmbedder


@pytest.fixture
def generation(archive: Archive, tmp_path: Path) -> Generation:
    assert archive.status().generation == 1
    return open_generation(tmp_path / "data" / "generations" / "000001")


def test_names_in_a_question_are_terms_of_it_and_parts_stay(
    generation: Generation, tokenizer: Tokenizer
) -> None:
    words = question_words("平湖区总工会给谁体检", generation, tokenizer)
    assert [name.text for name in words.names] == ["平湖区总工会"]
    assert {"平湖区总工会", "工会", "体检"} <= set(words.terms)
    assert words.text == "平湖区总工会给谁体检"


def test_a_name_of_two_characters_is_known_between_words_only(
    generation: Generation, tokenizer: Tokenizer
) -> None:
    known = question_words("高远写了什么", generation, tokenizer).names
    assert [name.text for name in known] == ["高远"]
    assert question_words("登高远望", generation, tokenizer).names == ()


def test_pairs_leave_out_words_that_ask(generation: Generation, tokenizer: Tokenizer) -> None:
    words = question_words("体检是什么时候的", generation, tokenizer)
    assert words.pairs == ("体检",)


def test_a_question_without_names_is_left_as_typed(
    generation: Generation, tokenizer: Tokenizer
) -> None:
    words = question_words("火星移民飞船　几号發射", generation, tokenizer)
    assert words.text == "火星移民飞船　几号發射"
    assert (words.names, words.replaced) == ((), ())


@pytest.mark.parametrize(
    ("question", "typed", "printed"),
    [
        ("周大姜是谁", "周大姜", "周大江"),
        ("柳荷街道的比赛谁得了一等奖", "柳荷街道", "柳河街道"),
        ("青山总工会开了什么课", "青山总工会", "青山区总工会"),
    ],
)
def test_a_misspelt_name_finds_its_article(
    archive: Archive, question: str, typed: str, printed: str
) -> None:
    told = archive.explain(question)
    assert told.query.original == question
    assert told.query.replaced == ((typed, printed),)
    _, article = archive.article(told.hits[0].article.id)
    assert printed in article.text


@pytest.mark.parametrize("question", ["周大明是谁", "柳山街道的比赛", "青湖区总工会开了什么课"])
def test_another_name_is_not_turned_into_one_that_is_held(archive: Archive, question: str) -> None:
    query = archive.explain(question).query
    assert query.replaced == ()
    assert query.text == question


@pytest.mark.parametrize(
    ("question", "term"),
    [("一百二十名快递员", "120人"), ("１２０多人", "120人"), ("六月三日的事", "6月3日")],
)
def test_numbers_match_across_forms(
    generation: Generation, tokenizer: Tokenizer, question: str, term: str
) -> None:
    assert term in question_words(question, generation, tokenizer).quantities
    (best, _), *_ = generation.lexical.search([term], 1)
    passage = generation.catalogue.passages([best])[PassageId(best)]
    article = generation.catalogue.article(passage.article_id)
    assert "6月3日，平湖区总工会组织120名快递员" in article.text


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / FILE_NAME) as db:
        return db.execute(query).fetchall()


def test_an_edited_archive_has_the_names_of_a_rebuilt_one(
    archive: Archive, news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    removed = (news / "one.txt").read_text("utf-8")
    (news / "one.txt").unlink()
    archive.load([news], mirror=True)
    (news / "one.txt").write_text(removed.replace("周大江", "周小江"), encoding="utf-8")
    archive.load([news], mirror=True)
    rebuilt = Archive(tmp_path / "again", HashingEmbedder(), tokenizer)
    rebuilt.load([news], mirror=True)

    edited_folder = tmp_path / "data" / "generations" / "000003"
    rebuilt_folder = tmp_path / "again" / "generations" / "000001"
    for table in ("names", "sounds"):
        rows = _rows(edited_folder, f"SELECT * FROM {table} ORDER BY 1, 2")
        assert rows == _rows(rebuilt_folder, f"SELECT * FROM {table} ORDER BY 1, 2")
        assert rows
    for question in ("周小江说了什么", "周大江", "柳荷街道", "青山区总工会的夜校"):
        edited, fresh = (a.explain(question).query for a in (archive, rebuilt))
        assert edited == fresh


def test_a_generation_without_names_is_refused_with_what_to_run(
    archive: Archive, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    folder = tmp_path / "data" / "generations" / "000001"
    manifest = (folder / "manifest.json").read_text("utf-8")
    (folder / "manifest.json").write_text(
        re.sub(r'"schema": "[^"]+"', '"schema": "1"', manifest), encoding="utf-8"
    )
    (folder / SEAL_FILE).unlink()  # as of a version that sealed no manifest
    other = Archive(tmp_path / "data", HashingEmbedder(), tokenizer)
    with pytest.raises(GenerationMismatch, match=r"built with schema .* --rebuild"):
        other.ask("夜校几点上课")


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("网球赛在哪举行", ("网球", "举行")),  # jieba also finds 球赛
        ("谁拿了一等奖", ("一等", "一等奖")),
        ("羽毛球赛在哪举行", ("羽毛", "球赛", "羽毛球", "羽毛球赛", "举行")),
        ("猫", ("猫",)),
    ],
)
def test_words_that_only_the_cut_has_made_tell_nothing_and_unknown_ones_do(
    question: str, terms: tuple[str, ...], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    page = tmp_path / "page.txt"
    text = "平湖办网球比赛\n\n本报讯（记者 高远）网球比赛9月3日举行，周大江获一等奖。\n"
    page.write_text(text, encoding="utf-8")
    archive = Archive(tmp_path / "data", HashingEmbedder())
    archive.load([page])
    opened = open_generation(tmp_path / "data" / "generations" / "000001")
    assert question_words(question, opened, tokenizer).terms == terms


def test_a_word_for_the_kind_of_thing_asked_for_is_no_word_to_search_for(archive: Archive) -> None:
    query = archive.explain("平湖区总工会的领导都有谁").query
    assert "平湖区总工会" in query.terms
    assert "领导" not in (*query.terms, *query.nouns)
    assert "领导" in archive.explain("平湖区总工会的领导怎么说").query.terms


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("送了多少斤桃", ("送", "桃")),
        ("有多少对策", ("对策",)),
        ("办了多少场比赛", ("比赛",)),
    ],
)
def test_a_unit_is_no_part_of_the_word_that_is_counted(
    question: str, terms: tuple[str, ...], generation: Generation, tokenizer: Tokenizer
) -> None:
    words = question_words(question, generation, tokenizer)
    assert set(terms) <= set(words.terms)
    assert "斤桃" not in words.terms


def test_a_conjunction_before_a_district_is_no_part_of_a_word(
    generation: Generation, tokenizer: Tokenizer
) -> None:
    words = question_words("平湖和平谷谁的职工多", generation, tokenizer)
    assert words.terms == ("平湖", "平谷", "职工")
