"""What tells the whole of what is asked for goes first, out of finds made by hand."""

from dataclasses import replace

import pytest

from retrieval.asking.answer import gather
from retrieval.asking.choose import choose
from tests.retrieval.asking.made import article, found, texts


def test_a_sentence_that_lists_people_leads_where_several_are_asked_for() -> None:
    visit = article("a", "区总工会副主席周大江到会。区总工会主席李小河，副主席王大山等出席。")
    scores = {"区总工会副主席": 10.0, "区总工会主席": 9.0}
    listed = ["区总工会主席李小河，副主席王大山等出席。", "区总工会副主席周大江到会。"]
    several = found("区总工会的领导都有谁", [visit], scores, expected=1.0)
    assert texts(choose(several), several) == listed
    one = found("区总工会的领导是谁", [visit], scores, expected=1.0)
    assert texts(choose(one), one) == listed[::-1]


MATCH = article(
    "a",
    "来自各街道的160余名职工打球。球场边还有趣味赛。60余名职工在那里学打球。",
    "平湖160余名职工打球",
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("平湖打球来了多少人", "来自各街道的160余名职工打球。"),
        ("平湖打球的趣味赛来了多少人", "60余名职工在那里学打球。"),
        ("平湖打球各来了多少人", "60余名职工在那里学打球。"),
    ],
)
def test_the_number_of_the_headline_leads_unless_a_part_is_asked_for(
    question: str, first: str
) -> None:
    terms = {word: 1.0 for word in ("平湖", "打球", "趣味赛") if word in question}
    given = found(question, [MATCH], {"60余名": 10.0, "来自": 8.0}, terms=terms, expected=1.0)
    assert texts(choose(given), given)[0] == first


def test_without_a_number_in_the_headline_the_order_stays() -> None:
    plain = article("a", "来自各街道的160余名职工打球。60余名职工学打球。", "平湖职工打球")
    given = found("来了多少人", [plain], {"60余名": 10.0, "来自": 8.0}, expected=1.0)
    assert texts(choose(given), given)[0] == "60余名职工学打球。"


def test_an_answer_is_as_sure_in_whatever_order_it_is_shown() -> None:
    terms = {"平湖": 1.0, "打球": 1.0}
    scores = {"60余名": 10.0, "来自": 8.0}
    given = found("平湖打球来了多少人", [MATCH], scores, terms=terms, expected=1.0)
    best, other = given.sentences
    nearer = replace(best, signals=best.signals._replace(passage_similarity=0.9))
    told = replace(given, sentences=(nearer, other))
    assert texts(choose(told), told)[0] == "来自各街道的160余名职工打球。"
    signals = gather(told).signals
    assert signals is not None
    assert signals.passage_similarity == 0.9
