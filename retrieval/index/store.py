"""Where the generations of a data folder lie, which one is current, and who may write.

A generation is built in a folder aside, renamed into place, and goes live when the `current`
file is replaced; each step is atomic, so a kill at any point leaves the old one whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.errors import (
    ArchiveBusy,
    FolderTaken,
    GenerationDamaged,
    GenerationUnknown,
    StorageFailed,
)
from retrieval.files import aside_folder, clear_aside, flush, replace_file
from retrieval.index.manifest import MANIFEST_FILE, REFUSAL_FILE, SEAL_FILE
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT_GENERATIONS = 5
KEPT_REFUSED = 2  # of generations that did not go live, to be looked at

UNNAMED = GenerationNumber(0)
"""Stands for a live generation that the file `current` does not name."""

UNFINISHED = ("its checks were not finished",)
_DIGEST_CHARS = 16


class GenerationStore:
    """The generations of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._generations = data_dir / "generations"
        self._current = data_dir / "current"

    def folder(self, number: GenerationNumber) -> Path:
        """Return the folder of a generation, whether it exists or not."""
        return self._generations / f"{number:06d}"

    def kept(self) -> tuple[GenerationNumber, ...]:
        """Return the numbers of the generations on disk, ascending."""
        try:
            names = os.listdir(self._generations)  # noqa: PTH208 - asked with every question
        except (FileNotFoundError, NotADirectoryError):
            return ()
        numbers = (int(name) for name in names if name.isdigit())
        return tuple(GenerationNumber(n) for n in sorted(numbers))

    def current(self) -> GenerationNumber | None:
        """Return the number of the live generation, or `None` before the first load.

        Raises `GenerationDamaged` when the file that names it is damaged.
        """
        try:
            content = self._current.read_bytes()
        except FileNotFoundError:
            return None
        number = content.split()[0] if content.split() else b""
        # Earlier versions wrote the number alone.
        if not number.isdigit() or content not in {_pointer(int(number)), number + b"\n"}:
            raise GenerationDamaged(0, f"{self._current.name} names no generation")
        return GenerationNumber(int(number))

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write in this data folder, and clear what a killed writer left.

        Raises `ArchiveBusy` at once if it is taken, and `StorageFailed` for what the folder or the
        disk refuses meanwhile.
        """
        with self._failing():
            self._generations.mkdir(parents=True, exist_ok=True)
            with self._lock("write.lock", ArchiveBusy(str(self._data_dir))):
                self._clear_abandoned()
                yield

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Hold this data folder as the one program that serves members from it.

        Who only asks or loads needs no such right. Raises `FolderTaken`, `StorageFailed`.
        """
        with self._failing():
            self._data_dir.mkdir(parents=True, exist_ok=True)
            lock = self._lock("serve.lock", FolderTaken(str(self._data_dir)))
            lock.__enter__()
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    def tidy(self) -> None:
        """Clear what a killed writer left, unless a writer is at work or nothing may be written."""
        with contextlib.suppress(ArchiveBusy, StorageFailed):
            if self._generations.is_dir():
                with self.writing():
                    pass

    @contextlib.contextmanager
    def _lock(self, name: str, refusal: Exception) -> Iterator[None]:
        lock = FileLock(self._data_dir / name, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise refusal from None
        try:
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        """Say of what the disk refuses which folder it was, and what to do."""
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            problem = getattr(error, "strerror", None) or str(error)
            raise StorageFailed(str(self._data_dir), problem) from error

    @contextlib.contextmanager
    def aside(self, base: GenerationNumber | None) -> Iterator[Path]:
        """Give a folder to build in, gone afterwards: empty, or a copy of generation `base`.

        The copy is on the disk then, so that little is left to wait for when all is written. It may
        be entered in another thread.
        """
        left = shutil.ignore_patterns("*.lock", MANIFEST_FILE, SEAL_FILE, REFUSAL_FILE)
        with aside_folder(self._generations) as folder:
            if base is not None:
                shutil.copytree(
                    self.folder(base),
                    folder,
                    dirs_exist_ok=True,
                    ignore=left,
                    copy_function=_copy_to_disk,
                )
            yield folder

    def next_number(self) -> GenerationNumber:
        """Return a number higher than every kept or current one, as far as that can be read."""
        live = None
        with contextlib.suppress(GenerationDamaged):
            live = self.current()
        return GenerationNumber(max((*self.kept(), live or 0)) + 1)

    def put(self, folder: Path, number: GenerationNumber) -> None:
        """Rename a sealed folder into place.

        Until it is made live or refused it counts as unfinished: the next writer clears it.
        """
        _write_refusal(folder, UNFINISHED)
        folder.rename(self.folder(number))
        flush(self._generations)

    def flush(self, number: GenerationNumber) -> None:
        """Wait until all of a generation is on the disk."""
        folder = self.folder(number)
        for path in (*folder.rglob("*"), folder):
            flush(path)

    def refuse(self, number: GenerationNumber, problems: tuple[str, ...]) -> None:
        """Keep a generation that must not go live, to be looked at."""
        _write_refusal(self.folder(number), problems)

    def refusal(self, number: GenerationNumber) -> tuple[str, ...] | None:
        """Return why a generation must not go live; `None` of one that may."""
        path = self.folder(number) / REFUSAL_FILE
        try:
            return tuple(map(str, json.loads(path.read_text(encoding="utf-8"))))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            return (f"{REFUSAL_FILE} cannot be read: {error}",)

    def good(self) -> tuple[GenerationNumber, ...]:
        """Return the numbers of the generations that were not refused, ascending."""
        return tuple(number for number in self.kept() if self.refusal(number) is None)

    def to_be_served(self) -> tuple[GenerationNumber, ...]:
        """Return the live generation, then the good ones before it, the newest first.

        `UNNAMED` comes first where the file that names the live one is damaged; () is before the
        first load.
        """
        good = self.good()[::-1]
        try:
            live = self.current()
        except GenerationDamaged:
            return (UNNAMED, *good)
        return () if live is None else (live, *(number for number in good if number < live))

    def activate(self, number: GenerationNumber) -> None:
        """Make a kept generation the live one, once it is on the disk; it is refused no longer.

        Raises `GenerationUnknown`.
        """
        if not self.folder(number).is_dir():
            raise GenerationUnknown(number, self.kept())
        self.flush(number)
        (self.folder(number) / REFUSAL_FILE).unlink(missing_ok=True)
        flush(self.folder(number))
        replace_file(self._current, _pointer(number))

    def prune(self) -> None:
        """Delete the oldest generations beyond those that are kept, never the live one."""
        live, good = self.current(), self.good()
        refused = [number for number in self.kept() if number not in good]
        for number in (*good[:-KEPT_GENERATIONS], *refused[:-KEPT_REFUSED]):
            if number != live:
                self._delete(number)

    def _delete(self, number: GenerationNumber) -> None:
        """Delete a generation: renamed first, so that a kill leaves no half of it to be seen."""
        with aside_folder(self._generations) as doomed:
            self.folder(number).rename(doomed / "doomed")

    def _clear_abandoned(self) -> None:
        for number in self.kept():
            if self.refusal(number) == UNFINISHED:
                self._delete(number)
        for folder in (self._generations, self._data_dir):
            clear_aside(folder)
        self._current.with_name("current.new").unlink(missing_ok=True)


def _copy_to_disk(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    flush(Path(target))


def _write_refusal(folder: Path, problems: tuple[str, ...]) -> None:
    content = json.dumps(problems, ensure_ascii=False, indent=1)
    replace_file(folder / REFUSAL_FILE, f"{content}\n".encode())


def _pointer(number: int) -> bytes:
    """Return what names the live generation: its number, and a checksum of that."""
    digest = hashlib.sha256(str(number).encode("ascii")).hexdigest()[:_DIGEST_CHARS]
    return f"{number} {digest}\n".encode("ascii")
