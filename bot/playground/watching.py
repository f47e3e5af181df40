"""How the last answers came about, for the engineer's panel.

The archive that the bot is given here is the real one, watched: each question is asked once, and
what the panel shows is that very answer, with its own times.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from bot.examples import Examples
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import NewsArchive
    from retrieval.types import Explanation

MAX_KEPT = 50


@dataclass(frozen=True, slots=True)
class Watched:
    """One answer and how it came about; numbers count from 1."""

    number: int
    explanation: Explanation


class Watching:
    """The last `MAX_KEPT` answers, and the archive behind them where there is one."""

    def __init__(self, archive: NewsArchive | None = None) -> None:
        self.archive = archive
        self._examples = Examples(archive) if archive is not None else None
        self.on_change: Callable[[], object] = _nothing
        self._watched: deque[Watched] = deque(maxlen=MAX_KEPT)
        self._numbers = count(1)

    def add(self, explanation: Explanation) -> None:
        """Note an answer. May be called from any thread."""
        self._watched.append(Watched(next(self._numbers), explanation))
        self.on_change()

    def last(self) -> Watched | None:
        """Return the last answer, `None` before the first."""
        return self._watched[-1] if self._watched else None

    def examples(self) -> tuple[str, ...]:
        """Return questions that the archive answers; () when there is none. Blocks."""
        try:
            return self._examples.drawn() if self._examples else ()
        except WenbaoError:
            return ()


def _nothing() -> None:
    """Tell nobody."""
