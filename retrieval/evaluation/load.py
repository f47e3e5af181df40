"""From a folder to a collection, whatever its layout.

A BEIR folder brings its own corpus; a folder in our question format asks the live archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import CollectionError
from retrieval.evaluation import beir, questions
from retrieval.evaluation.collections import Collection

if TYPE_CHECKING:
    from pathlib import Path


def load_collection(folder: Path) -> Collection:
    """Read a collection: a folder with `questions.jsonl`, or with a BEIR corpus and queries.

    Raises `CollectionError`, naming file and line, for anything that is missing or wrong.
    """
    if not folder.is_dir():
        raise CollectionError(str(folder), "no such folder: name the folder of a collection")
    if (folder / questions.FILE_NAME).is_file():
        return Collection(folder.name, questions.read(folder / questions.FILE_NAME))
    if beir.is_one(folder):
        return beir.read(folder)
    raise CollectionError(
        str(folder), "holds neither questions.jsonl nor corpus.jsonl[.gz] with queries.jsonl"
    )
