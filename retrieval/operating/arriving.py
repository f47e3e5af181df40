"""Says when files that are being copied into a folder have arrived: when they stop growing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from retrieval.loading.difference import find_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Arrivals:
    """Watches one folder by asking again and again. Not for several threads at once.

    What is there at the first call counts as new, so that what came while nobody watched is loaded.
    """

    def __init__(
        self, folder: Path, settled_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._settled_s = settled_s
        self._clock = clock
        self._since: dict[Path, tuple[tuple[int, int], float]] = {}
        self._told: dict[Path, tuple[int, int]] = {}

    def settled(self) -> tuple[Path, ...]:
        """Return the page files that are new or changed since they were returned last, in order.

        None is returned before its size and time have stayed the same for `settled_s` seconds, and
        none as long as another is still growing: the pages of an issue are loaded together. () for
        a folder that is not there.
        """
        now = self._clock()
        stamps = self._stamps()
        self._since = {
            path: known if (known := self._since.get(path)) and known[0] == stamp else (stamp, now)
            for path, stamp in stamps.items()
        }
        if any(now - since < self._settled_s for _, since in self._since.values()):
            return ()
        fresh = tuple(path for path in stamps if self._told.get(path) != stamps[path])
        self._told = stamps
        return fresh

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        """Return size and time of change of each page file; one that just vanished has none."""
        if not self._folder.is_dir():
            return {}
        stamps = {}
        for file in find_pages([self._folder]):
            try:
                held = file.path.stat()
            except FileNotFoundError:
                continue
            stamps[file.path] = (held.st_size, held.st_mtime_ns)
        return stamps
