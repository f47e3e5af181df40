"""Says what a data folder holds from its manifest and catalogue, loading no model and no index."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from typing import TYPE_CHECKING

from retrieval.errors import GenerationDamaged
from retrieval.index.catalogue import Catalogue
from retrieval.index.manifest import read_manifest
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

    from retrieval.types import GenerationNumber


def read_status(data_dir: Path, model: str, known: tuple[Damage, ...] = ()) -> ArchiveStatus:
    """Return what the live generation in `data_dir` holds; `model` is named before the first load.

    `known` is damage that was found when a generation was opened.

    Where its manifest or its catalogue cannot be read, the last good one before it is told of, and
    the damage; other files are checked when it is opened. Raises `GenerationDamaged` when none is
    good, and `NoticesDamaged`.
    """
    store = GenerationStore(data_dir)
    notices = NoticeStore(data_dir).current()
    damaged: list[Damage] = []
    first: GenerationDamaged | None = None
    passed_over = {damage.number: damage for damage in known}
    for number in store.to_be_served():
        if number in passed_over:
            damaged.append(passed_over[number])
            continue
        try:
            held = _held(store, number)
        except GenerationDamaged as error:
            first = first or error
            damaged.append(Damage(number, error.problem))
            continue
        return dataclasses.replace(
            held,
            damaged=tuple(damaged),
            withdrawn=len(notices.withdrawn),
            corrected=len(notices.corrected),
        )
    if first is not None:
        raise first
    return ArchiveStatus(None, None, model, 0, 0, 0, 0, None, None, store.kept())


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
