"""How fast pages are read on one core, and how much memory that takes as pages grow in number.

Time is the processor time of this one thread. Reading is set against decoding the same files and
splitting their lines, round by round in the same run, so that a busy machine slows both alike.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.types import Page

PLAIN_REPEATS = 200
"""Splitting lines takes microseconds: so many times it is done for one measurement."""
_FIRST_MARK = 0x3400
_MARKS = 6500


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """What was measured: one value a round, and the peak memory by the number of pages read.

    `pages_per_s` is of one core; `ratios` say how many times as long reading took as decoding and
    splitting lines; `peak_bytes` pairs a number of pages with the most memory at one moment.
    """

    pages: int
    pages_per_s: tuple[float, ...]
    ratios: tuple[float, ...]
    peak_bytes: tuple[tuple[int, int], ...]


def measure(pages: Sequence[Page], rounds: int = 7, most: int = 160) -> ReadingSpeed:
    """Measure over copies of pages, each read once; memory over 10, 40, … up to `most` pages.

    `pages` must not be empty. Pages are read one after the other and let go, as a load does.
    """
    speeds, ratios = [], []
    for turn in range(rounds):
        copies = [_copy(page, turn) for page in pages]
        reading = _seconds(lambda copies=copies: _read(copies))  # type: ignore[misc]
        plain = _seconds(lambda copies=copies: _split(copies)) / PLAIN_REPEATS  # type: ignore[misc]
        speeds.append(len(pages) / reading)
        ratios.append(reading / plain)
    counts = [count for count in (10, 40, 160, 640, 2560) if count <= most]
    peaks = tuple((count, _peak_bytes(pages, count)) for count in counts)
    return ReadingSpeed(len(pages), tuple(speeds), tuple(ratios), peaks)


def report(speed: ReadingSpeed) -> str:
    """Return the figures as lines: the middle of all rounds, and the least and the most."""
    rounds = len(speed.pages_per_s)
    mebibytes = (f"{count} pages {size / 2**20:.1f} MiB" for count, size in speed.peak_bytes)
    return "\n".join(
        (
            f"{speed.pages} pages, {rounds} rounds of fresh copies, processor time of one core",
            f"reading       {_spread(speed.pages_per_s)} pages a second",
            f"it takes      {_spread(speed.ratios)} times as long as decoding and splitting lines",
            f"peak memory   {', '.join(mebibytes)}",
        )
    )


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def _copy(page: Page, turn: int) -> bytes:
    """Return a page's text with one rare character in every line, another one each turn.

    So nothing that is remembered of one copy helps with the next.
    """
    mark = chr(_FIRST_MARK + turn % _MARKS)
    lines = (f"{line[: len(line) // 2]}{mark}{line[len(line) // 2 :]}" for line in page.lines)
    return "\n".join(line if line != mark else "" for line in lines).encode()


def _read(copies: Sequence[bytes]) -> None:
    for copy in copies:
        read_page("copy.txt", copy)


def _split(copies: Sequence[bytes]) -> None:
    for _ in range(PLAIN_REPEATS):
        for copy in copies:
            copy.decode("utf-8").splitlines()


def _seconds(work: Callable[[], None]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _peak_bytes(pages: Sequence[Page], count: int) -> int:
    """Return the most memory that Python held at one moment of reading so many pages."""
    tracemalloc.start()
    try:
        for copy in _copies(pages, count):
            read_page("copy.txt", copy)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _copies(pages: Sequence[Page], count: int) -> Iterator[bytes]:
    for at in range(count):
        yield _copy(pages[at % len(pages)], at // len(pages))
