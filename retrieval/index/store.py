"""Where the generations of a data folder lie, which one is current, and who may write.

A generation is built in a folder aside, renamed into place, and goes live when the `current`
file is replaced; each step is atomic, so a kill at any point leaves the old one whole.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.errors import ArchiveBusy, GenerationDamaged, GenerationUnknown
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT_GENERATIONS = 5

_ASIDE = ".building-"


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
        if not self._generations.is_dir():
            return ()
        numbers = (int(p.name) for p in self._generations.iterdir() if p.name.isdigit())
        return tuple(GenerationNumber(n) for n in sorted(numbers))

    def current(self) -> GenerationNumber | None:
        """Return the number of the live generation, or `None` before the first load.

        Raises `GenerationDamaged` when the file that names it is damaged.
        """
        try:
            content = self._current.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            content = ""
        if not content.isdigit():
            raise GenerationDamaged(0, f"{self._current.name} names no generation")
        return GenerationNumber(int(content))

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write in this data folder. Raises `ArchiveBusy` at once if taken."""
        self._generations.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._data_dir / "write.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise ArchiveBusy(str(self._data_dir)) from None
        try:
            self._clear_abandoned()
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def aside(self, base: GenerationNumber | None) -> Iterator[Path]:
        """Give a folder to build in: empty, or a copy of generation `base`; gone afterwards."""
        folder = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=self._generations))
        try:
            if base is not None:
                shutil.copytree(self.folder(base), folder, dirs_exist_ok=True)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def next_number(self) -> GenerationNumber:
        """Return a number higher than every kept or current one, as far as that can be read."""
        live = None
        with contextlib.suppress(GenerationDamaged):
            live = self.current()
        return GenerationNumber(max((*self.kept(), live or 0)) + 1)

    def put(self, folder: Path, number: GenerationNumber) -> None:
        """Rename a sealed folder into place, its contents on disk first."""
        for path in (*folder.rglob("*"), folder):
            _flush(path)
        folder.rename(self.folder(number))
        _flush(self._generations)

    def activate(self, number: GenerationNumber) -> None:
        """Make a kept generation the live one. Raises `GenerationUnknown`."""
        if not self.folder(number).is_dir():
            raise GenerationUnknown(number, self.kept())
        pending = self._current.with_suffix(".new")
        pending.write_text(f"{number}\n", encoding="ascii")
        _flush(pending)
        pending.replace(self._current)
        _flush(self._data_dir)

    def prune(self) -> None:
        """Delete the oldest generations beyond `KEPT_GENERATIONS`, never the live one."""
        live = self.current()
        for number in self.kept()[:-KEPT_GENERATIONS]:
            if number != live:
                shutil.rmtree(self.folder(number), ignore_errors=True)

    def _clear_abandoned(self) -> None:
        for path in self._generations.glob(f"{_ASIDE}*"):
            shutil.rmtree(path, ignore_errors=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
