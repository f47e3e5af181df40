"""Reading many rows of a catalogue at once gives what reading them one by one would."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import ArticleUnknown
from retrieval.index.catalogue_writer import CatalogueWriter
from retrieval.types import (
    Article,
    ArticleId,
    DateSource,
    Page,
    PageDate,
    Passage,
    PassageId,
    Span,
)

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.index.catalogue import Catalogue


def article(name: str) -> Article:
    return Article(ArticleId(name), f"{name}的标题", "一句。两句。", ())


def page(source: str, day: int | None, *articles: Article) -> Page:
    date = PageDate(dt.date(2023, 12, day), DateSource.FRONT_MATTER) if day else None
    return Page(source, "", articles, date=date)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Three articles of two passages; 甲 is printed on three pages."""
    made = CatalogueWriter.create(tmp_path)
    stored = {name: article(name) for name in "甲乙丙"}
    for value in stored.values():
        first = Passage(Span(0, 3), (Span(0, 3),))
        made.put_article(value, [first, Passage(Span(0, 6), (Span(0, 3), Span(3, 6)))])
    made.put_page(page("late.txt", 9, stored["甲"], stored["乙"]), "")
    made.put_page(page("early.txt", 7, stored["丙"], stored["甲"]), "")
    made.put_page(page("undated.txt", None, stored["甲"]), "")
    return made


def test_of_some_ids_those_that_are_printed_are_told(catalogue: Catalogue) -> None:
    assert catalogue.stored([ArticleId("甲"), ArticleId("无")]) == {"甲"}
    assert catalogue.stored([]) == frozenset()


def test_articles_come_in_the_order_asked_and_unknown_ones_are_passed_over(
    catalogue: Catalogue,
) -> None:
    ids = [ArticleId(name) for name in ("丙", "丁", "甲")]
    assert [a.id for a in catalogue.articles(ids)] == ["丙", "甲"]


def test_an_article_is_referred_to_where_it_was_first_printed(catalogue: Catalogue) -> None:
    references = catalogue.references([ArticleId("甲"), ArticleId("乙")])
    assert references[ArticleId("甲")].source == "early.txt"
    assert references[ArticleId("乙")].source == "late.txt"
    assert references[ArticleId("甲")] == catalogue.reference(ArticleId("甲"))
    with pytest.raises(ArticleUnknown):
        catalogue.references([ArticleId("甲"), ArticleId("丁")])


def test_passages_come_with_their_sentences_in_order(catalogue: Catalogue) -> None:
    found = catalogue.passages([4, 1, 99])
    assert set(found) == {1, 4}
    assert found[PassageId(4)].article_id == "乙"
    assert [span for _, span in found[PassageId(4)].sentences] == [Span(0, 3), Span(3, 6)]
    assert found[PassageId(1)].sentences == ((1, Span(0, 3)),)
    assert [p.id for p in catalogue.passages_of(ArticleId("丙"))] == [5, 6]


def test_the_articles_of_some_days_come_by_day_and_page_the_newest_day_first(
    catalogue: Catalogue,
) -> None:
    days = [dt.date(2023, 12, day) for day in (7, 8, 9)]
    assert list(catalogue.printed_between(days[0], days[2])) == ["甲", "乙", "丙", "甲"]
    assert list(catalogue.printed_between(days[0], days[1])) == ["丙", "甲"]
    assert list(catalogue.printed_between(days[1], days[1])) == []
