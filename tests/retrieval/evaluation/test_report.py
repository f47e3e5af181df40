import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from retrieval.evaluation import plots
from retrieval.evaluation.collections import Collection
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.replies import Reply, ShownQuote
from retrieval.evaluation.report import Piece, highlighted, report
from retrieval.evaluation.runs import Run
from retrieval.evaluation.scores import score

QUOTE = ShownQuote("bridge", "青石桥", "bridge", 16, 33, "工程历时九个月，耗资三百二十万元。", True)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def collection() -> Collection:
    return load_collection(Path(__file__).parent / "small")


def page(collection: Collection, *names: str, quote: ShownQuote = QUOTE) -> str:
    replies = (
        Reply("q1", (("bridge", 1.0),), True, "answered", 0.9, (quote,), 12.0),
        Reply("q2", (("fair", 1.0), ("school", 0.5)), False, "no_evidence", 0.2, (), 30.0),
        Reply("u1", (("fair", 1.0),), False, "no_evidence", 0.1, (), 8.0),
    )
    assert collection.qrels is not None
    runs = [Run(name, replies, collection.qrels) for name in names]
    texts = {article.id: (article.title, article.text) for article in collection.corpus}
    return report(collection, runs, [score(collection, run) for run in runs], texts)


def test_page_holds_every_question_with_its_fault(collection: Collection):
    html = page(collection, "ours")
    faults = re.findall(r'<details data-type="([^"]+)" data-fault="([^"]+)">', html)
    assert faults == [  # what is wrong comes first
        ("who", "wrong article shown"),
        ("who", "article not found"),
        ("keyword", "article not found"),
        ("number", "right"),
        ("unanswerable", "right"),
    ]
    assert all(question.text in html for question in collection.questions)


def test_quote_is_highlighted_within_its_article(collection: Collection):
    html = page(collection, "ours")
    assert "<mark>工程历时九个月，耗资三百二十万元。</mark>" in html
    assert "青石桥修缮工程昨日完工。</span><mark>" in html


def test_page_asks_nothing_of_any_other_place(collection: Collection):
    html = page(collection, "ours", "fusion")
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|https?://", html)


def test_words_of_a_question_are_shown_and_never_run(collection: Collection):
    evil = ShownQuote("x", "<script>alert(1)</script>", "x", 0, 4, "<b>&", True)
    html = page(collection, "ours", quote=evil)
    assert "<script>alert(1)" not in html
    assert "&lt;b&gt;&amp;" in html


def test_other_runs_are_held_to_the_first(collection: Collection):
    assert "Baselines and ablations against ours" in page(collection, "ours", "fusion")
    assert "Baselines and ablations" not in page(collection, "ours")


def test_plots_of_the_page_are_well_formed(collection: Collection):
    drawn = re.findall(r"<svg.*?</svg>", page(collection, "ours", "fusion"), re.DOTALL)
    assert len(drawn) == 7
    for svg in drawn:
        assert ElementTree.fromstring(svg).get("aria-label")


def test_bar_is_as_long_as_its_value():
    svg = plots.bars("t", [plots.Bar("half", 0.5, 0.4, 0.6, ""), plots.Bar("all", 1, 1, 1, "")])
    half, whole = (float(width) for width in re.findall(r'class="bar"[^>]* width="([\d.]+)"', svg))
    assert half == pytest.approx(whole / 2, abs=0.1)


def test_loss_is_a_bar_left_of_the_base_and_a_gain_right_of_it():
    bars = [plots.Bar("a", -0.1, -0.2, 0.0, ""), plots.Bar("b", 0.1, 0.0, 0.2, "")]
    svg = plots.bars("t", bars, low=-0.2, high=0.2)
    (left, left_width), (right, _) = (
        (float(x), float(w)) for x, w in re.findall(r'"bar" x="([\d.]+)".*? width="([\d.]+)"', svg)
    )
    assert left + left_width == pytest.approx(right, abs=0.11)


def test_plots_without_data_are_empty_frames():
    for svg in (
        plots.bars("t", []),
        plots.columns("t", []),
        plots.steps("t", [], "x", "y"),
        plots.dots("t", [], "x", "y"),
    ):
        assert ElementTree.fromstring(svg).tag in {"svg", f"{SVG}svg"}
        assert 'class="bar"' not in svg


def test_pieces_of_an_article_join_to_its_text_when_it_is_short():
    pieces = highlighted("零一二三四五六", [(4, 6), (1, 3), (2, 3)])
    assert pieces == (
        Piece("零", False),
        Piece("一二", True),
        Piece("三", False),
        Piece("四五", True),
        Piece("六", False),
    )


def test_long_stretches_between_quotes_are_cut():
    text = "甲" * 500 + "乙" + "丙" * 500 + "丁" + "戊" * 500
    before, first, between, second, after = highlighted(text, [(500, 501), (1001, 1002)])
    assert (first.text, second.text) == ("乙", "丁")
    assert before.text == "…" + "甲" * 90
    assert between.text == "丙" * 90 + " … " + "丙" * 90
    assert after.text == "戊" * 90 + "…"
