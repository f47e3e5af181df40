"""Puts a backup into a data folder: unpacked aside, verified, then moved in, the pointer last.

Killed at any point, the folder serves what it served before; the same command again goes on.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import shutil
import sqlite3
import tarfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from retrieval.errors import BackupError, GenerationDamaged
from retrieval.files import aside_folder, flush
from retrieval.index.manifest import check_files, read_manifest, write_manifest
from retrieval.index.store import GenerationStore
from retrieval.operating import notices
from retrieval.operating.backup import CONTENTS_FILE, FORM, GENERATION, STATE
from retrieval.operating.gate import FOLDER_NAME as GATE
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MADE_AGAIN = frozenset({"models", "cache"})
_CHUNK = 1 << 20


def restore(path: Path, data_dir: Path, *, force: bool = False) -> GenerationNumber:
    """Restore a backup into a data folder, and return the generation that is live then.

    With `force` the folder may hold something: its state and notices are replaced, its generations
    stay to go back to. Raises `BackupError`, `ArchiveBusy`, `FolderTaken` while a bot runs on the
    folder, and `StorageFailed`.
    """
    if not force and _held(data_dir):
        raise BackupError(str(data_dir), "is not empty", "name an empty DATA_DIR, or add --force")
    store = GenerationStore(data_dir)
    before = frozenset(data_dir.iterdir()) if data_dir.is_dir() else None
    with (
        store.serving(),
        store.writing(),
        _leaving_nothing(data_dir, before),  # while nobody else can hold the locks
        aside_folder(data_dir) as unpacked,
    ):
        with _readable(path):
            _unpack(path, unpacked)
            _verify(path, unpacked)
        number = _number(store, unpacked / GENERATION)
        store.put(unpacked / GENERATION, number)
        _replace_state(unpacked, data_dir)
        store.activate(number)
    return number


def _held(data_dir: Path) -> bool:
    """Whether a folder holds anything that could be lost."""
    entries = data_dir.iterdir() if data_dir.is_dir() else ()
    kept = (e for e in entries if e.name not in MADE_AGAIN and e.suffix != ".lock")
    return any(entry.is_file() or any(entry.iterdir()) for entry in kept)


@contextlib.contextmanager
def _leaving_nothing(data_dir: Path, before: frozenset[Path] | None) -> Iterator[None]:
    """Take away what was made to work with, locks and empty folders, when the block fails.

    `before` is what stood there; `None` where there was no folder.
    """
    try:
        yield
    except BaseException:
        for entry in frozenset(data_dir.iterdir()) - (before or frozenset()):
            if entry.suffix == ".lock":
                entry.unlink()
            elif entry.is_dir() and not any(entry.iterdir()):
                entry.rmdir()
        if before is None and not any(data_dir.iterdir()):
            data_dir.rmdir()
        raise


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        if error.filename != str(path):
            raise
        raise BackupError(str(path), "does not exist", "check the path") from error
    except (tarfile.TarError, EOFError, ValueError, KeyError, GenerationDamaged) as error:
        remedy = "take another backup"
        raise BackupError(str(path), f"is damaged or no backup ({error})", remedy) from error


def _unpack(path: Path, folder: Path) -> None:
    """Unpack what the list of contents names, each file against its checksum."""
    with tarfile.open(path) as tar:
        entries = iter(tar)
        files = _files(tar, next(entries, None))
        for entry in entries:
            if not entry.isreg() or entry.name not in files:
                raise ValueError(f"{entry.name!r} does not belong in it")
            target = folder / entry.name
            target.parent.mkdir(parents=True, exist_ok=True)
            source = tar.extractfile(entry)
            assert source is not None
            if _copy(source, target) != files.pop(entry.name):
                raise ValueError(f"{entry.name} does not match its checksum")
    if files:
        raise ValueError(f"{min(files)} is missing")


def _files(tar: tarfile.TarFile, entry: tarfile.TarInfo | None) -> dict[str, str]:
    """Read the list of contents: sha256 by name. No name leads out of the folder."""
    source = tar.extractfile(entry) if entry and entry.name == CONTENTS_FILE else None
    said: dict[str, Any] = json.load(source) if source else {}
    if said.get("form") != FORM:
        raise ValueError(f"it has no {CONTENTS_FILE} of the form {FORM}")
    files = {str(name): str(digest) for name, digest in said["files"].items()}
    for name in files:
        parts = PurePosixPath(name).parts
        known = name == notices.FILE_NAME or parts[0] in {GENERATION, STATE, GATE}
        if name.startswith("/") or ".." in parts or "\\" in name or not known:
            raise ValueError(f"{name!r} does not belong in it")
    return files


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _verify(path: Path, unpacked: Path) -> None:
    generation = unpacked / GENERATION
    check_files(generation, read_manifest(generation))
    for database in sorted((unpacked / STATE).glob("*.sqlite")):
        with contextlib.closing(sqlite3.connect(database)) as db:
            try:
                (found,) = db.execute("PRAGMA integrity_check").fetchone()
            except sqlite3.DatabaseError as error:
                found = str(error)
        if found != "ok":
            raise BackupError(str(path), f"{database.name} in it is damaged", "take another backup")


def _number(store: GenerationStore, generation: Path) -> GenerationNumber:
    """Let the generation keep its number where that is higher than all there are."""
    manifest = read_manifest(generation)
    number = GenerationNumber(max(manifest.number, store.next_number()))
    if number != manifest.number:
        write_manifest(generation, dataclasses.replace(manifest, number=number))
    return number


def _replace_state(unpacked: Path, data_dir: Path) -> None:
    for database in sorted((unpacked / STATE).glob("*.sqlite")):
        for ending in ("-wal", "-shm"):  # of the database that goes: they would spoil the new one
            (data_dir / f"{database.name}{ending}").unlink(missing_ok=True)
        flush(database)
        database.replace(data_dir / database.name)
    if (unpacked / notices.FILE_NAME).is_file():
        (unpacked / notices.FILE_NAME).replace(data_dir / notices.FILE_NAME)
    if (unpacked / GATE).is_dir():
        shutil.rmtree(data_dir / GATE, ignore_errors=True)
        (unpacked / GATE).replace(data_dir / GATE)
