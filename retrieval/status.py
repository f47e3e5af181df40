"""Says what a data folder holds from its manifest and catalogue, loading no model and no index."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sqlite3
from typing import TYPE_CHECKING

from retrieval.errors import GenerationDamaged
from retrieval.files import stamp_of
from retrieval.index.catalogue import FILE_NAME as CATALOGUE
from retrieval.index.catalogue import Catalogue
from retrieval.index.manifest import MANIFEST_FILE, read_manifest
from retrieval.index.store import UNNAMED, GenerationStore
from retrieval.operating.notices import NoticeStore
from retrieval.types import (
    ArchiveStatus,
    Damage,
    GenerationState,
    GenerationSummary,
)

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.types import GenerationNumber, Notices

    _Key = tuple[GenerationNumber, tuple[object, ...], tuple[GenerationNumber, ...], Notices]

_TOLD_FROM = (MANIFEST_FILE, CATALOGUE)


def read_status(data_dir: Path, model: str) -> ArchiveStatus:
    """Say once what a data folder holds. Raises like `StatusReader.read`."""
    return StatusReader(GenerationStore(data_dir), NoticeStore(data_dir), model).read()


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
        held, damaged = self._good(known)
        status = dataclasses.replace(
            held,
            damaged=damaged,
            withdrawn=len(notices.withdrawn),
            corrected=len(notices.corrected),
        )
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

    def _good(self, known: tuple[Damage, ...]) -> tuple[ArchiveStatus, tuple[Damage, ...]]:
        """Return what the first generation that can be read holds, and which were passed over."""
        damaged: list[Damage] = []
        first: GenerationDamaged | None = None
        passed_over = {damage.number: damage for damage in known}
        for number in self._store.to_be_served():
            if number in passed_over:
                damaged.append(passed_over[number])
                continue
            try:
                return _held(self._store, number), tuple(damaged)
            except GenerationDamaged as error:
                first = first or error
                damaged.append(Damage(number, error.problem))
        if first is not None:
            raise first
        return ArchiveStatus(None, None, self._model, 0, 0, 0, 0, None, None, ()), ()


def _held(store: GenerationStore, number: GenerationNumber) -> ArchiveStatus:
    if number == UNNAMED:
        store.current()  # says what is wrong
    folder = store.folder(number)
    manifest = read_manifest(folder)
    try:
        with contextlib.closing(Catalogue.read(folder)) as catalogue:
            counts, (first_day, last_day) = catalogue.counts(), catalogue.days()
    except sqlite3.Error as error:
        raise GenerationDamaged(number, f"its catalogue cannot be read: {error}") from error
    return ArchiveStatus(
        generation=number,
        built_at=manifest.built_at,
        model=manifest.recipe.model,
        pages=counts.pages,
        articles=counts.articles,
        passages=counts.passages,
        sentences=counts.sentences,
        first_day=first_day,
        last_day=last_day,
        generations_kept=store.kept(),
    )


def summaries(store: GenerationStore) -> tuple[GenerationSummary, ...]:
    """Return every stored generation, ascending; no index is loaded and no checksum compared."""
    live = None
    with contextlib.suppress(GenerationDamaged):
        live = store.current()
    return tuple(_summary(store, number, live) for number in store.kept())


def _summary(
    store: GenerationStore, number: GenerationNumber, live: GenerationNumber | None
) -> GenerationSummary:
    folder, refusal = store.folder(number), store.refusal(number)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        held = _held(store, number)
    except GenerationDamaged as error:
        state = GenerationState.DAMAGED
        return GenerationSummary(number, state, None, 0, 0, None, None, size, (error.problem,))
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
