"""What else there is on a question, and whether an article still reads as it did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import answering
from bot.state import Asked, Given
from retrieval.types import Citation, Span

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"
PAGES = {
    "a": "密云下沉一线\n密云区总工会成立了9个工作小组。",
    "b": "密云建立小组\n本区新闻。密云区总工会建立了9个工作小组。",
    "c": "平谷有了模式\n平谷区总工会探索了工作模式。",
    "d": "京剧名家来了\n京剧名家登台。",
}


@pytest.fixture
def news_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def given_by(archive: FakeArchive) -> Given:
    return Given("id", Asked(7, 7, 1), answering.ask(archive, QUESTION, None), None, 0)


def test_articles_that_say_the_same_stand_before_what_else_was_found(archive):
    given = given_by(archive)
    (quote,) = given.shown.answer.quotes
    other, _ = archive.article("a-d")
    also = replace(quote, also=(Citation(other, Span(0, 7)),))
    alike = replace(given.shown, answer=replace(given.shown.answer, quotes=(also,)))
    more = answering.more_of(archive, replace(given, shown=alike))

    assert [lead.citation.article.id for lead in more] == ["a-d", "a-b", "a-c"]
    assert more[0].text == "京剧名家登台。"
    assert more[1].text == "密云区总工会建立了9个工作小组。"


def test_an_answer_knows_when_an_article_that_it_quotes_reads_otherwise_or_is_gone(
    archive, news_dir
):
    given = given_by(archive)
    (news_dir / "b.txt").write_text("密云建立小组\n更正。", "utf-8")
    archive.load([news_dir], mirror=True)
    assert not answering.has_changed(archive, given)

    (news_dir / "a.txt").write_text("密云下沉一线\n更正。", "utf-8")
    archive.load([news_dir], mirror=True)
    assert answering.has_changed(archive, given)
    (news_dir / "a.txt").unlink()
    archive.load([news_dir], mirror=True)
    assert answering.has_changed(archive, given)
