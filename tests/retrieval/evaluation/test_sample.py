"""A sample is a smaller collection: whole questions, their articles, and random others."""

from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation.collections import Collection, CorpusArticle, Question
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.sample import sample, write_sample

SMALL = Path(__file__).parent / "small"


def collection(articles: int, questions: int, unanswerable: int = 0) -> Collection:
    """Question q0 is judged on article 0, q1 on article 1, and so on."""
    corpus = tuple(CorpusArticle(str(i), "", "文") for i in range(articles))
    asked = tuple(Question(f"q{i}", "问", "question", answerable=True) for i in range(questions))
    others = tuple(Question(f"u{i}", "问", "no", answerable=False) for i in range(unanswerable))
    qrels = {f"q{i}": {str(i): 1} for i in range(questions)}
    return Collection("c", asked + others, corpus, qrels)


def test_questions_fill_half_of_the_articles_and_random_others_the_rest():
    articles, questions = sample(collection(100, 50, unanswerable=10), 20)
    assert len(articles) == 20
    judged = {name for name in questions if name.startswith("q")}
    assert len(judged) == 10
    assert {name[1:] for name in judged} <= articles
    # 10 of 50 answerable questions were taken, so 2 of 10 unanswerable ones are.
    assert len(questions - judged) == 2


def test_same_seed_draws_the_same_and_another_seed_another():
    given = collection(100, 50)
    assert sample(given, 20) == sample(given, 20)
    assert sample(given, 20) != sample(given, 20, seed=1)


def test_more_articles_than_there_are_take_everything():
    articles, questions = sample(collection(6, 3, unanswerable=1), 100)
    assert (len(articles), len(questions)) == (6, 4)


def test_what_does_not_fit_is_an_error():
    with pytest.raises(CollectionError, match="of no question fit into half of 1: draw more"):
        sample(collection(6, 3), 1)
    with pytest.raises(CollectionError, match="it has no corpus"):
        sample(Collection("live", collection(0, 1).questions), 10)


def test_written_sample_is_a_collection_with_every_field_of_its_lines(tmp_path: Path):
    drawn = write_sample(SMALL, tmp_path / "less", 100)
    assert drawn == (4, 5)
    whole, again = load_collection(SMALL), load_collection(tmp_path / "less")
    assert (again.questions, again.corpus, again.qrels) == (
        whole.questions,
        whole.corpus,
        whole.qrels,
    )
    with pytest.raises(CollectionError, match="holds a collection already"):
        write_sample(SMALL, tmp_path / "less", 100)


def test_smaller_sample_keeps_the_judgments_of_its_questions_alone(tmp_path: Path):
    write_sample(SMALL, tmp_path / "less", 2)
    less, whole = load_collection(tmp_path / "less"), load_collection(SMALL)
    assert len(less.corpus) == 2
    assert less.qrels == {name: (whole.qrels or {})[name] for name in less.qrels or {}}
    assert len(less.qrels or {}) == 1
