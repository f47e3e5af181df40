"""Our own questions can be read, and are about what stands where they say."""

import json
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.asking.answer import OF_KEYWORD
from retrieval.asking.credits import tells
from retrieval.embed import builtin, embedder_for
from retrieval.evaluation.answers import answer_scores
from retrieval.evaluation.asking import weigh
from retrieval.evaluation.load import load_collection
from retrieval.text import fold
from retrieval.types import AnswerStatus, NoEvidenceReason, Turn
from tests.retrieval.evaluation.asked import news

SEEDS_ASKED = Path(news.__file__).parent / "seeds-asked"
SEEDS = Path(__file__).parents[3] / "seeds"


def bare(text: str) -> str:
    return "".join(text.split())


def test_what_answers_on_the_seed_pages_stands_in_them() -> None:
    pages = "".join(bare(fold(path.read_text(encoding="utf-8"))) for path in SEEDS.glob("*.txt"))
    questions = load_collection(SEEDS_ASKED).questions
    keys = [of_one for question in questions for of_one in question.key]
    assert len(questions) == 232
    assert [of_one for of_one in keys if not any(bare(fold(k)) in pages for k in of_one)] == []


@pytest.fixture(scope="module")
def seeds(loaded_seeds: Path) -> Archive:
    return Archive(loaded_seeds, embedder_for(builtin.NAME, loaded_seeds))


def test_what_answers_is_shown_for_seventeen_of_twenty_questions_on_the_seed_pages(
    seeds: Archive,
) -> None:
    answerable = [q for q in load_collection(SEEDS_ASKED).questions if q.answerable]
    shown = 0
    for question in answerable:
        weighed = weigh(seeds, question)
        scores = answer_scores(question, weighed[1]) if weighed else None
        shown += scores is not None and scores.supported == 1.0
    assert shown >= 0.85 * len(answerable)


def test_a_comparison_is_answered_from_an_article_on_each_side(seeds: Archive) -> None:
    answer = seeds.ask("平谷和密云谁的暖心驿站多")
    headlines = {quote.citation.article.headline[:2] for quote in answer.quotes}
    texts = "".join(quote.text for quote in answer.quotes)
    assert {"平谷", "密云"} <= headlines
    assert "124家" in texts
    assert "81家" in texts
    assert len(answer.quotes) <= 3


def test_who_asks_for_more_of_a_comparison_is_not_shown_the_same_again(seeds: Archive) -> None:
    question = "平谷和密云谁的暖心驿站多"
    shown = [quote.text for quote in seeds.ask(question).quotes]
    more = seeds.ask("还有吗", context=Turn(question, "".join(shown)))
    assert not {quote.text for quote in more.quotes} & set(shown)


def test_an_explained_comparison_tells_what_spoke_for_the_less_sure_side(seeds: Archive) -> None:
    told = seeds.explain("平谷和密云谁的暖心驿站多")
    assert told.signals["asks_plainly"] == 1.0
    assert told.hits


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("拱辰街道工会送了多少斤桃", 1.0),
        ("密云区总工会成立了几个工作小组", 0.0),
        ("大篷车在哪个社区", 0.0),
    ],
)
def test_a_measure_that_is_asked_for_and_not_shown_is_told(
    seeds: Archive, question: str, lacks: float
) -> None:
    assert seeds.explain(question).signals["lacks"] == lacks


def test_a_part_that_is_asked_for_is_no_part_of_another_article(seeds: Archive) -> None:
    before = Turn("朝阳的网球赛在哪举行", "网球比赛在郡王府网球馆内激烈上演")
    assert seeds.ask("冠军是谁", context=before).status is AnswerStatus.NO_EVIDENCE
    assert seeds.ask("冠军是谁").status is AnswerStatus.ANSWERED


def test_another_subject_is_answered_from_its_own_article(seeds: Archive) -> None:
    before = Turn("怀柔亲子沙龙在哪", "在柏泉庄园法治公园举办了一场亲子沙龙活动")
    answer = seeds.ask("盘扣呢", context=before)
    assert "盘扣" in answer.quotes[0].text


def test_what_lacks_what_a_follow_up_names_is_withheld(seeds: Archive) -> None:
    before = Turn("大篷车开到哪个社区了", "近日，丰台职工志愿服务“大篷车”开进云岗社区")
    answer = seeds.ask("那儿的律师讲座讲了什么", context=before)
    assert (answer.status, answer.confidence) == (AnswerStatus.NO_EVIDENCE, 0.0)
    assert answer.reason is NoEvidenceReason.DETAIL_MISSING


def test_news_of_a_kind_is_told_from_several_articles(seeds: Archive) -> None:
    answer = seeds.ask("最近有什么比赛")
    assert len({quote.citation.article.id for quote in answer.quotes}) > 1


@pytest.mark.parametrize(
    ("name", "answerable", "refused"),
    [("asked", 313, 190), ("held_back", 171, 98), ("unseen", 101, 61)],
)
def test_questions_on_news_become_a_collection(
    tmp_path: Path, name: str, answerable: int, refused: int
) -> None:
    held = json.loads((news.NEWS / "articles.json").read_text(encoding="utf-8"))[name]
    texts = {article: {"_id": article, "text": "文" * 5000} for article in held}

    news.write(texts, name, tmp_path / name)

    questions = load_collection(tmp_path / name).questions
    assert sum(question.answerable for question in questions) == answerable
    assert sum(not question.answerable for question in questions) == refused
    assert {q.subtype for q in questions if not q.answerable} == {
        "missing-detail",
        "missing-topic",
        "false-premise",
        "off-topic",
    }


def test_no_article_is_in_two_collections() -> None:
    held = json.loads((news.NEWS / "articles.json").read_text(encoding="utf-8"))
    every = [article for articles in held.values() for article in articles]
    assert len(every) == len(set(every)) == 1400


@pytest.mark.parametrize("keyword", ["AED", "12351", "H5"])
def test_a_keyword_that_stands_in_print_is_answered_however_far_its_vector(
    seeds: Archive, keyword: str
) -> None:
    quotes = seeds.ask(keyword).quotes
    assert quotes
    assert keyword in quotes[0].text


@pytest.mark.parametrize("keyword", ["民国", "人参", "部队"])
def test_a_keyword_that_stands_only_across_words_is_not_in_print(
    seeds: Archive, keyword: str
) -> None:
    assert seeds.ask(keyword).confidence < OF_KEYWORD


@pytest.mark.parametrize(
    "question", ["中景联行大赛谁得了第一", "亲子沙龙要钱吗", "样板站点打了多少分"]
)
def test_what_hardly_an_answer_lacks_and_nothing_shown_has_is_refused(
    seeds: Archive, question: str
) -> None:
    assert seeds.ask(question).status is AnswerStatus.NO_EVIDENCE


def test_a_credit_and_a_bare_saying_are_no_quotes(seeds: Archive) -> None:
    asked = ("经开区总工会 慰问", "乐享亲子沙龙讲了什么", "云岗的大篷车职工怎么说")
    shown = [quote.text for question in asked for quote in seeds.ask(question).quotes]
    assert shown
    assert [text for text in shown if not tells(text)] == []
