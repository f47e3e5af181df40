from collections import Counter
from random import Random

import pytest

from retrieval.archive import Archive
from retrieval.evaluation import forms
from retrieval.evaluation.comparable import compact
from retrieval.evaluation.generate import generate
from retrieval.evaluation.twins import TwinMaker
from retrieval.evaluation.wording import Asked, questions_of
from retrieval.text import Tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        (
            "本报讯（记者 林小满）平湖区总工会组织120名快递员免费体检。",
            Asked("平湖区总工会组织多少名快递员免费体检？", "number", "120名"),
        ),
        (
            "平湖区总工会主席周大江说，体检很方便。",
            Asked("平湖区总工会主席是谁？", "who", "周大江"),
        ),
        (
            "6月3日，平湖区总工会组织快递员体检。",
            Asked("平湖区总工会组织快递员体检是哪天？", "when", "6月3日"),
        ),
        (
            "平湖区总工会在柳河公园举行钢笔字比赛。",
            Asked("平湖区总工会在哪里举行钢笔字比赛？", "where", "柳河公园"),
        ),
        (
            "青山区总工会开办了“职工夜校”免费课程。",
            Asked("青山区总工会开办了（　）免费课程", "cloze", "职工夜校"),
        ),
    ],
)
def test_fact_of_a_sentence_is_asked_for(sentence: str, asked: Asked):
    assert list(questions_of(sentence)) == [asked]


@pytest.mark.parametrize(
    "sentence",
    [
        "此次平湖区总工会的活动共有120名快递员参加。",  # leans on the sentence before
        "共有120名快递员参加了这一天的体检。",  # says of nobody in particular
        "2023年，平湖区总工会为快递员送去了关怀。",  # a year is no figure
        "平湖区总工会主席高兴地说，体检很方便。",  # no name follows the role
        "",
    ],
)
def test_sentence_that_does_not_stand_alone_is_not_asked_about(sentence: str):
    assert list(questions_of(sentence)) == []


def test_forms_keep_what_is_asked(tokenizer: Tokenizer):
    text = "平湖区总工会组织多少名快递员免费体检？"
    made = forms.forms(text, Random(1), tokenizer, len)
    assert set(made) == {"typo", "traditional", "shortened", "keywords"}
    assert Counter(made["typo"]) == Counter(text)
    assert made["typo"] != text
    assert made["traditional"] == "平湖區總工會組織多少名快遞員免費體檢？"
    assert text.endswith(made["shortened"])
    assert set(made["keywords"].split()) <= set(tokenizer.content_terms(text))


def test_twin_takes_a_name_that_no_article_has_beside_the_other_words(tokenizer: Tokenizer):
    texts = [
        "平湖区总工会组织快递员体检。",
        "青山区总工会开办夜校。",
        "柳河区总工会组织快递员体检，项目相同。",
    ]
    maker = TwinMaker(texts, tokenizer, lambda _term: 1.0, Random(1))
    assert maker.twins("平湖区总工会组织快递员体检在哪天？")["district"] == (
        "青山区总工会组织快递员体检在哪天？"
    )


def test_no_twin_is_made_where_every_other_name_is_supported(tokenizer: Tokenizer):
    texts = ["平湖区总工会组织快递员体检。", "柳河区总工会组织快递员体检。"]
    maker = TwinMaker(texts, tokenizer, lambda _term: 1.0, Random(1))
    assert maker.twins("平湖区总工会组织快递员体检在哪天？") == {}


def test_figure_of_a_twin_stands_in_no_article_with_its_subject(tokenizer: Tokenizer):
    maker = TwinMaker(["120名快递员体检。"], tokenizer, lambda _term: 1.0, Random(1))
    twin = maker.twins("120名快递员在哪里体检？")["number"]
    assert twin.endswith("名快递员在哪里体检？")
    assert not twin.startswith("120名")


def test_answerable_questions_have_evidence_and_key_in_one_article(archive: Archive):
    texts = {article.headline: compact(article.text) for _, article in archive.articles()}
    made = generate(archive.articles())
    assert {"headline", "number", "typo"} <= {question.type for question in made}
    for question in (question for question in made if question.answerable):
        ((evidence,),) = question.evidence
        holding = [h for h, text in texts.items() if compact(evidence.quote) in text]
        assert evidence.headline in texts
        assert not evidence.quote or holding == [evidence.headline]
        for (fact,) in question.key:
            assert compact(fact) in compact(evidence.quote)


def test_same_seed_makes_the_same_questions_and_ids_are_unique(archive: Archive):
    made = generate(archive.articles(), seed=7)
    assert made == generate(archive.articles(), seed=7)
    assert len({question.id for question in made}) == len(made)
    assert len({question.text for question in made}) == len(made)


def test_fewer_questions_are_taken_from_the_kinds_in_turn(archive: Archive):
    made = generate(archive.articles(), most=4)
    assert len({(question.type, question.subtype) for question in made}) == 4


def test_no_articles_give_no_questions():
    assert generate([]) == ()
