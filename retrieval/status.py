"""Says what a data folder holds from its manifest and catalogue, loading no model and no index."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sqlite3
from typing import TYPE_CHECKING

from retrieval.damage import damage_of, examine, with_pages
from retrieval.errors import GenerationDamaged
from retrieval.files import stamp_of
from retrieval.index.catalogue import FILE_NAME as CATALOGUE
from retrieval.index.catalogue import Catalogue
from retrieval.index.manifest import MANIFEST_FILE, read_manifest
from retrieval.index.store import UNNAMED, GenerationStore
from retrieval.operating.notices import NoticeStore
from retrieval.types import (
    ArchiveStatus,
    GenerationState,
    GenerationSummary,
    Notices,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.types import Damage, GenerationNumber

    _Key = tuple[GenerationNumber, tuple[object, ...], tuple[GenerationNumber, ...], Notices]

_TOLD_FROM = (MANIFEST_FILE, CATALOGUE)


def read_status(data_dir: Path, model: str) -> ArchiveStatus:
    """Say once what a data folder holds; every file of the live generation is read for damage.

    Raises like `StatusReader.read`.
    """
    store = GenerationStore(data_dir)
    return StatusReader(store, NoticeStore(data_dir), model).read(_passed_over(store))


class StatusReader:
    """Says what one data folder holds. Safe to share between threads.

    It is asked with every question, so what was read is told until one of the files is another.
    """

    def __init__(self, store: GenerationStore, notices: NoticeStore, model: str) -> None:
        self._store = store
        self._notices = notices
        self._model = model
        self._known: tuple[_Key, ArchiveStatus] | None = None

    def read(self, known: tuple[Damage, ...] = ()) -> ArchiveStatus:
        """Return what the live generation holds; before the first load, the model is named.

        `known` is damage that was found when a generation was opened. Where the manifest or the
        catalogue cannot be read, the last good generation before it is told of, and the damage;
        other files are checked when it is opened. Raises `GenerationDamaged` when none is good,
        and `NoticesDamaged`.
        """
        notices = self._notices.current()
        key, remembered = self._key(notices), self._known
        if key and remembered and remembered[0] == key and not known:
            return remembered[1]
        held, damaged = self._good(known, notices)
        status = dataclasses.replace(held, damaged=damaged)
        self._known = (key, status) if key and not damaged else None
        return status

    def _key(self, notices: Notices) -> _Key | None:
        """Return what differs whenever the status may; `None` where that cannot be told."""
        try:
            number = self._store.current()
            if number is None:
                return None
            folder = os.fspath(self._store.folder(number))
            stamps = tuple(stamp_of(f"{folder}{os.sep}{name}") for name in _TOLD_FROM)
            return number, stamps, self._store.kept(), notices
        except (OSError, GenerationDamaged):  # what is missing is named as it is read
            return None

    def _good(
        self, known: tuple[Damage, ...], notices: Notices
    ) -> tuple[ArchiveStatus, tuple[Damage, ...]]:
        """Return what the first generation that can be read holds, and which were passed over."""
        damaged: list[Damage] = []
        first: GenerationDamaged | None = None
        passed_over = {damage.number: damage for damage in known}
        for number in self._store.to_be_served():
            if number in passed_over:
                damaged.append(passed_over[number])
                continue
            try:
                held = _held(self._store, number, notices)
                fresh = [damage for damage in damaged if damage.number not in passed_over]
                named = {one.number: one for one in _named(fresh, self._store, number)}
                return held, tuple(named.get(one.number, one) for one in damaged)
            except GenerationDamaged as error:
                first = first or error
                damaged.append(damage_of(self._store, number, error))
        if first is not None:
            raise first
        return ArchiveStatus(None, None, self._model, 0, 0, 0, 0, None, None, ()), ()


def _passed_over(store: GenerationStore) -> tuple[Damage, ...]:
    """Return the damage of what is to be served before the first generation that is whole."""
    damaged: list[Damage] = []
    for number in store.to_be_served():
        damage = examine(store, number)
        if damage is None:
            return _named(damaged, store, number)
        damaged.append(damage)
    return ()


def _named(
    damaged: Sequence[Damage], store: GenerationStore, number: GenerationNumber
) -> tuple[Damage, ...]:
    """Return damage with the pages that generation `number`, which is served, has not."""
    if not damaged:
        return ()
    try:
        with contextlib.closing(Catalogue.read(store.folder(number))) as catalogue:
            served = catalogue.pages()
    except sqlite3.Error as error:
        raise GenerationDamaged(number, f"its catalogue cannot be read: {error}") from error
    return tuple(with_pages(one, store, served) for one in damaged)


def _held(store: GenerationStore, number: GenerationNumber, notices: Notices) -> ArchiveStatus:
    if number == UNNAMED:
        store.current()  # says what is wrong
    folder = store.folder(number)
    manifest = read_manifest(folder)
    try:
        with contextlib.closing(Catalogue.read(folder)) as catalogue:
            counts, (first_day, last_day) = catalogue.counts(), catalogue.days()
            withdrawn = len(catalogue.stored(notices.withdrawn))
            corrected = len(catalogue.stored(notices.corrected))
    except sqlite3.Error as error:
        raise GenerationDamaged(number, f"its catalogue cannot be read: {error}") from error
    return ArchiveStatus(
        generation=number,
        built_at=manifest.built_at,
        model=manifest.recipe.model,
        pages=counts.pages,
        articles=counts.articles - withdrawn,
        passages=counts.passages,
        sentences=counts.sentences,
        first_day=first_day,
        last_day=last_day,
        generations_kept=store.kept(),
        withdrawn=withdrawn,
        corrected=corrected,
    )


def summaries(store: GenerationStore) -> tuple[GenerationSummary, ...]:
    """Return every stored generation, ascending, each held to its checksums.

    Live is the one that readers see. No index is loaded, but every file is read.
    """
    damaged = {number: examine(store, number) for number in store.kept()}
    live = next((n for n in store.to_be_served() if n in damaged and not damaged[n]), None)
    return tuple(_summary(store, number, live, damage) for number, damage in damaged.items())


def _summary(
    store: GenerationStore,
    number: GenerationNumber,
    live: GenerationNumber | None,
    damage: Damage | None,
) -> GenerationSummary:
    folder, refusal = store.folder(number), store.refusal(number)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        held = _held(store, number, Notices())
    except GenerationDamaged as error:
        damage, held = damage or damage_of(store, number, error), None
    if damage is not None:
        return _damaged(damage, held, size)
    assert held is not None
    state = GenerationState.KEPT if refusal is None else GenerationState.REFUSED
    return GenerationSummary(
        number=number,
        state=GenerationState.LIVE if number == live else state,
        built_at=held.built_at,
        pages=held.pages,
        articles=held.articles,
        first_day=held.first_day,
        last_day=held.last_day,
        size_bytes=size,
        problems=refusal or (),
    )


def _damaged(damage: Damage, held: ArchiveStatus | None, size: int) -> GenerationSummary:
    """Return a damaged generation with as much as can still be read of it."""
    return GenerationSummary(
        number=damage.number,
        state=GenerationState.DAMAGED,
        built_at=held.built_at if held else None,
        pages=held.pages if held else 0,
        articles=held.articles if held else 0,
        first_day=held.first_day if held else None,
        last_day=held.last_day if held else None,
        size_bytes=size,
        problems=(damage.problem,),
        damage=damage,
    )
