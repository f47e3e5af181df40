"""Files are parsed in a process of their own: same pages, and no file can break ours."""

import dataclasses
import os
import signal
import struct
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from retrieval.errors import PageError
from retrieval.pages import read_pages
from retrieval.pages.sandbox import SandboxedReader
from retrieval.types import PageFault
from tests.retrieval.pages.pdf_maker import pdf

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
TEXT = """\
青川机械厂工会为职工送清凉

本报讯（记者 林平）7月3日，青川机械厂工会为一线职工送去绿豆汤三百份，职工十分欢喜。
"""


def test_pages_are_those_of_our_own_process_without_what_a_load_does_not_need():
    reader = SandboxedReader()
    for path in SEEDS:
        ours = [dataclasses.replace(p, lines=(), account=()) for p in read_pages(path)]
        assert list(reader(path)) == ours


def test_the_same_worker_reads_file_after_file(tmp_path):
    reader, seen = SandboxedReader(), set()
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT, "utf-8")
        assert [page.source for page in reader(path)] == [path.name]
        seen.update(workers())

    assert len(seen) == 1


def test_failures_are_heard_and_the_rest_is_read(tmp_path):
    path = tmp_path / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01.txt", TEXT)
        archive.writestr("02.pdf", b"%PDF-1.4 broken")
        archive.writestr("03.txt", TEXT)
    failures: list[PageError] = []
    pages = list(SandboxedReader()(path, failures.append))

    assert [page.source for page in pages] == ["issue.zip/01.txt", "issue.zip/03.txt"]
    assert [(e.source, e.fault) for e in failures] == [("issue.zip/02.pdf", PageFault.BROKEN)]


def test_a_reading_that_is_left_half_way_does_not_confuse_the_next(tmp_path):
    path = tmp_path / "two.pdf"
    path.write_bytes(
        pdf([[(72, 700 - 20 * n, 12, line) for n, line in enumerate(TEXT.split())]] * 2)
    )
    reader = SandboxedReader()
    half = iter(reader(path))
    first = next(half)
    half.close()

    assert first.source == "two.pdf#1"
    assert [page.source for page in reader(SEEDS[0])] == [SEEDS[0].name]


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path):
    slow = tmp_path / "slow.txt"
    slow.write_text(TEXT * 3000, "utf-8")
    failures: list[PageError] = []

    assert list(SandboxedReader(timeout_s=0.01)(slow, failures.append)) == []
    assert [(e.source, e.fault) for e in failures] == [("slow.txt", PageFault.TOO_SLOW)]
    assert len(list(SandboxedReader()(SEEDS[0]))) == 1


def test_a_worker_that_dies_costs_its_file_alone(tmp_path):
    slow = tmp_path / "slow.txt"
    slow.write_text(TEXT * 20_000, "utf-8")
    failures: list[PageError] = []
    reader = SandboxedReader()
    list(reader(SEEDS[0]))
    (worker,) = workers()
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(lambda: list(reader(slow, failures.append)))
        time.sleep(0.2)
        os.kill(worker, signal.SIGSEGV)
        assert reading.result() == []

    assert [(e.source, e.fault, e.detail) for e in failures] == [
        ("slow.txt", PageFault.CRASHED, "SIGSEGV")
    ]
    assert len(list(reader(SEEDS[0]))) == 1


def test_a_worker_that_died_while_it_waited_costs_nothing():
    reader = SandboxedReader()
    list(reader(SEEDS[0]))
    (worker,) = workers()
    os.kill(worker, signal.SIGKILL)
    os.waitid(os.P_PID, worker, os.WEXITED | os.WNOWAIT)

    assert len(list(reader(SEEDS[0]))) == 1


def test_a_word_file_that_unpacks_to_more_than_the_memory_it_may_have_is_refused(tmp_path):
    honest, bomb = tmp_path / "honest.docx", tmp_path / "bomb.docx"
    docx.Document().save(str(honest))
    with (
        zipfile.ZipFile(honest) as source,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name in source.namelist():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(source.read(name))
                for _ in range(70 if name == "word/document.xml" else 0):
                    member.write(b" " * (16 << 20))
    with pytest.raises(PageError) as caught:
        list(SandboxedReader()(bomb))

    assert caught.value.fault is PageFault.TOO_HEAVY


def test_a_zip_that_unpacks_to_too_much_or_too_many_is_refused_unread(tmp_path):
    many, big = tmp_path / "many.zip", tmp_path / "big.zip"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2001):
            archive.writestr(f"{number}.txt", TEXT)
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"{number}.txt", b" " * 54_321)
    says = struct.pack("<I", 54_321), struct.pack("<I", 60 << 20)
    big.write_bytes(big.read_bytes().replace(*says))
    faults = []
    for path in (many, big):
        with pytest.raises(PageError) as caught:
            list(SandboxedReader()(path))
        faults.append((caught.value.fault, caught.value.detail))

    assert faults == [
        (PageFault.TOO_MANY, "2,001"),
        (PageFault.UNPACKS_TOO_BIG, "566,231,040"),
    ]


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path):
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT.encode() * 1000)
    data = path.read_bytes()
    true_size = struct.pack("<I", len(TEXT.encode()) * 1000)
    path.write_bytes(data.replace(true_size, struct.pack("<I", 100)))
    with pytest.raises(PageError) as caught:
        list(SandboxedReader()(path))

    assert caught.value.fault is PageFault.BROKEN


def test_how_a_page_was_read_comes_as_html_of_that_page_alone(tmp_path):
    path = tmp_path / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01.txt", TEXT)
        archive.writestr("02.txt", TEXT.replace("青川", "白川"))
    html = SandboxedReader().view(path, "issue.zip/02.txt")

    assert html.startswith("<!doctype html>")
    assert "白川机械厂工会" in html
    assert "青川机械厂工会" not in html
    with pytest.raises(PageError, match="no such file"):
        SandboxedReader().view(path, "issue.zip/03.txt")


def test_a_worker_knows_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    list(SandboxedReader()(SEEDS[0]))
    environments = [Path(f"/proc/{pid}/environ").read_bytes() for pid in workers()]

    assert environments
    assert not any(b"TELEGRAM" in environment for environment in environments)


def workers() -> list[int]:
    """Return the process ids of our children that parse pages."""
    task = Path(f"/proc/{os.getpid()}/task")
    children = {int(pid) for path in task.glob("*/children") for pid in path.read_text().split()}
    return [pid for pid in children if b"pages.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]
