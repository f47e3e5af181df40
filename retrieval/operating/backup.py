"""One file that holds a data folder: the live generation, the bot's state, notices, the gate's set.

Caches and models are left out, for they are made again. Every file in it has a checksum.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import sqlite3
import tarfile
from typing import TYPE_CHECKING

from retrieval.errors import BackupError, NothingLoaded, StorageFailed
from retrieval.files import aside_folder, flush
from retrieval.index.manifest import REFUSAL_FILE, check_files, read_manifest
from retrieval.index.store import GenerationStore
from retrieval.operating import notices
from retrieval.operating.gate import FOLDER_NAME as GATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORM = "wenbao-backup/1"
CONTENTS_FILE = "backup.json"
GENERATION = "generation"
STATE = "state"


def backup(data_dir: Path, out: Path) -> int:
    """Write the backup of a data folder to `out`, and return its size in bytes.

    A bot may go on serving meanwhile, a load may not: raises `ArchiveBusy`. Raises `NothingLoaded`,
    `GenerationDamaged` for a live generation that is not whole, `StorageFailed`, and `BackupError`
    when `out` exists.
    """
    if out.exists():
        raise BackupError(str(out), "exists already", "name another file, or remove this one")
    store = GenerationStore(data_dir)
    if store.current() is None:
        raise NothingLoaded
    pending = out.with_name(out.name + ".partial")
    try:
        with store.writing(), aside_folder(data_dir) as copies:
            _write(pending, dict(_contents(data_dir, store, copies)))
        flush(pending)
        pending.rename(out)
        flush(out.absolute().parent)
    except OSError as error:
        raise StorageFailed(str(out.parent), error.strerror or str(error)) from error
    finally:
        pending.unlink(missing_ok=True)
    return out.stat().st_size


def _contents(data_dir: Path, store: GenerationStore, copies: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name in the backup, file) of everything that is kept; databases are copied first."""
    number = store.current()
    assert number is not None
    folder = store.folder(number)
    check_files(folder, read_manifest(folder))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and path.name != REFUSAL_FILE:
            yield f"{GENERATION}/{path.relative_to(folder).as_posix()}", path
    for path in sorted(data_dir.glob("*.sqlite")):
        yield f"{STATE}/{path.name}", _copied(path, copies / path.name)
    if (data_dir / notices.FILE_NAME).is_file():
        yield notices.FILE_NAME, data_dir / notices.FILE_NAME
    for path in sorted((data_dir / GATE).rglob("*")):
        if path.is_file():
            yield f"{GATE}/{path.relative_to(data_dir / GATE).as_posix()}", path


def _copied(path: Path, copy: Path) -> Path:
    """Copy a database as of one moment, although somebody may be writing to it."""
    with (
        contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as one,
        contextlib.closing(sqlite3.connect(copy)) as other,
    ):
        one.backup(other)
    return copy


def _write(out: Path, contents: dict[str, Path]) -> None:
    files = {name: _digest(path) for name, path in contents.items()}
    made_at = dt.datetime.now(dt.UTC).isoformat()
    said = json.dumps({"form": FORM, "made_at": made_at, "files": files}, indent=1).encode()
    with tarfile.open(out, "w:gz" if ".gz" in out.suffixes else "w") as tar:
        entry = tarfile.TarInfo(CONTENTS_FILE)
        entry.size = len(said)
        tar.addfile(entry, io.BytesIO(said))
        for name, path in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            with path.open("rb") as file:
                tar.addfile(entry, file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
