"""Says what a data folder holds from its manifest and catalogue, loading no model and no index."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from retrieval.errors import GenerationDamaged
from retrieval.index.catalogue import Catalogue
from retrieval.index.manifest import read_manifest
from retrieval.index.store import GenerationStore
from retrieval.types import ArchiveStatus

if TYPE_CHECKING:
    from pathlib import Path


def read_status(data_dir: Path, model: str) -> ArchiveStatus:
    """Return what the live generation in `data_dir` holds; `model` is named before the first load.

    Raises `GenerationDamaged` when its manifest or its catalogue cannot be read.
    """
    store = GenerationStore(data_dir)
    number, kept = store.current(), store.kept()
    if number is None:
        return ArchiveStatus(None, None, model, 0, 0, 0, 0, None, None, kept)
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
        generations_kept=kept,
    )
