"""Every format becomes the same articles; what cannot become a page says why."""

import io
import zipfile

import docx
import pytest

from retrieval.errors import PageError
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


def test_bad_member_of_a_zip_does_not_lose_the_others(tmp_path):
    path = tmp_path / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2023-12-11/01.txt", TEXT)
        archive.writestr("2023-12-11/02.pdf", b"%PDF-1.4 broken")
        archive.writestr("__MACOSX/._01.txt", b"\x00")
        archive.writestr("2023-12-11/03.txt", TEXT)
    failures: list[PageError] = []
    pages = list(read_pages(path, failures.append))
    assert [page.source for page in pages] == [
        "issue.zip/2023-12-11/01.txt",
        "issue.zip/2023-12-11/03.txt",
    ]
    assert [failure.source for failure in failures] == ["issue.zip/2023-12-11/02.pdf"]
    assert [page.number for page in pages] == ["1", "3"]


def test_failure_is_raised_after_the_other_pages_when_nobody_listens(tmp_path):
    path = tmp_path / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01.txt", b"")
        archive.writestr("02.txt", TEXT)
    pages = read_pages(path)
    assert next(pages).source == "issue.zip/02.txt"
    with pytest.raises(PageError, match=r"01\.txt: the file is empty"):
        next(pages)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("page.txt", b"", "empty"),
        ("page.txt", b"\r\n  \n", "empty"),
        ("page.txt", "第3版\n责编：张三\n".encode(), "no article"),
        ("page.txt", b"\x81\x00\xff\xfe\x00", "no text"),
        ("page.txt", b"\xff\xff\xff\xff", "no text"),
        ("page.exe", b"MZ", "no format"),
        ("page", b"x", "no format"),
        ("page.pdf", b"%PDF-1.4 broken", "broken"),
        ("page.docx", b"PK broken", "broken"),
        ("page.docx", b"\xd0\xcf\x11\xe0 secret", "encrypted"),
        ("page.html", b"<html><body></body></html>", "no text"),
    ],
)
def test_what_is_no_page_says_why(name, data, problem):
    with pytest.raises(PageError, match=problem) as caught:
        read_page(name, data)
    assert caught.value.source == name


def test_scan_without_a_text_layer_asks_for_text_recognition():
    with pytest.raises(PageError, match="text recognition"):
        read_page("scan.pdf", pdf([[]]))


def test_missing_file_is_a_page_error(tmp_path):
    with pytest.raises(PageError, match="cannot be opened"):
        list(read_pages(tmp_path / "none.txt"))
