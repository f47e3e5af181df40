"""The gate: what answers worse than the live generation does not go live, unless one insists."""

import json
import zlib
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import CollectionError, GenerationUnknown, LoadRefused
from retrieval.evaluation import questions
from retrieval.evaluation.generate import generate
from retrieval.operating.gate import GateRules
from retrieval.pages.sandbox import SandboxedReader
from retrieval.text import Tokenizer
from retrieval.types import GenerationNumber, GenerationState
from tests.conftest import PAGE_ONE, PAGE_TWO
from tests.fakes.embedder import HashingEmbedder
from tests.retrieval.test_loading import NEW_PAGE


class _Forgetful(HashingEmbedder):
    """An embedder of the same name whose vectors, once it is spoilt, say nothing of their texts.

    Each passage still is nearest to itself, so that only questions can tell.
    """

    spoilt = False

    def embed_passages(self, texts, on_done=None):
        meant = [str(zlib.crc32(text.encode())) for text in texts] if self.spoilt else texts
        return super().embed_passages(meant, on_done)


@pytest.fixture
def spoiling(tmp_path: Path, tokenizer: Tokenizer):
    embedder = _Forgetful()
    archive = Archive(tmp_path / "data", embedder, tokenizer, gate=GateRules(20, 0.05))
    return archive, embedder


def write_many(news: Path, count: int = 12) -> None:
    for number in range(count):
        town = "东西南北上下左右前后里外"[number] + "塘镇"
        (news / f"p{number}.txt").write_text(NEW_PAGE.replace("南塘镇", town), encoding="utf-8")


def test_a_candidate_that_answers_worse_is_kept_and_does_not_go_live(spoiling, news: Path) -> None:
    archive, embedder = spoiling
    write_many(news)
    archive.load([news])
    embedder.spoilt = True
    with pytest.raises(
        LoadRefused, match=r"generation 2 did not go live: it .* activate 2"
    ) as told:
        archive.load([news], rebuild=True)
    assert told.value.number == 2
    assert told.value.problems
    assert archive.status().generation == 1
    live, refused = archive.generations()
    assert (live.state, refused.state) == (GenerationState.LIVE, GenerationState.REFUSED)
    assert refused.problems == told.value.problems
    assert refused.articles == live.articles


def test_a_refused_generation_goes_live_when_one_insists_and_is_refused_no_longer(
    spoiling, news: Path
) -> None:
    archive, embedder = spoiling
    write_many(news)
    archive.load([news])
    embedder.spoilt = True
    with pytest.raises(LoadRefused):
        archive.load([news], rebuild=True)
    assert archive.activate(GenerationNumber(2)) == 2
    assert archive.ask("夜校").generation == 2
    assert [one.state for one in archive.generations()] == ["kept", "live"]
    assert archive.roll_back() == 1
    with pytest.raises(GenerationUnknown):
        archive.activate(GenerationNumber(7))


def test_going_back_passes_over_what_was_refused(spoiling, news: Path) -> None:
    archive, embedder = spoiling
    write_many(news)
    archive.load([news])
    embedder.spoilt = True
    with pytest.raises(LoadRefused):
        archive.load([news], rebuild=True)
    embedder.spoilt = False
    (news / "three.txt").write_text(NEW_PAGE, encoding="utf-8")
    assert archive.load([news]).generation == 3
    assert archive.roll_back() == 1


def save(archive: Archive, tmp_path: Path, records: list[dict]) -> None:
    folder = tmp_path / "data" / "gate" / "mine"
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")


NIGHT_SCHOOL = {
    "id": "q1",
    "question": "夜校每周三晚上几点上课",
    "type": "feedback",
    "answerable": True,
    "evidence": [
        {
            "file": "two.txt",
            "headline": "青山区开办职工夜校",
            "quote": "夜校每周三晚上七点上课，职工凭会员卡免费报名。",
        }
    ],
}


def test_a_saved_question_whose_article_is_taken_out_on_purpose_does_not_count(
    archive: Archive, tmp_path: Path, news: Path
) -> None:
    save(archive, tmp_path, [NIGHT_SCHOOL])
    archive.remove("two.txt")
    archive.roll_back()
    archive.remove(archive.articles_of("two.txt")[0].id)
    archive.roll_back()
    (news / "two.txt").write_text(PAGE_TWO.replace("七点", "八点"), encoding="utf-8")
    archive.load([news])
    (news / "two.txt").unlink()
    archive.load([news], mirror=True)
    assert archive.status().pages == 1


def test_a_saved_question_that_should_be_refused_counts(
    archive: Archive, tmp_path: Path, news: Path
) -> None:
    """A page that seems to answer it comes in: an admin is asked before it goes live."""
    question = "南塘镇职工足球赛共有几支球队参加"
    save(archive, tmp_path, [{"id": "q", "question": question, "type": "x", "answerable": False}])
    (news / "three.txt").write_text(NEW_PAGE, encoding="utf-8")
    with pytest.raises(LoadRefused, match="answers or refuses rightly 0% of 1 questions"):
        archive.load([news])


@pytest.mark.parametrize("line", ["{", "{}", '{"question": "几点", "answerable": true}'])
def test_a_saved_set_that_cannot_be_read_is_named_before_anything_goes_live(
    archive: Archive, tmp_path: Path, news: Path, line: str
) -> None:
    (tmp_path / "data" / "gate").mkdir()
    (tmp_path / "data" / "gate" / "questions.jsonl").write_text(line, encoding="utf-8")
    (news / "three.txt").write_text(NEW_PAGE, encoding="utf-8")
    with pytest.raises(CollectionError, match="line 1"):
        archive.load([news])
    assert archive.status().generation == 1


def test_what_generate_writes_is_what_the_gate_reads(
    archive: Archive, tmp_path: Path, news: Path, tokenizer: Tokenizer
) -> None:
    folder = tmp_path / "data" / "gate"
    folder.mkdir()
    made = generate(archive.articles(), most=30, tokenizer=tokenizer)
    questions.write(folder / questions.FILE_NAME, made)
    (news / "three.txt").write_text(NEW_PAGE, encoding="utf-8")
    assert archive.load([news]).generation == 2


def test_a_new_reading_of_the_same_page_that_loses_an_article_is_refused(
    archive: Archive, tmp_path: Path, news: Path, embedder: HashingEmbedder
) -> None:
    """The file is the same, so nobody took the article out: the reader lost it."""
    save(archive, tmp_path, [NIGHT_SCHOOL])
    losing = Archive(tmp_path / "data", embedder, read_pages=_losing_reader(SandboxedReader()))
    with pytest.raises(LoadRefused, match="finds the article of 0% of 1 questions"):
        losing.load([news], rebuild=True)


def _losing_reader(read_pages):
    import dataclasses

    def read(path, on_error, *said):
        for page in read_pages(path, on_error, *said):
            yield dataclasses.replace(page, articles=()) if path.name == "two.txt" else page

    return read


def test_a_gate_of_no_questions_lets_everything_pass(tmp_path: Path, news: Path, tokenizer) -> None:
    embedder = _Forgetful()
    archive = Archive(tmp_path / "data", embedder, tokenizer, gate=GateRules(0))
    archive.load([news])
    embedder.spoilt = True
    assert archive.load([news], rebuild=True).generation == 2


def test_refused_generations_do_not_pile_up_nor_push_good_ones_out(spoiling, news: Path) -> None:
    archive, embedder = spoiling
    write_many(news)
    archive.load([news])
    embedder.spoilt = True
    for _ in range(4):
        with pytest.raises(LoadRefused):
            archive.load([news], rebuild=True)
    assert [one.number for one in archive.generations()] == [1, 4, 5]


def test_a_plan_says_what_a_load_would_do_and_writes_nothing(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    before = sorted(path for path in (tmp_path / "data").rglob("*") if path.suffix != ".lock")
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    (news / "two.txt").unlink()
    (news / "three.txt").write_text(NEW_PAGE, encoding="utf-8")
    (news / "bad.txt").write_bytes(b"")
    plan = archive.plan([news], mirror=True)
    assert plan.base == 1
    assert plan.pages_added == ("three.txt",)
    assert plan.pages_changed == ("one.txt",)
    assert plan.pages_removed == ("two.txt",)
    assert [a.headline for a in plan.articles_added] == ["南塘镇职工足球赛开赛"]
    assert [a.headline for a in plan.articles_changed] == ["平湖区总工会为快递员送体检"]
    assert [a.headline for a in plan.articles_removed] == ["青山区开办职工夜校"]
    assert [f.source for f in plan.failures] == ["bad.txt"]
    assert plan.changes
    after = sorted(path for path in (tmp_path / "data").rglob("*") if path.suffix != ".lock")
    assert after == before
    assert not archive.plan([news / "one.txt"], mirror=True).pages_removed


def test_a_plan_of_a_first_load_has_no_base(empty_archive: Archive, news: Path) -> None:
    plan = empty_archive.plan([news])
    assert (plan.base, len(plan.articles_added)) == (None, 3)
    assert empty_archive.status().generation is None
