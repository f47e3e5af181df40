"""What is wrong with a stored generation: which file of it, and which pages it alone has.

Files are held to their checksums; no index is opened.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import sqlite3
from typing import TYPE_CHECKING

from retrieval.errors import GenerationDamaged
from retrieval.index.catalogue import FILE_NAME as CATALOGUE
from retrieval.index.catalogue import Catalogue
from retrieval.index.manifest import MANIFEST_FILE, check_files, read_manifest
from retrieval.index.store import UNNAMED
from retrieval.types import Damage, DamageFault

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from retrieval.index.store import GenerationStore
    from retrieval.types import GenerationNumber, LoadReport

POINTER = "current"
"""The file of the data folder that names the live generation."""


def examine(store: GenerationStore, number: GenerationNumber) -> Damage | None:
    """Return what is damaged of a generation, or of what names the live one (`UNNAMED`).

    `None` where all is as it was sealed. What only it has is not looked for: see `with_pages`.
    """
    try:
        if number == UNNAMED:
            store.current()
            return None
        manifest = read_manifest(store.folder(number))
        check_files(store.folder(number), manifest)
    except GenerationDamaged as error:
        fault, file = _found(store, number)
        return Damage(number, error.problem, fault, file)
    return None


def damage_of(store: GenerationStore, number: GenerationNumber, error: GenerationDamaged) -> Damage:
    """Return the damage that an error told of; one of no file is that it could not be opened."""
    return examine(store, number) or Damage(number, error.problem)


def with_pages(
    damage: Damage, store: GenerationStore, served: Mapping[str, tuple[str, str]]
) -> Damage:
    """Return a damage with the pages that what is `served` has not, or has in another text.

    `served` holds (origin, sha256) by source, as `Catalogue.pages` does. Where the damaged
    generation's own catalogue cannot be trusted, `None` stands for what nobody can say.
    """
    if damage.number == UNNAMED:
        return dataclasses.replace(damage, pages=())
    held = None if damage.file == CATALOGUE else _pages(store.folder(damage.number))
    if held is None:
        return dataclasses.replace(damage, pages=None)
    only = (s for s, (_, sha256) in held.items() if served.get(s, ("", ""))[1] != sha256)
    return dataclasses.replace(damage, pages=tuple(only))


def with_damage(report: LoadReport, damage: Collection[Damage]) -> LoadReport:
    """Return the report of a load with the damage that it began with.

    Of each are named the pages that did not come back with the load.
    """
    back = {*report.pages_added, *report.pages_changed}
    left = (
        dataclasses.replace(one, pages=tuple(page for page in one.pages if page not in back))
        if one.pages is not None
        else one
        for one in damage
    )
    return dataclasses.replace(report, damaged=tuple(left))


def _found(store: GenerationStore, number: GenerationNumber) -> tuple[DamageFault, str]:
    """Return the first file that is not as it was sealed, and what is wrong with it."""
    if number == UNNAMED:
        return DamageFault.CHANGED, POINTER
    folder = store.folder(number)
    try:
        manifest = read_manifest(folder)
    except GenerationDamaged:
        missing = not (folder / MANIFEST_FILE).is_file()
        return (DamageFault.MISSING if missing else DamageFault.CHANGED), MANIFEST_FILE
    for name, digest in manifest.files.items():
        fault = _fault(folder / name, digest)
        if fault is not None:
            return fault, name
    return DamageFault.ADDED, ""


def _fault(path: Path, digest: str) -> DamageFault | None:
    try:
        with path.open("rb") as file:
            held = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return DamageFault.MISSING
    except OSError:
        return DamageFault.UNREADABLE
    return DamageFault.CHANGED if held != digest else None


def _pages(folder: Path) -> dict[str, tuple[str, str]] | None:
    try:
        with contextlib.closing(Catalogue.read(folder)) as catalogue:
            return catalogue.pages()
    except sqlite3.Error:
        return None
