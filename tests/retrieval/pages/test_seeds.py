"""The five seed pages: every article against the source lines that a careful reader gave it."""

from pathlib import Path

import pytest

from retrieval.pages import read_page
from retrieval.types import ArticleKind, BlockKind, People

SEEDS = Path(__file__).parents[3] / "seeds"
BANNER = "深入学习贯彻党的二十大精神 奋力开拓首都工会工作新局面"

# page: (kicker line, headline line, subhead line, first and last line of the body) of each article
ARTICLES = {
    "000": [
        (0, 5, 0, 7, 21),
        (0, 23, 25, 27, 35),
        (41, 43, 0, 47, 53),
        (0, 55, 0, 57, 69),
        (0, 71, 0, 73, 79),
        (0, 81, 0, 83, 91),
    ],
    "001": [
        (0, 5, 0, 7, 27),
        (0, 31, 33, 35, 47),
        (0, 49, 0, 51, 57),
        (0, 59, 0, 61, 67),
        (0, 69, 0, 71, 83),
        (0, 85, 0, 87, 91),
    ],
    "002": [
        (5, 7, 0, 9, 19),
        (0, 21, 0, 23, 29),
        (0, 31, 0, 33, 37),
        (0, 39, 41, 43, 55),
        (0, 57, 59, 61, 73),
        (0, 75, 0, 77, 83),
        (0, 85, 0, 87, 93),
        (0, 97, 0, 99, 99),
    ],
    "003": [
        (0, 5, 0, 7, 29),
        (0, 34, 0, 36, 46),
        (0, 50, 0, 52, 52),
        (0, 58, 0, 60, 66),
        (0, 68, 0, 70, 76),
        (0, 78, 0, 80, 86),
    ],
    "004": [
        (5, 7, 0, 9, 37),
        (0, 42, 44, 46, 58),
        (0, 60, 0, 62, 68),
        (0, 72, 0, 74, 74),
        (0, 76, 0, 78, 88),
    ],
}
GLUED = "本报记者马超通讯员李珊珊摄影报道"
LABEL = "学思想 强党性 重实践 建新功/区级工会加强年专项工作巡礼"


def page(name):
    path = next(SEEDS.glob(f"{name}_*.txt"))
    return read_page(path.name, path.read_bytes())


def bare(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", ARTICLES)
def test_headings_are_the_lines_that_a_reader_takes_them_for(name):
    read = page(name)
    line = ["", *(text.lstrip("# ").strip() for text in read.lines)]
    assert [(a.kicker, a.headline, a.subhead) for a in read.articles] == [
        (line[kicker], line[headline], line[subhead])
        for kicker, headline, subhead, _, _ in ARTICLES[name]
    ]
    assert read.banner == BANNER


@pytest.mark.parametrize("name", ARTICLES)
def test_bodies_are_the_lines_between_headings_without_what_is_printed_twice(name):
    read = page(name)
    for article, (_, _, _, first, last) in zip(read.articles, ARTICLES[name], strict=True):
        printed = [text for text in read.lines[first - 1 : last] if not text.startswith("###")]
        body = "".join(article.texts(BlockKind.PARAGRAPH))
        assert bare(body) == bare("".join(printed)).removesuffix(GLUED)


def test_interns_and_correspondents_are_told_from_reporters():
    people = [article.people for article in page("000").articles]
    assert people[0] == People(interns=("宗晓畅",))
    assert people[2] == People(interns=("宗晓畅",), correspondents=("白晗",))
    assert people[3] == People(reporters=("任洁",), correspondents=("王显芳", "高若晨"))


def test_photo_news_is_known_by_a_credit_on_its_own_line_or_glued_to_the_text():
    own_line, glued = page("002").articles[7], page("004").articles[3]
    assert own_line.kind is glued.kind is ArticleKind.PHOTO
    assert own_line.credit == "本报记者 崔欣 通讯员 谭立萍 摄影报道"
    assert glued.people == People(
        reporters=("马超",), correspondents=("李珊珊",), photographers=("马超", "李珊珊")
    )


def test_caption_goes_with_its_article_and_its_credit_names_the_photographer():
    article = page("001").articles[0]
    assert article.texts(BlockKind.CAPTION) == (
        "图为评估组对海淀区牛顿商务楼宇劳动关系公共服务站进行核查评估。",
    )
    assert article.people == People(reporters=("张晶",), photographers=("彭程",))


@pytest.mark.parametrize("name", ["003", "004"])
def test_column_label_below_an_article_belongs_to_the_one_that_uses_its_words(name):
    columns = [article.column for article in page(name).articles]
    assert columns == [LABEL] + [""] * (len(columns) - 1)


def test_subheads_inside_an_article_are_no_headlines():
    assert page("004").articles[0].texts(BlockKind.SUBHEAD) == (
        "深入基层 精准发力 “解难题”",
        "积极履职 服务职工 “零距离”",
        "强化队伍 阵地建设 人员管理 “双提升”",
    )


def test_day_of_printing_is_inferred_and_event_dates_resolved_against_it():
    read = page("000")
    assert read.date is not None
    assert read.date.inferred
    assert read.date.confidence < 1
    norms = {date.text: date.norm for date in read.articles[0].dates}
    assert norms == {"12月6日至10日": "2023-12-06/2023-12-10", "6日下午": "2023-12-06"}
    assert [(date.text, date.norm) for date in read.articles[3].dates] == [
        ("近日", ""),
        ("明年", "2024"),
    ]


def test_page_that_names_no_year_has_no_date():
    read = page("003")
    assert read.date is None
    assert [(date.text, date.start) for date in read.articles[0].dates] == [
        ("今年", None),
        ("截至目前", None),
    ]
