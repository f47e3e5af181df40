"""Files that must survive a kill and a power cut: replaced as a whole, and flushed to the disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


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
