"""Which pages an admin may look at: those that are live, and those that a plan was about."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.errors import NothingLoaded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.ports import NewsArchive

MOST = 200


class Viewable:
    """The names of pages, for buttons that carry only a key of them."""

    def __init__(self) -> None:
        self._lately: deque[str] = deque(maxlen=MOST)

    def add(self, sources: Iterable[str]) -> None:
        """Remember pages that a plan or a refused load was about; they are in no archive."""
        self._lately.extend(sources)

    def sources(self, archive: NewsArchive) -> Iterator[str]:
        """Yield the names, those of late first."""
        yield from dict.fromkeys(self._lately)
        with suppress(NothingLoaded):
            yield from (page.source for page in archive.pages())
