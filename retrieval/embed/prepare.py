"""Where the exports of a data folder lie, and how one is made: aside, once, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embed.exported import FORM, Description, read_description
from retrieval.errors import ModelError
from retrieval.own_process import run_module

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


def export_folder(key: str, data_dir: Path) -> Path:
    """Return where the export of the model with this key lives in a data folder."""
    name = re.sub(r"[^\w.-]+", "-", key).strip("-")[:60]
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()[:8]
    return data_dir / "models" / f"{name}-{digest}-{FORM}"


def prepare_export(
    key: str, locate: Callable[[], Path | str], data_dir: Path
) -> tuple[Path, Description]:
    """Make the export of a model unless it is there; return its folder and what it says of itself.

    `locate` returns the folder or the name of the model to export, and may take its time.
    Making it takes about half a minute, in another process. Raises `ModelError`.
    """
    target = export_folder(key, data_dir)
    description = read_description(target)
    if description is None:
        logger.warning("preparing the model %s for this machine, once: about half a minute", key)
        try:
            _make(str(locate()), target)
        except OSError as error:
            raise ModelError(f"cannot write the model to {target}: {error.strerror}") from error
        description = read_description(target)
    if description is None:
        raise ModelError(f"the model could not be written whole to {target}: is the disk full?")
    return target, description


def _make(model: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        _run(model, aside)
        if read_description(target) is None:  # absent, or damaged
            shutil.rmtree(target, ignore_errors=True)
            with contextlib.suppress(OSError):  # another process made it first
                aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _run(model: str, folder: Path) -> None:
    done = run_module("retrieval.embed.export", model, str(folder))
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it was killed: too little memory?"]
        raise ModelError(lines[-1])
