"""Names in the catalogue: whose they are, which are known, and which sound alike."""

from pathlib import Path

import pytest

from retrieval import sounds
from retrieval.index.catalogue_writer import CatalogueWriter
from retrieval.names import Name, NameKind
from retrieval.types import Article, ArticleId

CART = Name("大篷车", NameKind.WORK)
ZHAO = Name("赵思远", NameKind.PERSON)
ONE, TWO = ArticleId("one"), ArticleId("two")


@pytest.fixture
def catalogue(tmp_path: Path) -> CatalogueWriter:
    catalogue = CatalogueWriter.create(tmp_path)
    catalogue.put_article(Article(ONE, "甲", "甲。", ()), [], [CART, ZHAO])
    catalogue.put_article(Article(TWO, "乙", "乙。", ()), [], [CART])
    return catalogue


def sounding(catalogue: CatalogueWriter, text: str) -> set[str]:
    found = catalogue.names_sounding(sounds.keys(sounds.syllables(text)))
    return {name for names in found.values() for name in names}


def test_names_are_given_by_article(catalogue: CatalogueWriter) -> None:
    nobody = ArticleId("nobody")
    assert catalogue.names_of([TWO, ONE, nobody]) == {TWO: (CART,), ONE: (CART, ZHAO), nobody: ()}
    assert catalogue.names_of([]) == {}


def test_names_among_texts_are_found_once(catalogue: CatalogueWriter) -> None:
    assert catalogue.names_among(["大篷车", "车", "赵思远", ""]) == (CART, ZHAO)
    assert catalogue.names_among([]) == ()


def test_names_are_found_by_their_sound(catalogue: CatalogueWriter) -> None:
    assert sounding(catalogue, "大蓬车") == {"大篷车"}
    assert sounding(catalogue, "大车") == set()


def test_a_name_goes_with_the_last_article_that_has_it(catalogue: CatalogueWriter) -> None:
    catalogue.remove_article(ONE)
    assert catalogue.names_among(["大篷车", "赵思远"]) == (CART,)
    assert sounding(catalogue, "大蓬车") == {"大篷车"}
    assert sounding(catalogue, "赵思园") == set()
    catalogue.remove_article(TWO)
    assert sounding(catalogue, "大蓬车") == set()
