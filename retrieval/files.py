"""Files that must survive a kill and a power cut: replaced as a whole, and flushed to the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASIDE = ".aside-"


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in place of another: whoever reads sees the old one or the new one, whole."""
    pending = path.with_name(path.name + ".new")
    pending.write_bytes(content)
    flush(pending)
    pending.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stamp_of(path: Path | str) -> tuple[int, int, int]:
    """Return what differs whenever a file was replaced or written. Raises `OSError`."""
    held = os.stat(path)  # noqa: PTH116 - asked before every question
    return held.st_ino, held.st_mtime_ns, held.st_size


@contextlib.contextmanager
def aside_folder(parent: Path) -> Iterator[Path]:
    """Give a folder to work in that is gone afterwards, or cleared later if we are killed."""
    folder = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_aside(parent: Path) -> None:
    """Delete what a killed process left of such folders; none may be in use."""
    for folder in parent.glob(f"{_ASIDE}*"):
        shutil.rmtree(folder, ignore_errors=True)
