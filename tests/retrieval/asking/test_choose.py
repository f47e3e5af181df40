"""Which sentences are shown, out of finds made by hand."""

from dataclasses import replace

import pytest

from retrieval.asking.choose import choose, is_over_several
from tests.retrieval.asking.made import article, found, texts

SCHOOL = article("a", "夜校开课了。夜校有剪纸课。夜校免费。报名从速。", "平湖办起夜校")
OTHER = article("b", "河东也有夜校。河东夜校收费。", "河东办起夜校")


def test_best_sentences_of_the_best_article_are_shown_three_at_most() -> None:
    scores = {"夜校开课": 9.0, "夜校有": 10.0, "夜校免费": 8.0, "报名": 7.5, "河东也": 7.0}
    given = found("夜校教什么", [SCHOOL, OTHER], scores)
    assert texts(choose(given), given) == ["夜校有剪纸课。", "夜校开课了。", "夜校免费。"]


def test_a_sentence_fifty_times_less_likely_is_not_shown() -> None:
    given = found("夜校教什么", [SCHOOL], {"夜校有": 10.0, "夜校开课": 6.1, "夜校免费": 5.9})
    assert texts(choose(given), given) == ["夜校有剪纸课。", "夜校开课了。"]


def test_beside_a_sentence_that_surely_answers_none_without_such_a_thing_is_shown() -> None:
    given = found("夜校几点上课", [SCHOOL], {"夜校有": 10.0, "夜校开课": 9.0}, support=0.8)
    sure, near = given.sentences
    told = replace(sure, signals=sure.signals._replace(expected=1.0))
    both = replace(given, sentences=(told, near))
    assert texts(choose(both), both) == ["夜校有剪纸课。"]
    doubtful = replace(sure, signals=sure.signals._replace(expected=0.5))
    either = replace(given, sentences=(doubtful, near))
    assert texts(choose(either), either) == ["夜校有剪纸课。", "夜校开课了。"]


def test_what_lacks_what_hardly_an_answer_lacks_stands_behind_what_has_it() -> None:
    scores = {"夜校开课": 10.0, "夜校有": 9.0, "河东夜校": 9.5}
    given = found("夜校几号开课", [SCHOOL, OTHER], scores)
    told, other, dated = given.sentences
    dated = replace(dated, signals=dated.signals._replace(expected=1.0))
    other = replace(other, signals=other.signals._replace(expected=1.0))
    both = replace(given, sentences=(told, other, dated))
    assert texts(choose(both), both) == ["夜校有剪纸课。", "夜校开课了。", "河东夜校收费。"]


def test_a_number_of_other_things_stands_behind_that_of_the_things_asked_for() -> None:
    match = article("a", "近500名职工参加比赛。大赛设17个项目。")
    given = found("比赛有几个项目", [match], {"近500": 10.0, "大赛": 7.0})
    doubtful, sure = (
        replace(s, signals=s.signals._replace(expected=share))
        for s, share in zip(given.sentences, (0.5, 1.0), strict=True)
    )
    both = replace(given, sentences=(doubtful, sure))
    assert texts(choose(both), both)[0] == "大赛设17个项目。"


def test_an_article_that_speaks_of_the_thing_asked_for_stands_first() -> None:
    check = article("a", "外卖小哥免费体检。", "体检")
    talk = article("b", "小哥听律师讲两部法律。", "送法讲座")
    given = found("外卖小哥听了什么讲座", [check, talk], {"外卖": 10.0, "小哥": 9.5})
    assert texts(choose(given), given)[0] == "小哥听律师讲两部法律。"


def test_who_asks_what_happened_gets_the_first_sentence_of_each_article() -> None:
    scores = {"夜校有": 10.0, "夜校开课": 9.0, "河东夜校": 8.0, "河东也": 7.0}
    given = found("最近有什么活动", [SCHOOL, OTHER], scores, terms={"活动": 1.0})
    assert texts(choose(given), given)[:2] == ["夜校开课了。", "河东也有夜校。"]


def test_of_several_articles_none_is_shown_that_lacks_most_of_the_question() -> None:
    given = found("哪些地方有夜校", [SCHOOL, OTHER], {"夜校有": 10.0, "河东夜校": 6.0})
    own, other = (
        replace(s, signals=s.signals._replace(article_coverage=share))
        for s, share in zip(given.sentences, (1.0, 0.4), strict=True)
    )
    both = replace(given, sentences=(own, other))
    assert texts(choose(both), both) == ["夜校有剪纸课。"]


def test_another_article_is_quoted_beside_the_best_when_it_is_nearly_as_likely() -> None:
    near = found("夜校收费吗", [SCHOOL, OTHER], {"夜校免费": 10.0, "河东夜校": 9.2})
    assert texts(choose(near), near) == ["夜校免费。", "河东夜校收费。"]
    far = found("夜校收费吗", [SCHOOL, OTHER], {"夜校免费": 10.0, "河东夜校": 8.9})
    assert texts(choose(far), far) == ["夜校免费。"]


def test_a_question_over_several_articles_gets_the_lead_of_each() -> None:
    scores = {"夜校有": 10.0, "夜校开课": 9.0, "河东夜校": 6.0, "河东也": 5.0}
    given = found("哪些地方有夜校", [SCHOOL, OTHER], scores)
    assert texts(choose(given), given) == ["夜校开课了。", "河东也有夜校。", "夜校有剪纸课。"]


def test_a_bare_keyword_gets_the_articles_that_have_all_of_it() -> None:
    given = found("剪纸", [SCHOOL, OTHER], {"夜校有": 10.0, "河东夜校": 9.0, "河东也": 8.0})
    keyword = replace(given, query=replace(given.query, is_keyword=True))
    assert texts(choose(keyword), given)[:2] == ["夜校有剪纸课。", "河东也有夜校。"]
    lacking = tuple(
        replace(s, signals=s.signals._replace(article_coverage=float(s.article.id == "a")))
        for s in keyword.sentences
    )
    on_it = replace(keyword, sentences=lacking)
    assert [s.article.id for s in choose(on_it)][:1] == ["a"]
    assert "河东也有夜校。" not in texts(choose(on_it), given)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("哪些区办了夜校", True),
        ("平湖最近有啥新闻", True),
        ("周大江写过几篇稿子", True),
        ("工会的活动有哪些", True),
        ("哪幾個街道參加了", True),
        ("最近有什么比赛", True),
        ("最近有哪些培训", True),
        ("大赛有哪些比赛项目", False),
        ("夜校有哪些课", False),
        ("夜校在哪个区", False),
        ("夜校几点开门", False),
    ],
)
def test_questions_over_several_articles_are_told_from_others(question: str, several: bool) -> None:
    assert is_over_several(question) is several
