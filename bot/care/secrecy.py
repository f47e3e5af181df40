"""Whether what is secret can be read by others on this machine."""

from __future__ import annotations

import logging
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def warn_of_open_file(path: Path) -> None:
    """Warn when other users may read or write a file that holds the token; no file, no warning."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if mode & OTHERS:
        logger.warning("%s can be read by other users: run `chmod 600 %s`", path, path)
