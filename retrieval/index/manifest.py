"""What a sealed generation says of itself: number, recipe, and a checksum of every file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from retrieval import names, text
from retrieval import passages as passages_room
from retrieval.errors import GenerationDamaged, GenerationMismatch
from retrieval.index.catalogue import SCHEMA_VERSION
from retrieval.index.vectors import VERSION as VECTORS_VERSION
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST_FILE = "manifest.json"
SEAL_FILE = "manifest.sha256"
REFUSAL_FILE = "refused.json"
_AT_ONCE = 2  # files that checksums are made of at once
_UNCOUNTED = frozenset({MANIFEST_FILE, SEAL_FILE, REFUSAL_FILE})


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a generation was built with; another recipe makes another index."""

    model: str
    words: str = f"{text.VERSION} {names.VERSION}"
    passages: str = passages_room.VERSION
    schema: str = f"catalogue/{SCHEMA_VERSION} {VECTORS_VERSION}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself. `files` maps relative paths to sha256 in hex."""

    number: GenerationNumber
    built_at: dt.datetime
    reader: str
    recipe: Recipe
    files: dict[str, str]


def seal(folder: Path, number: GenerationNumber, recipe: Recipe, reader: str) -> Manifest:
    """Write the manifest of a finished folder, with a checksum of every file in it."""
    names = list(_names(folder))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        files = dict(zip(names, pool.map(lambda name: _digest(folder / name), names), strict=True))
    manifest = Manifest(number, dt.datetime.now(dt.UTC), reader, recipe, files)
    write_manifest(folder, manifest)
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write what a generation says of itself."""
    content = json.dumps(asdict(manifest), default=_as_text, ensure_ascii=False, indent=1)
    (folder / MANIFEST_FILE).write_text(content + "\n", encoding="utf-8")
    (folder / SEAL_FILE).write_text(_digest(folder / MANIFEST_FILE) + "\n", encoding="ascii")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a generation's folder. Raises `GenerationDamaged`."""
    try:
        _check_seal(folder)
        raw = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        return Manifest(
            number=GenerationNumber(int(raw["number"])),
            built_at=dt.datetime.fromisoformat(raw["built_at"]),
            reader=raw["reader"],
            recipe=Recipe(**raw["recipe"]),
            files=dict(raw["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        number = int(folder.name) if folder.name.isdigit() else 0
        raise GenerationDamaged(number, f"{MANIFEST_FILE} cannot be read") from error


def _check_seal(folder: Path) -> None:
    """Hold the manifest to its checksum; generations of earlier versions have none."""
    path = folder / SEAL_FILE
    if path.is_file() and path.read_bytes() != f"{_digest(folder / MANIFEST_FILE)}\n".encode():
        raise ValueError(f"{MANIFEST_FILE} does not match its checksum")


def check_recipe(manifest: Manifest, wanted: Recipe) -> None:
    """Raise `GenerationMismatch`, naming the part, when a generation is of another recipe."""
    for part, value in asdict(wanted).items():
        built_with = getattr(manifest.recipe, part)
        if built_with != value:
            raise GenerationMismatch(manifest.number, part, built_with, value)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise `GenerationDamaged` when a file is missing, was added, or differs from its checksum."""
    if set(manifest.files) != set(_names(folder)):
        raise GenerationDamaged(manifest.number, "files are missing or were added")
    for name, digest in manifest.files.items():
        try:
            held = _digest(folder / name)
        except OSError as error:
            problem = f"{name} cannot be read: {error.strerror or error}"
            raise GenerationDamaged(manifest.number, problem) from error
        if held != digest:
            raise GenerationDamaged(manifest.number, f"{name} does not match its checksum")


def _names(folder: Path) -> Iterator[str]:
    """Yield the relative names of the files that count, in order; locks and manifests do not."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _UNCOUNTED and path.suffix != ".lock":
            yield path.relative_to(folder).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_text(value: object) -> str:
    assert isinstance(value, dt.datetime)
    return value.isoformat()
