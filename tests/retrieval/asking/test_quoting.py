"""What is quoted of the sentences that were chosen, out of finds made by hand."""

import datetime as dt

from retrieval.asking.quoting import quotes
from retrieval.types import Span
from tests.retrieval.asking.made import article, found

SCHOOL = article("a", "平湖办起夜校。此次共有120名职工报名。夜校免费。\n此外还有体检。", "夜校")


def test_a_quote_is_an_exact_span_of_its_article() -> None:
    given = found("夜校收费吗", [SCHOOL], {"夜校免费": 9.0})
    (quote,) = quotes(given.sentences, given)
    span = quote.citation.span
    assert SCHOOL.text[span.start : span.end] == quote.text == "夜校免费。"


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    given = found("多少人报名", [SCHOOL], {"此次": 9.0, "夜校免费": 8.0})
    shown = quotes(given.sentences, given)
    assert [q.text for q in shown] == ["平湖办起夜校。此次共有120名职工报名。", "夜校免费。"]
    assert shown[0].surrounding == shown[0].text


def test_a_sentence_in_traditional_script_leans_as_well() -> None:
    club = article("a", "平湖辦起夜校。該校共有120名職工。")
    given = found("多少人报名", [club], {"該校": 9.0})
    assert [q.text for q in quotes(given.sentences, given)] == [club.text]


def test_what_tells_no_reason_to_a_question_why_brings_the_sentence_before_along() -> None:
    meal = article("a", "职工下班太晚。食堂延长开放。")
    given = found("食堂为什么延长开放", [meal], {"食堂": 9.0})
    assert [q.text for q in quotes(given.sentences, given)] == [meal.text]
    told = found("食堂为什么延长开放", [meal], {"食堂": 9.0}, expected=1.0)
    assert [q.text for q in quotes(told.sentences, told)] == ["食堂延长开放。"]


def test_not_so_when_the_one_before_is_shown_itself_or_is_of_another_paragraph() -> None:
    given = found("多少人报名", [SCHOOL], {"此次": 9.0, "平湖办": 8.0})
    assert [q.text for q in quotes(given.sentences, given)] == [
        "此次共有120名职工报名。",
        "平湖办起夜校。",
    ]
    other = found("还有什么", [SCHOOL], {"此外": 9.0})
    assert [q.text for q in quotes(other.sentences, other)] == ["此外还有体检。"]


def test_a_sentence_that_trails_off_brings_the_one_after_along() -> None:
    club = article("a", "底线对拉、正手穿越……球赛精彩。\n“真好……”他说。选料、修剪……\n散场了。")
    given = found("球怎么打的", [club], {"底线": 9.0, "球赛": 8.0})
    assert [q.text for q in quotes(given.sentences, given)] == ["底线对拉、正手穿越……球赛精彩。"]
    shown = found("球怎么打的", [club], {"球赛": 9.0, "底线": 8.0})
    said = ["球赛精彩。", "底线对拉、正手穿越……"]
    assert [q.text for q in quotes(shown.sentences, shown)] == said
    alone = found("球怎么打的", [club], {"“真好": 9.0, "选料": 8.0})
    assert [q.text for q in quotes(alone.sentences, alone)] == ["“真好……”", "选料、修剪……"]


def test_three_sentences_are_shown_at_most_those_brought_along_counted() -> None:
    scores = {"此次": 9.0, "夜校免费": 8.0, "此外": 7.0}
    given = found("多少人报名", [SCHOOL], scores)
    assert len(quotes(given.sentences, given)) == 2


def test_what_answers_is_in_bold_at_its_place_in_the_quote() -> None:
    text = "夜校收费30元，２０余名职工報名剪纸课，3人退课。"
    given = found(
        "多少人报名剪纸", [article("a", text)], {"夜校": 9.0}, terms={"报名": 1.0, "剪纸": 2.0}
    )
    (quote,) = quotes(given.sentences, given)
    assert [quote.text[s.start : s.end] for s in quote.emphasis] == ["２０余名"]


def test_nothing_is_in_bold_when_the_question_does_not_tell_what_it_asks_for() -> None:
    given = found("夜校怎么样", [SCHOOL], {"夜校免费": 9.0})
    assert quotes(given.sentences, given)[0].emphasis == ()


def test_the_same_in_two_articles_is_quoted_once_from_the_newer_with_both_sources() -> None:
    said = "平湖区总工会今年为职工新建暖心驿站二十二家。"
    one, two = article("a", said), article("b", said.replace("今年", "今年已"))
    days = {"a": dt.date(2023, 12, 5), "b": dt.date(2023, 12, 8)}
    given = found("新建几家", [one, two], {said[:6]: 9.0}, days=days)
    (quote,) = quotes(given.sentences, given)
    assert quote.citation.article.id == "b"
    assert [(c.article.id, c.span) for c in quote.also] == [("a", Span(0, len(said)))]


def test_different_figures_for_the_same_thing_stand_side_by_side() -> None:
    said = "平湖区总工会今年为快递员、网约车司机和环卫工人新建暖心驿站22家，方便他们歇脚喝水。"
    one, two = article("a", said), article("b", said.replace("22", "35"))
    given = found("新建几家", [one, two], {"平湖": 9.0})
    assert [q.text for q in quotes(given.sentences, given)] == [one.text, two.text]


def test_what_is_told_in_parts_brings_the_other_parts_along() -> None:
    text = "“3”即整合三方力量：聘请律师；组建调解队；建立服务站，开展服务。此后办了三件案子。"
    given = found("3是什么", [article("a", text)], {"“3”即": 9.0})
    (quote,) = quotes(given.sentences, given)
    assert quote.text == "“3”即整合三方力量：聘请律师；组建调解队；建立服务站，开展服务。"


def test_a_sentence_that_only_ends_in_a_semicolon_stands_alone() -> None:
    given = found("怎么办", [article("a", "小事指导企业；大事联合办理。")], {"小事": 9.0})
    assert [q.text for q in quotes(given.sentences, given)] == ["小事指导企业；"]
