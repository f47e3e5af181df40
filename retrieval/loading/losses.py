"""How many pages a load may remove unasked: a folder that has lost much is likely not whole.

A folder that is not mounted, or half synchronised, must not empty the archive.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.errors import ManyRemovals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

UNASKED = 1
"""So many pages may always go: whoever takes one file away has meant it."""

MOST = 0.5
"""Share of the pages of one subfolder, or of one zip, beyond which it counts as gone."""


def too_many(removed: Collection[str], stored: Collection[str], share: float) -> bool:
    """Whether to ask before the pages `removed` go, of all that are `stored` of the same folders.

    Both hold source names. More than `share` of all is too many, and so is most of a subfolder;
    with a share of 1 nothing is.
    """
    if share >= 1 or len(removed) <= UNASKED:
        return False
    if len(removed) > share * len(stored):
        return True
    gone, held = _by_folder(removed), _by_folder(stored)
    return any(count > UNASKED and count > MOST * held[folder] for folder, count in gone.items())


def _by_folder(sources: Iterable[str]) -> Counter[PurePosixPath]:
    """Count the pages in each folder, also those of the folders in it; of no folder, not at all."""
    parents = (PurePosixPath(source).parents for source in sources)
    return Counter(folder for folders in parents for folder in folders if folder.name)


class Removals:
    """The removals of one load, of the `stored` pages of its folders.

    `allowed` are pages that may go, however many they are; `None` stands for all.
    """

    def __init__(
        self, stored: Collection[str], share: float, allowed: Collection[str] | None
    ) -> None:
        self._stored = stored
        self._share = share
        self._allowed = allowed
        self._removed: list[str] = []

    def add(self, removed: Collection[str]) -> None:
        """Hear of pages that are about to go. Raises `ManyRemovals` where that must be asked.

        It names those heard of so far: what only the last batch of a load can tell is asked anew.
        """
        self._removed += removed
        if removed and self.ask_first and not self._are_allowed():
            raise ManyRemovals(tuple(self._removed), len(self._stored))

    @property
    def ask_first(self) -> bool:
        """Whether so many pages go that somebody must have allowed it."""
        return too_many(self._removed, self._stored, self._share)

    def _are_allowed(self) -> bool:
        return self._allowed is None or set(self._removed) <= set(self._allowed)
