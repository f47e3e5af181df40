"""Questions that lose what answers them, in a corpus small enough to follow by hand."""

import pytest

from retrieval.evaluation import holes
from retrieval.evaluation.collections import Collection, CorpusArticle, Question
from retrieval.evaluation.holes import Fate, crossed, with_holes

ARTICLES = tuple(
    CorpusArticle(f"a{i}", f"第{i}期夜校", f"第{i}期夜校开课。\n{i}1名职工报名。收费{i}3元。")
    for i in range(1, 31)
)
QUESTIONS = tuple(
    question
    for i in range(1, 31)
    for question in (
        Question(f"people{i}", f"第{i}期夜校多少人报名", "n", True, key=((f"{i}1名",),)),
        Question(f"money{i}", f"第{i}期夜校收多少钱", "n", True, key=((f"{i}3元",),)),
    )
)
QRELS = {f"{kind}{i}": {f"a{i}": 1} for i in range(1, 31) for kind in ("people", "money")}


@pytest.fixture
def holed() -> Collection:
    return with_holes(Collection("夜校", QUESTIONS, ARTICLES, QRELS), ARTICLES, QRELS)


def test_questions_on_articles_that_went_lack_their_topic(holed: Collection) -> None:
    held = {article.id for article in holed.corpus}
    gone = [q for q in holed.questions if q.subtype == holes.MISSING_TOPIC]
    assert gone
    assert not {next(iter(QRELS[q.id])) for q in gone} & held


def test_an_unanswerable_detail_stands_nowhere_in_its_article_any_more(holed: Collection) -> None:
    texts = {article.id: article.text for article in holed.corpus}
    keys = {q.id: q.key[0][0] for q in QUESTIONS}
    missing = [q for q in holed.questions if q.subtype == holes.MISSING_DETAIL]
    assert missing
    for question in missing:
        text = texts[next(iter(QRELS[question.id]))]
        assert keys[question.id] not in text
        assert "夜校开课。" in text
        assert not question.answerable


def test_what_is_still_answerable_is_answered_by_the_article_that_it_is_judged_with(
    holed: Collection,
) -> None:
    texts = {article.id: article.text for article in holed.corpus}
    answerable = [q for q in holed.questions if q.answerable]
    assert answerable
    for question in answerable:
        assert holed.qrels is not None
        (article_id,) = holed.qrels[question.id]
        assert question.key[0][0] in texts[article_id]


def test_each_question_is_asked_once_and_the_same_ids_make_the_same_holes(
    holed: Collection,
) -> None:
    ids = [question.id for question in holed.questions]
    assert sorted(ids) == sorted(q.id for q in QUESTIONS)
    again = with_holes(Collection("夜校", QUESTIONS, ARTICLES, QRELS), ARTICLES, QRELS)
    assert again == holed


def test_questions_on_several_articles_are_left_out() -> None:
    both = {"people1": {"a1": 1, "a2": 1}}
    made = with_holes(Collection("c", QUESTIONS[:1], ARTICLES[:2], both), ARTICLES[:2], both)
    assert made.questions == ()


def test_questions_of_another_collection_are_off_topic_here() -> None:
    own = Collection("own", QUESTIONS[:2])
    other = Collection("other", (Question("q", "长江有多长", "n", True, key=(("6300",),)),))
    made = crossed(own, [own, other])
    added = made.questions[2:]
    assert [(q.id, q.text, q.answerable, q.subtype) for q in added] == [
        ("x-other-q", "长江有多长", False, holes.OFF_TOPIC)
    ]


def test_every_fate_befalls_about_a_third() -> None:
    fates = [Fate(holes._hash("", f"a{i}") % 3) for i in range(3000)]
    assert all(850 < fates.count(fate) < 1150 for fate in Fate)
