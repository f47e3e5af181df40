"""From a model's name to its embedder and the identity of its vectors, loading nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from retrieval.embed import builtin
from retrieval.embed.sentence_transformer import SentenceTransformerEmbedder
from retrieval.errors import ModelError

_BUILTIN_PREFIX = "builtin:"


def embedder_for(name: str, data_dir: Path) -> SentenceTransformerEmbedder:
    """Return the embedder that `name` names: `builtin:e5-small`, a folder, or a model on a hub.

    Raises `ModelError` for a built-in name that does not exist, or a folder without a model.
    """
    if name.startswith(_BUILTIN_PREFIX):
        if name != builtin.NAME:
            raise ModelError(f"there is no built-in model {name}; the only one is {builtin.NAME}")
        return SentenceTransformerEmbedder(builtin.key(), lambda: builtin.prepare(data_dir))
    folder = Path(name).expanduser()
    if folder.is_dir():
        return SentenceTransformerEmbedder(_folder_key(folder), lambda: folder)
    if name.startswith((".", "/", "~")):
        raise ModelError(f"EMBEDDING_MODEL names the folder {name}, which does not exist")
    return SentenceTransformerEmbedder(name, lambda: name)


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
