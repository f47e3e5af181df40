"""From a model's name to its embedder and the identity of its vectors."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embed import builtin
from retrieval.embed.exported import FORM, read_description
from retrieval.embed.prepare import export_folder, prepare_export
from retrieval.embed.runtime import OnnxEmbedder
from retrieval.embed.sentence_transformer import SentenceTransformerEmbedder
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.ports import Embedder

logger = logging.getLogger(__name__)

_BUILTIN_PREFIX = "builtin:"


def embedder_for(name: str, data_dir: Path) -> Embedder:
    """Return the embedder that `name` names: `builtin:e5-small`, a folder, or a model on a hub.

    The first call for a model exports it to the fast runtime, which takes about half a minute;
    what has no faithful export is run by sentence-transformers, and the log says why. Raises
    `ModelError` for a built-in name that does not exist, a folder without a model, and a model that
    cannot be loaded.
    """
    key, locate = _identify(name, data_dir)
    folder, description = prepare_export(key, locate, data_dir)
    if not description.refused:
        return OnnxEmbedder(f"{key}+{FORM}", folder, description)
    logger.warning(
        "model %s is run by sentence-transformers, which is slower: %s", key, description.refused
    )
    return SentenceTransformerEmbedder(key, locate)


def prepared_key(name: str, data_dir: Path) -> str | None:
    """Return the key of the model that `name` names, loading and making nothing.

    `None` of one that was not prepared yet. Raises `ModelError` for a name that cannot be a model.
    """
    key, _ = _identify(name, data_dir)
    description = read_description(export_folder(key, data_dir))
    if description is None:
        return None
    return key if description.refused else f"{key}+{FORM}"


def reference_for(name: str, data_dir: Path) -> Embedder:
    """Return the same model run by sentence-transformers in float32, to compare with.

    Raises like `embedder_for`.
    """
    key, locate = _identify(name, data_dir)
    return SentenceTransformerEmbedder(key, locate, full_precision=True)


def _identify(name: str, data_dir: Path) -> tuple[str, Callable[[], Path | str]]:
    """Return the identity of a model, and what finds it for sentence-transformers."""
    if name.startswith(_BUILTIN_PREFIX):
        if name != builtin.NAME:
            raise ModelError(f"there is no built-in model {name}; the only one is {builtin.NAME}")
        return builtin.key(), lambda: builtin.prepare(data_dir)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _folder_key(folder), lambda: folder
    if name.startswith((".", "/", "~")):
        raise ModelError(f"EMBEDDING_MODEL names the folder {name}, which does not exist")
    return name, lambda: name


def _folder_key(folder: Path) -> str:
    """Name a model folder by what is in it: sizes of its weights, contents of its small files."""
    if not (folder / "modules.json").is_file():
        raise ModelError(f"{folder} is no sentence-transformers model: it has no modules.json")
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}:{path.stat().st_size};".encode())
            if path.suffix == ".json":
                digest.update(path.read_bytes())
    return f"{folder.name}@{digest.hexdigest()[:12]}"
