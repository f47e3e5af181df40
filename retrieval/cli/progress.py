"""How far a long work is: a bar on a terminal, and now and then a line where there is none."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from retrieval.cli.console import stderr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY_S = 30.0


class Lines:
    """Writes how far a work is, at most once in `EVERY_S` seconds, and when it is done."""

    def __init__(
        self,
        title: str,
        write: Callable[[str], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title = title
        self._write = write
        self._clock = clock
        self._wrote = clock()

    def __call__(self, done: int, total: int) -> None:
        """Hear that `done` of `total` are finished."""
        now = self._clock()
        if done == total or now - self._wrote >= EVERY_S:
            self._wrote = now
            self._write(f"{self._title}: {done}/{total}")


@contextlib.contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on stderr how far a long work is."""
    if not stderr.is_terminal:
        lines = Lines(title, stderr.print)
        yield lambda done: lines(done, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=stderr) as shown:
        task = shown.add_task(title, total=total)
        yield lambda done: shown.update(task, completed=done)
