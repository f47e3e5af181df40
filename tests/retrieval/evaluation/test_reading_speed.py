"""Speed and memory of reading pages, as figures that mean what they say."""

from pathlib import Path

from retrieval.evaluation import reading_speed
from retrieval.evaluation.reading_speed import ReadingSpeed, measure, report
from retrieval.pages import read_page

TEXT = "工会送清凉\n\n本报讯（记者 林平）7月3日，青川市总工会为职工送去绿豆汤三百份。\n"


def test_memory_does_not_grow_with_the_number_of_pages():
    page = Path("seeds/003_7063dbed7b201b27.txt")
    peaks = dict(measure([read_page(page.name, page.read_bytes())], rounds=1).peak_bytes)
    assert list(peaks) == [10, 40, 160]
    # What is remembered of single lines is bounded; keeping the pages would take 16 times as much.
    assert peaks[160] < 3 * peaks[10]


def test_every_copy_of_a_page_is_another_text():
    page = read_page("a.txt", TEXT.encode())
    copies = list(reading_speed._copies([page], 3))
    assert len(set(copies)) == 3
    assert copies[0].decode().splitlines()[:2] == ["工会㐀送清凉", ""]


def test_report_gives_the_middle_and_the_spread():
    speed = ReadingSpeed(5, (60.0, 80.0, 70.0), (400.0, 500.0, 450.0), ((10, 2**20),))
    assert report(speed).splitlines()[1:] == [
        "reading       70 (60 to 80) pages a second",
        "it takes      450 (400 to 500) times as long as decoding and splitting lines",
        "peak memory   10 pages 1.0 MiB",
    ]
