"""Every format becomes the same articles; what cannot become a page says why."""

import io

import docx
import pytest

from retrieval.pages import read_page, read_pages
from tests.retrieval.pages.pdf_maker import pdf

HEADLINES = ["青川机械厂工会为职工送清凉", "城关社区开办老年课堂"]
BODIES = [
    "本报讯（记者 林平）7月3日，青川机械厂工会为一线职工送去绿豆汤三百份，职工十分欢喜。",
    "本报讯（记者 林平）近日，城关社区开办老年课堂，教六十岁以上的居民使用智能手机。",
]
TEXT = "\n\n".join(line for pair in zip(HEADLINES, BODIES, strict=True) for line in pair) + "\n"


def headlines(page):
    return [article.headline for article in page.articles]


def bodies(page):
    return [article.text for article in page.articles]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(encoding, line_end):
    page = read_page("page.txt", TEXT.replace("\n", line_end).encode(encoding))
    assert (headlines(page), bodies(page)) == (HEADLINES, BODIES)


def test_html_headings_and_paragraphs_are_read():
    html = "<html><head><meta charset=gbk><title>x</title><style>p{}</style></head><body>"
    for headline, body in zip(HEADLINES, BODIES, strict=True):
        html += f"<h2>{headline}</h2><div><p>{body[:30]}<b>{body[30:]}</b></p></div>"
    page = read_page("page.html", (html + "</body></html>").encode("gbk"))
    assert (headlines(page), bodies(page)) == (HEADLINES, BODIES)


def test_word_file_is_read_with_its_tables():
    document = docx.Document()
    for headline, body in zip(HEADLINES, BODIES, strict=True):
        document.add_heading(headline, 1)
        document.add_paragraph(body)
    table = document.add_table(rows=2, cols=3)
    for row, values in zip(
        table.rows, (("课程", "时间", "人数"), ("手机", "周二", "30")), strict=True
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    data = io.BytesIO()
    document.save(data)
    page = read_page("page.docx", data.getvalue())
    assert headlines(page) == HEADLINES
    assert page.articles[1].text.split("\n")[-1] == "手机\t周二\t30"


def test_pdf_columns_are_read_one_after_the_other():
    left, right = (
        [text[at : at + 14] for at in range(0, len(text), 14)] for text in (BODIES[0], BODIES[1])
    )
    lines = [(40, 700, 18, HEADLINES[0]), (340, 700, 18, HEADLINES[1])]
    for column, texts in ((40, left), (340, right)):
        lines += [(column, 670 - 16 * row, 10, text) for row, text in enumerate(texts)]
    page = read_page("page.pdf", pdf([sorted(lines, key=lambda line: -line[1])]))
    assert (headlines(page), bodies(page)) == (HEADLINES, BODIES)


def test_pages_of_one_pdf_are_read_one_by_one(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(
        pdf([[(40, 700, 18, h), (40, 660, 10, b)] for h, b in zip(HEADLINES, BODIES, strict=True)])
    )
    pages = list(read_pages(path))
    assert [page.source for page in pages] == ["paper.pdf#1", "paper.pdf#2"]
    assert [headlines(page) for page in pages] == [[HEADLINES[0]], [HEADLINES[1]]]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gbk", "utf-8"), ("utf-8", "gb18030"), ("x-nonsense", "gb18030"), ("gb2312", "utf-8-sig")],
)
def test_html_that_declares_a_wrong_charset_is_read_all_the_same(declared, encoding):
    html = f"<html><head><meta charset={declared}></head><body>"
    html += "".join(f"<h2>{h}</h2><p>{b}</p>" for h, b in zip(HEADLINES, BODIES, strict=True))
    page = read_page("page.html", html.encode(encoding))
    assert (headlines(page), bodies(page)) == (HEADLINES, BODIES)


def test_html_in_traditional_characters_is_read_by_the_charset_it_declares():
    html = "<html><head><meta charset=big5></head><body><h2>工會舉辦春節聯歡會</h2><p>"
    html += "本報訊（記者 林平）昨日，工會舉辦春節聯歡會，三百名職工參加。</p></body></html>"
    page = read_page("page.html", html.encode("big5"))
    assert headlines(page) == ["工會舉辦春節聯歡會"]
