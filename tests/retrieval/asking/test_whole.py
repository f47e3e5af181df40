"""What tells the whole of what is asked for goes first, out of finds made by hand."""

import time
from dataclasses import replace

import pytest

from retrieval.asking.answer import gather
from retrieval.asking.choose import choose
from retrieval.asking.whole import list_of, whole_first
from tests.retrieval.asking.made import article, found, texts


def test_a_sentence_that_lists_people_leads_where_several_are_asked_for() -> None:
    visit = article("a", "区总工会副主席周大江到会。区总工会主席李小河，副主席王大山等出席。")
    scores = {"区总工会副主席": 10.0, "区总工会主席": 9.0}
    listed = ["区总工会主席李小河，副主席王大山等出席。", "区总工会副主席周大江到会。"]
    several = found("区总工会的领导都有谁", [visit], scores, expected=1.0)
    assert texts(choose(several), several) == listed
    one = found("区总工会的领导是谁", [visit], scores, expected=1.0)
    assert texts(choose(one), one) == listed[::-1]


def test_of_sentences_that_name_one_person_each_that_with_most_of_the_question_leads() -> None:
    visit = article("a", "区总工会副主席周大江到场。区总工会主席李小河会见代表团。")
    given = found("会见代表团的有哪几位领导", [visit], {"区总工会副": 10.0, "区总工会主": 9.0})
    less, more = (
        replace(s, signals=s.signals._replace(expected=1.0, coverage=share))
        for s, share in zip(given.sentences, (0.3, 0.8), strict=True)
    )
    told = replace(given, sentences=(less, more))
    ordered = ["区总工会主席李小河会见代表团。", "区总工会副主席周大江到场。"]
    assert texts(choose(told), told) == ordered
    doubtful = replace(more, signals=more.signals._replace(expected=0.5))
    unsure = replace(given, sentences=(less, doubtful))
    assert texts(whole_first((less, doubtful), unsure), unsure) == ordered[::-1]


def test_whoever_did_it_leads_before_somebody_beside() -> None:
    visit = article("a", "副主席周大江参加会见。6日，主席李小河会见代表团。")
    given = found("谁会见了代表团", [visit], {"副主席": 10.0, "6日": 8.0})
    beside, did = (
        replace(s, signals=s.signals._replace(expected=1.0, coverage=share, telling=share))
        for s, share in zip(given.sentences, (0.3, 0.8), strict=True)
    )
    told = replace(given, sentences=(beside, did))
    assert texts(choose(told), told)[0] == "6日，主席李小河会见代表团。"


def test_what_a_thing_is_made_up_of_leads_where_its_parts_are_asked_for() -> None:
    text = "话术科目考查表达。此次大赛包括队列、消防、话术和内务。"
    match = article("a", text, "保安大赛")
    scores = {"话术科目": 10.0, "此次大赛": 4.0}
    given = found("保安比赛比哪些科目", [match], scores)
    assert texts(choose(given), given)[0] == "此次大赛包括队列、消防、话术和内务。"
    other = found("保安比赛有什么特点", [match], scores)
    assert texts(choose(other), other)[0] == "话术科目考查表达。"


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


CART = article(
    "a",
    "服务大篷车还讲网络安全知识。大篷车设义诊、理发、修脚、按摩等8类服务。服务对象有职工、居民。",
    "大篷车进社区",
)


@pytest.mark.parametrize("question", ["大篷车提供了什么服务", "大篷车都有哪些便民服务吗？"])
def test_the_list_of_what_is_asked_for_leads(question: str) -> None:
    given = found(question, [CART], {"服务大篷车": 10.0, "服务对象": 9.0, "大篷车设": 8.0})
    assert texts(choose(given), given)[0] == "大篷车设义诊、理发、修脚、按摩等8类服务。"


def test_the_list_leads_though_it_is_too_unlikely_to_be_shown_otherwise() -> None:
    listed = "大篷车设义诊、理发、修脚、按摩等8类服务。"
    scores = {"服务大篷车": 10.0, "服务对象": 9.0, "大篷车设": 2.0}
    given = found("大篷车提供了什么服务", [CART], scores)
    assert texts(choose(given), given)[0] == listed
    told = found("大篷车办得怎么样", [CART], scores)
    assert listed not in texts(choose(told), told)


def test_what_stands_behind_the_word_asked_for_does_not_lead_from_far_below() -> None:
    cart = article("a", "服务大篷车很忙。服务对象有职工、居民和老人。", "大篷车进社区")
    given = found("大篷车提供了什么服务", [cart], {"服务大篷车": 10.0, "服务对象": 2.0})
    assert texts(choose(given), given) == ["服务大篷车很忙。"]


def test_a_list_of_another_article_than_the_best_does_not_lead() -> None:
    other = article("b", "夜校讲网络安全知识。", "夜校开课")
    given = found("夜校提供了什么服务", [other, CART], {"夜校讲": 10.0, "大篷车设": 8.0})
    assert texts(choose(given), given) == ["夜校讲网络安全知识。"]


@pytest.mark.parametrize("question", ["大篷车为什么服务", "大篷车怎么服务", "大篷车有什么特点"])
def test_no_list_leads_where_none_is_asked_for(question: str) -> None:
    given = found(question, [CART], {"服务大篷车": 10.0, "大篷车设": 8.0})
    assert texts(choose(given), given)[0] == "服务大篷车还讲网络安全知识。"


@pytest.mark.parametrize(
    ("question", "sentence", "lists"),
    [
        ("大赛有什么项目", "大赛设铺床、刀工、面点等17个比赛项目。", True),
        ("大赛有哪些项目", "比赛项目有铺床、刀工和面点。", True),
        ("大赛有哪些项目", "比赛项目包括铺床、刀工、面点。", True),
        ("大赛有什么项目", "选手、评委到场，比赛项目很多。", False),
        ("公交提供什么服务", "公交提供东站、西站、南站和北站之间往来的巴士服务。", False),
        ("平湖有哪几种模式", "探索出“工会+法院”“工会+医院”“工会+学校”等多种工作模式。", True),
        ("平湖有哪几种模式", "探索出“工会+法院”模式。", False),
        ("夜校有哪几门课程", "夜校开设剪纸、摄影、急救三门课程。", True),
    ],
)
def test_a_list_stands_beside_the_word_for_what_it_lists(
    question: str, sentence: str, lists: bool
) -> None:
    pattern = list_of(question)
    assert pattern is not None
    assert bool(pattern.search(sentence)) is lists


def test_a_long_sentence_is_looked_through_in_bounded_time() -> None:
    pattern = list_of("大赛有什么项目")
    assert pattern is not None
    began = time.process_time()
    assert pattern.search("铺床、" * 3_000) is None
    assert pattern.search("“铺床”" * 3_000) is None
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("给职工送的什么", "为职工发放鲜桃、饮料等慰问品。", "为职工送去关怀和温暖。"),
        ("给职工发了什么", "为职工准备了水壶和水杯,送到手中。", "充分发挥作用、优势。"),
        ("律师讲了哪些法律", "律师讲解《劳动法》。", "律师讲“小哥”。"),
    ],
)
def test_gifts_and_laws_are_listed_by_name(question: str, told: str, other: str) -> None:
    pattern = list_of(question)
    assert pattern is not None
    assert pattern.search(told)
    assert not pattern.search(other)
