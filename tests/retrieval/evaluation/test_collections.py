import gzip
import json
import shutil
from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation import questions
from retrieval.evaluation.collections import Evidence, Question
from retrieval.evaluation.load import load_collection
from retrieval.types import Span, Turn

SMALL = Path(__file__).parent / "small"

ASKED = {
    "id": "a1",
    "question": "体检有几个项目？",
    "type": "number",
    "subtype": "",
    "context": {"question": "谁办了体检？", "answer": "总工会"},
    "answerable": True,
    "answer": "6个",
    "key": [["6个", "六个"]],
    "evidence": [{"file": "one.txt", "headline": "体检", "quote": "共设6个项目。"}],
    "note": "",
    "tags": ["typo"],
}


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A copy of the small collection that a test may spoil."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def written(folder: Path, *records: object) -> Path:
    lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
    (folder / questions.FILE_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_beir_folder_is_read_with_its_answers_spans_and_unanswerable_questions():
    collection = load_collection(SMALL)
    assert [q.id for q in collection.questions] == ["q1", "q2", "q3", "q4", "u1"]
    assert collection.types() == {"number": 1, "who": 2, "keyword": 1, "unanswerable": 1}
    number = collection.by_id["q1"]
    span = Evidence("三百二十万元", article_id="bridge", span=Span(26, 32))
    assert number.evidence == ((span,),)
    assert number.key == (("三百二十万元",),)
    assert collection.by_id["q3"].key == (("罗大江", "渔民"),)
    assert not collection.by_id["u1"].answerable
    assert collection.qrels == {
        "q1": {"bridge": 1},
        "q2": {"school": 1},
        "q3": {"rescue": 1},
        "q4": {"fair": 2, "school": 1, "bridge": 0},
    }


def test_gzipped_corpus_is_read_like_a_plain_one(beir: Path):
    plain = load_collection(beir)
    content = (beir / "corpus.jsonl").read_bytes()
    (beir / "corpus.jsonl").unlink()
    (beir / "corpus.jsonl.gz").write_bytes(gzip.compress(content))
    assert load_collection(beir) == plain


def test_cut_off_gzip_file_is_an_error_that_names_it(beir: Path):
    content = gzip.compress((beir / "corpus.jsonl").read_bytes())
    (beir / "corpus.jsonl").unlink()
    (beir / "corpus.jsonl.gz").write_bytes(content[:-20])
    with pytest.raises(CollectionError, match=r"corpus\.jsonl\.gz: cannot be read"):
        load_collection(beir)


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("corpus.jsonl", "{", r"corpus\.jsonl, line 5: is not JSON"),
        ("corpus.jsonl", "[1]", "line 5: is not a JSON object"),
        (
            "corpus.jsonl",
            '{"_id": "fair", "text": "又一篇"}',
            "line 5: the id fair stands on line 3",
        ),
        ("corpus.jsonl", '{"_id": "x"}', "line 5: text should be a string, and is absent"),
        ("corpus.jsonl", '{"_id": "x y", "text": "字"}', "line 5: _id should be an id without"),
        ("corpus.jsonl", '{"_id": "x", "text": " "}', "line 5: has neither title nor text"),
        (
            "corpus.jsonl",
            '{"_id": "x", "text": "字", "date": "五月"}',
            "line 5: date should be a day",
        ),
        ("queries.jsonl", '{"_id": "q1", "text": "问"}', "line 6: the id q1 stands on line 1"),
        (
            "queries.jsonl",
            '{"_id": "x", "text": "问",'
            ' "spans": [{"doc": "fair", "start": 0, "end": 2, "text": "花"}]}',
            "line 6: characters 0 to 2 of article fair are not '花'",
        ),
        (
            "queries.jsonl",
            '{"_id": "x", "text": "问", "answers": "一"}',
            "answers should be a list",
        ),
        ("unanswerable.jsonl", '{"_id": "q2", "text": "问"}', "line 2: the id q2 stands on line 2"),
        ("qrels.tsv", "q9\tfair\t1", r"qrels\.tsv, line 8: no question has the id q9"),
        ("qrels.tsv", "q1\tghost\t1", "line 8: no article has the id ghost"),
        ("qrels.tsv", "q1\tbridge\t1", "line 8: q1 bridge is judged twice"),
        ("qrels.tsv", "q1\tfair\tmuch", "line 8: the grade much is no number"),
        ("qrels.tsv", "q1 fair", "line 8: has 2 columns"),
    ],
)
def test_faulty_line_of_a_beir_folder_is_named(beir: Path, name: str, line: str, problem: str):
    with (beir / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(CollectionError, match=problem):
        load_collection(beir)


@pytest.mark.parametrize(
    ("name", "problem"),
    [("qrels.tsv", "holds no judgments"), ("corpus.jsonl", "holds no articles")],
)
def test_empty_file_of_a_beir_folder_is_an_error(beir: Path, name: str, problem: str):
    (beir / name).write_text("", encoding="utf-8")
    with pytest.raises(CollectionError, match=problem):
        load_collection(beir)


def test_missing_qrels_are_an_error(beir: Path):
    (beir / "qrels.tsv").unlink()
    with pytest.raises(CollectionError, match=r"qrels\.tsv is missing"):
        load_collection(beir)


def test_file_that_is_not_utf8_is_an_error(beir: Path):
    (beir / "corpus.jsonl").write_bytes("花市".encode("gbk"))
    with pytest.raises(CollectionError, match="is not UTF-8"):
        load_collection(beir)


def test_folder_of_neither_layout_is_an_error(tmp_path: Path):
    with pytest.raises(CollectionError, match=r"neither questions\.jsonl nor"):
        load_collection(tmp_path)
    with pytest.raises(CollectionError, match="no such folder"):
        load_collection(tmp_path / "nowhere")


def test_question_of_our_format_is_read_in_full(tmp_path: Path):
    assert load_collection(written(tmp_path, ASKED)).questions == (
        Question(
            id="a1",
            text="体检有几个项目？",
            type="number",
            answerable=True,
            context=Turn("谁办了体检？", "总工会"),
            evidence=((Evidence("共设6个项目。", source="one.txt", headline="体检"),),),
            key=(("6个", "六个"),),
            answer="6个",
            tags=("typo",),
        ),
    )


def test_questions_that_were_written_are_read_back_the_same(tmp_path: Path):
    unanswerable = {"id": "a2", "question": "谁？", "type": "who", "answerable": False}
    before = load_collection(written(tmp_path, ASKED, unanswerable)).questions
    questions.write(tmp_path / "again.jsonl", before)
    assert questions.read(tmp_path / "again.jsonl") == before


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "a 1"}, "line 2: id should be an id without white space"),
        ({"id": "a1"}, "line 2: the id a1 stands on line 1 already"),
        ({"question": "  "}, "line 2: the question is empty"),
        ({"type": None}, "line 2: type should be a string, and is absent"),
        ({"answerable": "yes"}, "line 2: answerable should be true or false"),
        ({"evidence": []}, "line 2: an answerable question needs evidence"),
        ({"answerable": False}, "line 2: a question that cannot be answered has neither"),
        ({"key": [[]]}, "line 2: key should be a list of lists that are not empty"),
        ({"key": [[""]]}, "line 2: key should hold strings that are not empty"),
        ({"evidence": ["quote"]}, "line 2: evidence should be a list of objects"),
        ({"evidence": [{"file": "a", "quote": ""}]}, "line 2: evidence needs a quote, or"),
        ({"context": "before"}, "line 2: context should be an object"),
        ({"tags": "typo"}, "line 2: tags should be a list"),
    ],
)
def test_faulty_question_of_our_format_is_named(tmp_path: Path, change: dict, problem: str):
    with pytest.raises(CollectionError, match=problem):
        load_collection(written(tmp_path, ASKED, {**ASKED, "id": "a2", **change}))


def test_file_without_questions_is_an_error(tmp_path: Path):
    with pytest.raises(CollectionError, match="holds no questions"):
        load_collection(written(tmp_path, " "))
