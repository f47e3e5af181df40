import pytest

from retrieval.evaluation.segmentation import body_difference, compare, report


def article(order, headline, body, **fields):
    empty = dict.fromkeys(("kicker", "subhead", "column", "banner", "dateline", "credit"), "")
    lists: dict[str, list[str]] = {
        key: [] for key in ("reporters", "interns", "correspondents", "photographers")
    }
    return {
        "file": "a.txt",
        "order": order,
        "kind": "news",
        "headline": headline,
        "paragraphs": [body],
        "subheads": [],
        "captions": [],
        **empty,
        **lists,
        **fields,
    }


ONE = article(1, "一号桥通车", "昨日一号桥建成通车，市民夹道观看。", reporters=["林平", "高远"])
TWO = article(2, "新菜市场开张", "城南新菜市场开张，摊位二百个，价格公道。")


def scores(read, gold):
    return {score.field: score for score in compare(read, gold)[0]}


def test_equal_articles_have_precision_and_recall_of_one():
    found = scores([ONE, TWO], [ONE, TWO])
    assert (found["headline"].precision, found["headline"].recall) == (1.0, 1.0)
    assert found["kicker"].precision is None


def test_missing_article_costs_recall_and_an_invented_one_precision():
    assert scores([ONE], [ONE, TWO])["article"].recall == 0.5
    assert scores([ONE, TWO], [ONE])["article"].precision == 0.5


def test_people_are_counted_one_by_one():
    found = scores([ONE | {"reporters": ["林平"]}], [ONE])["reporters"]
    assert (found.precision, found.recall) == (1.0, 0.5)


def test_swapped_heading_is_a_miss_that_shows_both():
    swapped = ONE | {"headline": "", "kicker": "一号桥通车"}
    misses = compare([swapped], [ONE])[1]
    assert [(miss.field, miss.read, miss.gold) for miss in misses] == [
        ("kicker", "一号桥通车", ""),
        ("headline", "", "一号桥通车"),
    ]


@pytest.mark.parametrize(
    ("read", "share"), [("甲" * 100, 0.0), ("甲" * 99, 0.01), ("甲" * 90, 0.1)]
)
def test_body_difference_is_the_share_of_characters_that_differ(read, share):
    assert body_difference(read, "甲" * 100) == pytest.approx(share)


def test_report_has_a_line_for_each_field():
    lines = report(compare([ONE], [ONE])[0]).splitlines()
    assert lines[1].split() == ["article", "1.000", "1.000", "1", "1", "1"]
