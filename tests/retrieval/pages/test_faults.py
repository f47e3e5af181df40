"""What cannot become a page says why, for that file alone, and the rest is read."""

import io
import zipfile

import docx
import pytest

from retrieval.errors import PageError
from retrieval.pages import read_page, read_pages
from retrieval.types import PageFault
from tests.retrieval.pages.pdf_maker import encrypted, pdf

TEXT = """\
青川机械厂工会为职工送清凉

本报讯（记者 林平）7月3日，青川机械厂工会为一线职工送去绿豆汤三百份，职工十分欢喜。
"""


def packed(path, *members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


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
    ("name", "data", "fault"),
    [
        ("page.txt", b"", PageFault.EMPTY),
        ("page.txt", b"\r\n  \n", PageFault.EMPTY),
        ("page.txt", "第3版\n责编：张三\n".encode(), PageFault.NO_ARTICLE),
        ("page.txt", b"\x81\x00\xff\xfe\x00", PageFault.NOT_TEXT),
        ("page.txt", b"\xff\xff\xff\xff", PageFault.NOT_TEXT),
        ("page.exe", b"MZ", PageFault.UNKNOWN_FORMAT),
        ("page", b"x", PageFault.NO_SUFFIX),
        ("page.pdf", b"%PDF-1.4 broken", PageFault.BROKEN),
        ("page.docx", b"PK broken", PageFault.BROKEN),
        ("page.docx", b"\xd0\xcf\x11\xe0 secret", PageFault.ENCRYPTED),
        ("page.pdf", encrypted(pdf([[(40, 700, 10, "工会")]])), PageFault.ENCRYPTED),
        ("scan.pdf", pdf([[]]), PageFault.NO_TEXT),
        ("page.html", b"<html><body></body></html>", PageFault.NO_TEXT),
        ("page.html", b"<b>" * 5000, PageFault.NO_TEXT),
    ],
)
def test_what_is_no_page_says_why(name, data, fault):
    with pytest.raises(PageError) as caught:
        read_page(name, data)
    assert (caught.value.source, caught.value.fault) == (name, fault)


@pytest.mark.parametrize("fault", PageFault)
def test_every_fault_says_in_words_what_to_do(fault):
    error = PageError("x.pdf", fault, "some detail")
    assert str(error) == f"x.pdf: {error.problem}"
    assert "{" not in error.problem


def test_word_file_of_pictures_alone_holds_no_text():
    data = io.BytesIO()
    docx.Document().save(data)
    with pytest.raises(PageError) as caught:
        read_page("scan.docx", data.getvalue())
    assert caught.value.fault is PageFault.NO_TEXT


def test_missing_file_is_a_page_error(tmp_path):
    with pytest.raises(PageError) as caught:
        list(read_pages(tmp_path / "none.txt"))
    assert caught.value.fault is PageFault.MISSING


def test_broken_zip_is_a_page_error(tmp_path):
    path = tmp_path / "issue.zip"
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(PageError) as caught:
        list(read_pages(path))
    assert caught.value.fault is PageFault.BROKEN


def test_member_with_a_password_loses_only_itself(tmp_path):
    path = packed(tmp_path / "issue.zip", ("01.txt", TEXT), ("02.txt", TEXT))
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    for flags in (6, first + 8):  # bit 0 of the flags in the local and the central header
        data[flags] |= 1
    path.write_bytes(bytes(data))
    failures: list[PageError] = []
    assert [page.source for page in read_pages(path, failures.append)] == ["issue.zip/02.txt"]
    assert [failure.fault for failure in failures] == [PageFault.ENCRYPTED]


@pytest.mark.parametrize(
    ("member", "source"),
    [
        ("../../etc/02.txt", "issue.zip/etc/02.txt"),
        ("/02.txt", "issue.zip/02.txt"),
        ("C:\\paper\\02.txt", "issue.zip/paper/02.txt"),
        ("./a//02.txt", "issue.zip/a/02.txt"),
        ("a\n02\u202e.txt", "issue.zip/a02.txt"),
    ],
)
def test_member_is_named_by_a_path_inside_its_archive(tmp_path, member, source):
    path = packed(tmp_path / "issue.zip", (member, TEXT))
    assert [page.source for page in read_pages(path)] == [source]


def test_second_member_of_one_name_is_refused(tmp_path):
    path = packed(tmp_path / "issue.zip", ("a/01.txt", TEXT), ("../a/01.txt", TEXT))
    failures: list[PageError] = []
    assert [page.source for page in read_pages(path, failures.append)] == ["issue.zip/a/01.txt"]
    assert [(f.source, f.fault) for f in failures] == [("issue.zip/a/01.txt", PageFault.SAME_NAME)]


@pytest.mark.parametrize("member", ["..", "a\\", "__MACOSX/._01.txt", ".DS_Store"])
def test_archive_without_a_page_file_says_so(tmp_path, member):
    path = packed(tmp_path / "issue.zip", (member, b"x"))
    with pytest.raises(PageError) as caught:
        list(read_pages(path))
    assert caught.value.fault is PageFault.EMPTY_ARCHIVE
