"""One generation, opened: a sealed folder with catalogue, lexical and dense indexes.

`editor.py` fills such a folder and `manifest.py` seals it; where generations lie and which one is
current is the business of `store.py`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.errors import GenerationDamaged
from retrieval.index.catalogue import Catalogue
from retrieval.index.dense import FaissIndex
from retrieval.index.lexical import TantivyIndex
from retrieval.index.manifest import Manifest, check_files, read_manifest
from retrieval.index.recent import Recent
from retrieval.index.vectors import PASSAGES_FILE, SENTENCES_FILE, VectorTable

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.types import GenerationNumber, Notices


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation, read only and safe to share between threads."""

    manifest: Manifest
    catalogue: Catalogue
    recent: Recent
    lexical: TantivyIndex
    passages: FaissIndex
    sentences: VectorTable

    @property
    def number(self) -> GenerationNumber:
        """Its number, higher than those of all that were built before it."""
        return self.manifest.number

    def noticed(self, notices: Notices) -> Generation:
        """Return the same generation as readers see it: nothing of what is withdrawn is found."""
        catalogue = self.catalogue.noticed(notices)
        of_each = (self.catalogue.passages_of(i) for i in notices.withdrawn)
        hidden = frozenset(passage.id for passages in of_each for passage in passages)
        return dataclasses.replace(
            self,
            catalogue=catalogue,
            recent=Recent(catalogue),
            lexical=self.lexical.without(hidden),
            passages=self.passages.without(hidden),
        )


def open_generation(folder: Path) -> Generation:
    """Open a sealed generation after checking its files. Raises `GenerationDamaged`."""
    check_files(folder, read_manifest(folder))
    return open_sealed(folder)


def open_sealed(folder: Path, base: Generation | None = None) -> Generation:
    """Open a generation that was sealed just now, so that its files need no check.

    What it shares with the `base` that it was built on is copied in memory. Raises
    `GenerationDamaged` for what cannot be opened.
    """
    manifest = read_manifest(folder)
    try:
        return Generation(
            manifest=manifest,
            catalogue=(catalogue := Catalogue.read(folder)),
            recent=Recent(catalogue),
            lexical=TantivyIndex.read(folder),
            passages=FaissIndex.load(folder / PASSAGES_FILE, base.passages if base else None),
            sentences=VectorTable.load(folder / SENTENCES_FILE),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise GenerationDamaged(manifest.number, str(error)) from error
