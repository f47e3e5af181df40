from retrieval.pages import join_continuations, read_page
from retrieval.types import Place

FIRST = """\
青川日报 2024年2月27日 第1版
开春第一铲铲出发展加速度

本报讯（记者 薄荷）2月26日，青川市重大项目集中开工。市长阚立新说，全市上下要以开局就是决战的状态，
（下转第3版）

春运返程客流今日达峰

本报讯（记者 衣小可）今日预计发送旅客9.8万人次，车站加开临客二十六列，开放检票口三十一个。
"""
THIRD = """\
青川日报 2024年2月27日 第3版
老街新生

本报讯（记者 艾草）2月25日，青川老街改造完工，沿街八十六家店铺换上青砖灰瓦，首日接待游客两万人。

（上接第1版）
拼出加速度、干出新气象。

据了解，开工的九十三个项目中，先进制造业项目四十一个，建成后预计年新增产值七百二十亿元。
"""


def pages(first=FIRST, third=THIRD):
    return [read_page("01.txt", first.encode()), read_page("03.txt", third.encode())]


def test_article_goes_on_with_its_rest_from_another_page_of_the_day():
    one, three = join_continuations(pages())
    article = one.articles[0]
    assert article.text.split("\n") == [
        "本报讯（记者 薄荷）2月26日，青川市重大项目集中开工。"
        "市长阚立新说，全市上下要以开局就是决战的状态，"
        "拼出加速度、干出新气象。",
        "据了解，开工的九十三个项目中，先进制造业项目四十一个，建成后预计年新增产值七百二十亿元。",
    ]
    assert [article.headline for article in three.articles] == ["老街新生"]


def test_pieces_of_the_rest_point_into_the_other_file():
    one, three = join_continuations(pages())
    lines = {"": one.lines, three.source: three.lines}
    article = one.articles[0]
    for piece in article.pieces:
        line = lines[piece.source][piece.line - 1]
        printed = line[piece.column : piece.column + piece.end - piece.start]
        assert article.text[piece.start : piece.end] == printed
    assert {piece.source for piece in article.pieces} == {"", "03.txt"}


def test_rest_keeps_its_place_in_the_account_of_its_page():
    _, three = join_continuations(pages())
    orphaned = [
        entry.line
        for entry in three.account
        if entry.place is Place.PARAGRAPH and entry.article is None
    ]
    assert orphaned == [7, 9]


def test_pages_of_different_days_are_not_joined():
    before = pages(third=THIRD.replace("2月27日", "2月28日"))
    assert join_continuations(before) == tuple(before)


def test_notes_that_name_other_pages_are_not_joined():
    before = pages(third=THIRD.replace("上接第1版", "上接第2版"))
    assert join_continuations(before) == tuple(before)
