"""The benchmark: what is measured, what is kept, and the table, worked out by hand."""

import json
from math import log2
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import CollectionError, ModelError, PeerFailed
from retrieval.evaluation.collections import Collection, CorpusArticle, Evidence, Question
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.peers import bench, table, trial
from retrieval.evaluation.peers.port import Asked
from retrieval.types import Turn

SMALL = Path(__file__).parents[1] / "small"


class WordPeer:
    """Ranks articles by how many characters of the question they hold, one passage a line."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def index(self, articles) -> int:
        self._rows = [(a.id, line) for a in articles for line in a.text.splitlines()]
        return len(self._rows)

    def search(self, asked: Asked, k: int) -> list[tuple[str, float]]:
        self.asked.append(asked.id)
        scored = [(i, float(len(set(line) & set(asked.text)))) for i, line in self._rows]
        return sorted(scored, key=lambda row: -row[1])[:k]


def never() -> Archive:
    raise AssertionError("a collection with a corpus asks no live archive")


@pytest.fixture
def task() -> bench.Task:
    return bench.task_of(load_collection(SMALL), never)


def job(*articles: CorpusArticle, questions: tuple[Asked, ...]) -> trial.Job:
    return trial.Job("ours", "id", "tiny", Path("m"), Path("d"), articles, questions)


def test_every_question_is_asked_once_after_one_to_warm_up():
    peer = WordPeer()
    given = job(CorpusArticle("a", "", "甲"), questions=(Asked("q1", "甲"), Asked("q2", "乙")))
    result = trial.measure(peer, given)
    assert peer.asked == ["q1", "q1", "q2"]
    assert len(result.latencies_ms) == 2
    assert min(result.latencies_ms) > 0
    assert result.peak_mib > 1


def test_article_ranks_where_its_first_passage_does():
    two, one = CorpusArticle("two", "", "甲乙\n甲"), CorpusArticle("one", "", "甲乙丙")
    result = trial.measure(WordPeer(), job(two, one, questions=(Asked("q", "甲乙丙"),)))
    assert result.passages == 3
    assert result.rankings == {"q": (("one", 3.0), ("two", 2.0))}


def test_only_judged_questions_are_asked_and_follow_ups_keep_their_turn():
    first = load_collection(SMALL)
    asked = first.questions[0]
    follow = Question(
        "f", "在哪里？", "follow-up", answerable=True, context=Turn("谁救起少年？", "罗大江", "")
    )
    given = Collection("c", (asked, follow), first.corpus, {"f": {"rescue": 1}})
    assert bench.task_of(given, never).questions == (
        Asked("f", "在哪里？", before=("谁救起少年？", "罗大江", "")),
    )
    with pytest.raises(CollectionError, match="no question of it is judged"):
        bench.task_of(Collection("c", (asked,), first.corpus, {}), never)


def test_collection_without_a_corpus_is_about_the_articles_of_the_live_archive(archive: Archive):
    evidence = Evidence("6月3日，平湖区总工会组织120名快递员免费体检。", source="one.txt")
    asked = Question("a1", "多少人体检？", "number", answerable=True, evidence=((evidence,),))
    found = bench.task_of(Collection("live", (asked,)), lambda: archive)
    holding = next(article for article in found.articles if "120名" in article.text)
    assert holding.title == "平湖区总工会为快递员送体检"
    assert found.qrels == {"a1": {holding.id: 1}}


def test_ours_is_measured_in_a_process_of_its_own_and_kept(
    task: bench.Task, tiny_model: Path, tmp_path: Path
):
    model = bench.model_of(str(tiny_model), tmp_path)
    heard: list[str] = []
    out = tmp_path / "out"
    first = bench.run(task, model, out, names=("ours",), on_start=heard.append)
    assert heard == ["ours"]
    assert first.results[0].articles == 4
    assert set(first.results[0].rankings) == {"q1", "q2", "q3", "q4"}
    kept = json.loads((out / "ours.json").read_text("utf-8")) | {"peak_mib": 12345.0}
    (out / "ours.json").write_text(json.dumps(kept), encoding="utf-8")
    assert bench.run(task, model, out, names=("ours",)).results[0].peak_mib == 12345.0


def test_process_that_fails_is_named_with_where_to_read_on(task: bench.Task, tmp_path: Path):
    model = bench.Model("./no/such/model", tmp_path, tmp_path)
    with pytest.raises(PeerFailed, match=r"(?s)ours failed \(.*\./no/such/model.*ours\.log"):
        bench.run(task, model, tmp_path / "out", names=("ours",))
    assert not (tmp_path / "out" / "ours.json").exists()


def test_model_that_is_no_folder_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="load a model from a folder"):
        bench.model_of("some/model", tmp_path)


def result(system: str, ranking: tuple[str, ...], index_s: float, peak: float, *ms: float):
    rankings = {"q": tuple((article, 1 / rank) for rank, article in enumerate(ranking, start=1))}
    used = {} if system == "ours" else {"txtai": "9"}
    return trial.TrialResult(system, "id", used, 4, 8, index_s, ms, peak, rankings)


def test_table_holds_each_system_to_ours():
    task = bench.Task("c", ARTICLES, (Asked("q", "问"),), {"q": {"a": 1}})
    results = (
        result("ours", ("a", "b"), 2.0, 100.0, 10.0, 30.0),
        result("txtai", ("b", "a"), 1.0, 150.0, 40.0, 60.0),
    )
    made = bench.Benchmark(task, results, ("haystack",), "tiny", "abc")
    ours, theirs = table.table(made).rows
    half = 1 / log2(3)  # the gain of rank 2
    # p95 of 10 and 30 ms, inclusive: 10 + 0.95 * 20; of 40 and 60: 40 + 0.95 * 20.
    figures = ("1.000", "1.000", "1.000", "1.000", "–", "2.00", "20.0", "29.0", "100")
    assert ours == ("ours", *figures)
    assert theirs == (
        *("txtai", f"{half:.3f}", "0.500", "0.000", "1.000"),
        f"{half - 1:+.3f} ({half - 1:+.3f} … {half - 1:+.3f})",
        *("4.00 (×2.00)", "50.0 (×2.50)", "59.0 (×2.03)", "150 (×1.50)"),
    )
    text = table.markdown(made)
    assert "**c: 1 questions over 4 articles**" in text
    assert "commit abc, model tiny, txtai 9" in text
    assert "Not installed, so not run: haystack." in text
    assert table.as_json(made)["systems"][1]["articles_per_s"] == 4.0


ARTICLES = tuple(CorpusArticle(name, "", "文") for name in "abcd")
