"""Which generation a question works with: the live one, or the last good one where it is damaged.

It is opened once and shared; notices that editors put on articles are laid over it.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from retrieval.damage import damage_of, with_pages
from retrieval.errors import GenerationDamaged, GenerationMismatch
from retrieval.index.generation import open_generation
from retrieval.index.manifest import check_recipe, read_manifest
from retrieval.index.store import UNNAMED

if TYPE_CHECKING:
    from retrieval.index.generation import Generation
    from retrieval.index.manifest import Recipe
    from retrieval.index.store import GenerationStore
    from retrieval.operating.notices import NoticeStore
    from retrieval.types import Damage, GenerationNumber, Notices

logger = logging.getLogger(__name__)


class Serving:
    """The generation of one data folder that readers see. Safe to share between threads."""

    def __init__(self, store: GenerationStore, notices: NoticeStore, recipe: Recipe) -> None:
        self._store = store
        self._notices = notices
        self._recipe = recipe
        self._opening = threading.Lock()
        self._pointer: GenerationNumber | None = None
        self._opened: Generation | None = None
        self._seen: tuple[Generation, Notices, Generation] | None = None
        self._damage: tuple[Damage, ...] = ()

    def bare(self) -> Generation | None:
        """Return the generation that is served, without notices; `None` before the first load.

        Raises `GenerationDamaged` when neither the live one nor one before it is good, and
        `GenerationMismatch`.
        """
        pointer = self._live()
        if pointer is None or (self._opened is not None and self._pointer == pointer):
            return self._opened if pointer is not None else None
        with self._opening:
            if self._opened is None or self._pointer != pointer:
                self._opened, self._damage = self._open(pointer)
                self._pointer = pointer
            return self._opened

    def noticed(self) -> Generation | None:
        """Return the generation as readers see it, under the notices. Raises as `bare`.

        Raises `NoticesDamaged`.
        """
        generation, notices = self.bare(), self._notices.current()
        if generation is None:
            return None
        seen = self._seen
        if seen is None or seen[0] is not generation or seen[1] is not notices:
            self._seen = seen = (generation, notices, generation.noticed(notices))
        return seen[2]

    def take(self, generation: Generation) -> None:
        """Serve a generation that was opened, checked and made live just now."""
        with self._opening:
            self._opened, self._damage = generation, ()
            self._pointer = generation.number

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What was damaged when the generation that is served was opened; empty as a rule."""
        return self._damage

    def _live(self) -> GenerationNumber | None:
        try:
            return self._store.current()
        except GenerationDamaged:
            return UNNAMED

    def _open(self, pointer: GenerationNumber) -> tuple[Generation, tuple[Damage, ...]]:
        damage: list[Damage] = []
        first: GenerationDamaged | None = None
        for number in self._store.to_be_served():
            try:
                opened = self._opened_one(number)
            except GenerationDamaged as error:
                logger.error("generation %d is damaged: %s", number, error.problem)  # noqa: TRY400
                first = first or error
                damage.append(damage_of(self._store, number, error))
            except GenerationMismatch:
                if number == pointer:  # nothing is damaged: another model or schema is in use
                    raise
            else:
                pages = opened.catalogue.pages() if damage else {}
                return opened, tuple(with_pages(one, self._store, pages) for one in damage)
        assert first is not None
        self._damage = tuple(damage)
        raise first

    def _opened_one(self, number: GenerationNumber) -> Generation:
        if number == UNNAMED:
            self._store.current()  # says what is wrong
        folder = self._store.folder(number)
        check_recipe(read_manifest(folder), self._recipe)
        return open_generation(folder)
