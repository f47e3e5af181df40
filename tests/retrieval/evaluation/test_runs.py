import dataclasses
import json
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.errors import CollectionError, RunMismatch, SystemUnknown
from retrieval.evaluation import runs
from retrieval.evaluation.asking import is_exact
from retrieval.evaluation.collections import Collection, Evidence, Question
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.scores import Mean, score
from retrieval.evaluation.systems import ablations, systems
from retrieval.evaluation.throwaway import archive_of
from retrieval.text import Tokenizer
from retrieval.types import ArticleId, ArticleRef, Citation, Quote, Span
from tests.fakes.embedder import HashingEmbedder

REF = ArticleRef(ArticleId("a"), "题", "one.txt", "", "", None, "")


@pytest.fixture
def collection() -> Collection:
    return load_collection(Path(__file__).parent / "small")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture
def open_small(
    cache: Path, collection: Collection, embedder: HashingEmbedder, tokenizer: Tokenizer
):
    opened: dict[AskingOptions, Archive] = {}

    def open_with(options: AskingOptions = FOR_MEMBERS) -> Archive:
        if options not in opened:
            opened[options] = archive_of(
                collection, cache, embedder, options=options, tokenizer=tokenizer
            )
        return opened[options]

    return open_with


def test_archive_of_a_collection_keeps_ids_titles_texts_and_dates(collection, open_small):
    archive = open_small()
    stored = {article.id: (reference, article) for reference, article in archive.articles()}
    assert set(stored) == {"bridge", "school", "fair", "rescue"}
    for given in collection.corpus:
        reference, article = stored[given.id]
        assert (article.headline, article.text) == (given.title, given.text)
        assert (str(reference.date.day) if reference.date else "") == given.date


def test_archive_that_was_built_is_used_again(
    collection, tmp_path: Path, embedder: HashingEmbedder
):
    first = archive_of(collection, tmp_path, embedder)
    embedded = len(embedder.embedded)
    assert embedded > 0
    again = archive_of(collection, tmp_path, embedder)
    assert len(embedder.embedded) == embedded
    assert again.status() == first.status()


def test_archive_is_built_again_for_another_corpus_with_the_vectors_it_has(
    collection, open_small, cache: Path, embedder: HashingEmbedder
):
    open_small()
    embedder.embedded.clear()
    longer = (*collection.corpus, dataclasses.replace(collection.corpus[0], id="n", text="新闻。"))
    archive = archive_of(dataclasses.replace(collection, corpus=longer), cache, embedder)
    assert archive.status().articles == 5
    assert embedder.embedded == ["青石桥修缮完工\n新闻。", "新闻。"]


@pytest.mark.parametrize("system", ["ours", "bm25", "dense", "fusion"])
def test_every_system_finds_what_shares_its_words(collection, open_small, system: str):
    finished = runs.run(collection, system, open_small)
    assert [reply.question_id for reply in finished.replies] == ["q1", "q2", "q3", "q4", "u1"]
    first = {r.question_id: r.ranking[0][0] for r in finished.replies if r.ranking}
    assert (first["q1"], first["q2"], first["q3"]) == ("bridge", "school", "rescue")


def test_ranking_has_each_article_once_with_falling_scores(collection, open_small):
    for system in systems():
        for reply in runs.run(collection, system, open_small).replies:
            articles = [article for article, _ in reply.ranking]
            scores = [value for _, value in reply.ranking]
            assert len(articles) == len(set(articles))
            assert scores == sorted(scores, reverse=True)


def test_bm25_finds_nothing_where_no_word_is_shared_and_dense_finds_something(
    collection, open_small
):
    question = dataclasses.replace(collection.questions[0], text="zzz")
    asked = dataclasses.replace(collection, questions=(question,))
    assert runs.run(asked, "bm25", open_small).replies[0].ranking == ()
    assert len(runs.run(asked, "dense", open_small).replies[0].ranking) == 4


def test_every_ablation_changes_one_option_of_ours():
    ours = dataclasses.asdict(FOR_MEMBERS)
    for name in ablations():
        assert _leaves_changed(ours, dataclasses.asdict(systems()[name])) == 1


def test_the_systems_are_made_of_the_numbers_that_are_in_use(collection, open_small):
    ours = dataclasses.replace(FOR_MEMBERS, threshold=1.0)
    assert {options.threshold for options in systems(ours).values()} == {1.0}
    finished = runs.run(collection, "ours", open_small, ours=ours)
    assert not any(reply.answered for reply in finished.replies)


def _leaves_changed(a: dict, b: dict) -> int:
    pairs = ((a[key], b[key]) for key in a)
    return sum(_leaves_changed(x, y) if isinstance(x, dict) else x != y for x, y in pairs)


def test_unknown_system_is_an_error_that_lists_those_known(collection, open_small):
    with pytest.raises(SystemUnknown, match="there is no system best; there are: ours, bm25"):
        runs.run(collection, "best", open_small)


def test_reply_says_what_the_archive_answers_and_what_it_withholds(collection, open_small):
    finished = runs.run(collection, "ours", open_small)
    archive = open_small()
    for question in collection.questions:
        answer, reply = archive.ask(question.text), finished.by_id[question.id]
        assert reply.status == answer.status.value
        assert reply.confidence == pytest.approx(answer.confidence)
        if answer.quotes:
            assert [q.text for q in reply.quotes] == [q.text for q in answer.quotes]
    withheld = [r for r in finished.replies if not r.answered]
    assert any(reply.quotes for reply in withheld)


def test_run_that_was_written_is_read_back_the_same(collection, open_small, tmp_path: Path):
    finished = runs.run(collection, "ours", open_small, out=tmp_path / "out" / "a.run")
    assert runs.read_run(tmp_path / "out" / "a.run", collection) == finished


def test_stopped_run_goes_on_where_it_stopped(collection, open_small, tmp_path: Path):
    out = tmp_path / "a.run"
    whole = runs.run(collection, "ours", open_small, out=out)
    replies = tmp_path / "a.run.replies.jsonl"
    first, second, *_ = replies.read_text(encoding="utf-8").splitlines(keepends=True)
    told = json.loads(first) | {"latency_ms": 12345.0}  # shows that it was not asked again
    replies.write_text(json.dumps(told) + "\n" + second[:40], encoding="utf-8")
    out.unlink()
    finished = runs.run(collection, "ours", open_small, out=out)
    assert finished.replies[0].latency_ms == 12345.0
    assert [r.ranking for r in finished.replies] == [r.ranking for r in whole.replies]
    assert out.is_file()


def test_run_of_another_system_is_not_gone_on_with(collection, open_small, tmp_path: Path):
    runs.run(collection, "ours", open_small, out=tmp_path / "a.run")
    with pytest.raises(RunMismatch, match="name another file"):
        runs.run(collection, "bm25", open_small, out=tmp_path / "a.run")


def test_manifest_says_what_made_the_run(collection, open_small, tmp_path: Path):
    runs.run(collection, "fusion", open_small, out=tmp_path / "a.run")
    made = json.loads((tmp_path / "a.run.manifest.json").read_text(encoding="utf-8"))
    assert (made["collection"], made["system"], made["questions"]) == ("small", "fusion", 5)
    assert (made["model"], made["generation"]) == ("hashing", 1)
    assert made["settings"]["search"]["dense"] == 1.0
    assert made["machine"]["cores"] >= 1


def test_run_of_others_is_read_with_its_ids_checked(collection, tmp_path: Path):
    path = tmp_path / "theirs"
    path.write_text("q1 Q0 fair 1 2.0 x\nq1 Q0 bridge 2 1.0 x\n", encoding="utf-8")
    found = runs.read_run(path, collection)
    assert found.by_id["q1"].ranking == (("fair", 2.0), ("bridge", 1.0))
    path.write_text("q1 Q0 ghost 1 2.0 x\n", encoding="utf-8")
    with pytest.raises(CollectionError, match="line 1: no article has the id ghost"):
        runs.read_run(path, collection)
    with pytest.raises(CollectionError, match="no such run"):
        runs.read_run(tmp_path / "nowhere", collection)


def test_own_run_with_a_reply_to_an_unknown_question_is_an_error(
    collection, open_small, tmp_path: Path
):
    runs.run(collection, "ours", open_small, out=tmp_path / "a.run")
    fewer = dataclasses.replace(collection, questions=collection.questions[1:])
    with pytest.raises(CollectionError, match="line 1: no question of small has the id q1"):
        runs.read_run(tmp_path / "a.run", fewer)


def test_own_run_with_a_reply_that_stands_twice_is_an_error(collection, open_small, tmp_path: Path):
    runs.run(collection, "ours", open_small, out=tmp_path / "a.run")
    replies = tmp_path / "a.run.replies.jsonl"
    lines = replies.read_text(encoding="utf-8").splitlines(keepends=True)
    replies.write_text("".join([*lines, lines[0]]), encoding="utf-8")
    with pytest.raises(CollectionError, match="line 6: the id q1 stands on line 1 already"):
        runs.read_run(tmp_path / "a.run", collection)


def test_own_run_that_ranks_an_unknown_article_is_an_error(collection, open_small, tmp_path: Path):
    runs.run(collection, "ours", open_small, out=tmp_path / "a.run")
    fewer = dataclasses.replace(
        collection, corpus=tuple(a for a in collection.corpus if a.id != "bridge")
    )
    with pytest.raises(CollectionError, match="line 1: no article of small has the id bridge"):
        runs.read_run(tmp_path / "a.run", fewer)


def test_own_run_is_not_held_to_questions_that_changed(collection, open_small, tmp_path: Path):
    runs.run(collection, "ours", open_small, out=tmp_path / "a.run")
    first, *others = collection.questions
    changed = dataclasses.replace(
        collection, questions=(dataclasses.replace(first, text="桥花了多少？"), *others)
    )
    with pytest.raises(RunMismatch, match="the questions of small are not those that were asked"):
        runs.read_run(tmp_path / "a.run", changed)


def test_run_that_was_stopped_is_said_to_be_unfinished(collection, open_small, tmp_path: Path):
    runs.run(collection, "ours", open_small, out=tmp_path / "a.run")
    (tmp_path / "a.run").unlink()
    with pytest.raises(CollectionError, match="is not finished: run it again with the same --out"):
        runs.read_run(tmp_path / "a.run", collection)


def test_run_of_others_without_a_line_scores_every_question_as_missing(collection, tmp_path: Path):
    (tmp_path / "theirs").write_text("", encoding="utf-8")
    scores = score(collection, runs.read_run(tmp_path / "theirs", collection))
    assert scores.missing == ("q1", "q2", "q3", "q4", "u1")
    assert scores.means["nDCG@10"]["all"] == Mean(0.0, 4)


def test_questions_of_our_format_are_asked_of_the_live_archive(archive: Archive, tmp_path: Path):
    evidence = Evidence("6月3日，平湖区总工会组织120名快递员免费体检。", source="one.txt")
    asked = Question("a1", "多少快递员参加体检？", "number", True, evidence=((evidence,),))
    lost = Question("a2", "谁？", "who", True, evidence=((Evidence("没有。", source="x"),),))
    finished = runs.run(Collection("live", (asked, lost)), "ours", lambda _options: archive)
    holding = [a.id for _, a in archive.articles() if "120名" in a.text]
    assert finished.qrels == {"a1": {holding[0]: 1}, "a2": {"unplaced:x": 1}}
    assert finished.by_id["a1"].ranking[0][0] == holding[0]


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        (Quote("甲乙", Citation(REF, Span(1, 3)), "零甲乙丙", (Span(0, 1),)), True),
        (Quote("甲丙", Citation(REF, Span(1, 3)), "零甲乙丙"), False),
        (Quote("甲乙", Citation(REF, Span(0, 2)), "零甲乙丙"), False),
        (Quote("甲乙", Citation(REF, Span(1, 3)), "零甲…丙"), False),
        (Quote("甲乙", Citation(REF, Span(1, 3)), "零甲乙丙", (Span(1, 3),)), False),
        (Quote("", Citation(REF, Span(1, 1)), ""), False),
    ],
)
def test_quote_is_exact_only_as_the_stretch_that_it_cites(quote: Quote, exact: bool):
    assert is_exact(quote, "零甲乙丙") is exact
