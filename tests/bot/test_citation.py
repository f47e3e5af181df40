"""Citations by GB/T 7714, as a reader would write them by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.citation import citation
from bot.views.rich import units
from retrieval.types import ArticleId, ArticleRef, DateSource, PageDate

PRINTED = PageDate(dt.date(2023, 12, 8), DateSource.FOLIO)
INFERRED = PageDate(dt.date(2023, 12, 8), DateSource.INFERRED, 0.4)


def article(headline="工资涨了", newspaper="劳动午报", page="3", date=PRINTED, byline="记者 张晶"):
    return ArticleRef(ArticleId("a1"), headline, "p.txt", newspaper, page, date, byline)


@pytest.mark.parametrize(
    ("ref", "cited"),
    [
        (article(), "张晶. 工资涨了[N]. 劳动午报, 2023-12-08(3)."),
        (article(date=INFERRED), "张晶. 工资涨了[N]. 劳动午报, [2023-12-08](3)."),
        (article(page=""), "张晶. 工资涨了[N]. 劳动午报, 2023-12-08."),
        (article(date=None), "张晶. 工资涨了[N]. 劳动午报(3)."),
        (article(date=None, page="", newspaper=""), "张晶. 工资涨了[N]."),
        (article(newspaper=""), "张晶. 工资涨了[N]. 2023-12-08(3)."),
        (article(byline=""), "工资涨了[N]. 劳动午报, 2023-12-08(3)."),
        (
            article(byline="记者 张晶、李明 通讯员 何青"),
            "张晶, 李明, 何青. 工资涨了[N]. 劳动午报, 2023-12-08(3).",
        ),
        (
            article(byline="记者 张晶、李明 实习记者 宗晓畅 通讯员 何青"),
            "张晶, 李明, 宗晓畅, 等. 工资涨了[N]. 劳动午报, 2023-12-08(3).",
        ),
    ],
)
def test_an_article_is_cited_as_the_standard_has_it(ref, cited):
    assert citation(ref) == cited


def test_a_long_headline_is_cut_and_the_rest_stays_whole():
    cited = citation(article(headline="工" * 300))

    assert units(cited) == 256
    assert cited.startswith("张晶. 工工")
    assert cited.endswith("工…[N]. 劳动午报, 2023-12-08(3).")


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_every_citation_fits_a_copy_button(headline, newspaper, byline):
    cited = citation(article(headline=headline, newspaper=newspaper, byline=byline))

    assert 1 <= units(cited) <= 256
