"""The exported form of an encoder: which files it is made of, and what its description says.

A leaf that the exporter, which writes such a folder, and the runtime, which reads it, share.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Raise it when the files or the numbers in them change: older exports are made again, and indexes
# that were made with them are refused.
FORM = "int8.1"

DESCRIPTION_FILE = "export.json"
GRAPH_FILE = "encoder.onnx"
ROWS_FILE = "token_rows.npy"
SCALES_FILE = "token_scales.npy"
TOKENIZER_FILE = "tokenizer.json"
PIECES_FILE = "pieces.json"

# What an export must keep of the model, over the sample texts, to be used: the cosine of its
# vectors with those of sentence-transformers in float32, on average and at worst.
LEAST_MEAN_COSINE = 0.99
LEAST_COSINE = 0.98


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Cosines between the vectors of an export and of its model, over `texts` sample texts."""

    mean_cosine: float
    least_cosine: float
    texts: int

    @property
    def suffices(self) -> bool:
        """Whether the export may stand in for its model."""
        return self.mean_cosine >= LEAST_MEAN_COSINE and self.least_cosine >= LEAST_COSINE


@dataclass(frozen=True, slots=True)
class Description:
    """What an exported encoder says of itself.

    `head` and `tail` are the token ids around every text, `max_tokens` counts them in. `sizes` are
    those of the files in bytes. `refused` says why a model has no export, and is empty if it has.
    """

    refused: str = ""
    max_tokens: int = 0
    head: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()
    query_prompt: str = ""
    passage_prompt: str = ""
    fidelity: Fidelity | None = None
    sizes: Mapping[str, int] | None = None


def write_description(folder: Path, description: Description) -> None:
    """Write what the folder holds, with the sizes of its files."""
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    content = asdict(description) | {"form": FORM, "sizes": sizes}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / DESCRIPTION_FILE).write_text(text, encoding="utf-8")


def read_description(folder: Path) -> Description | None:
    """Return what an export says of itself, or `None` when it is absent, damaged or another form.

    Damage is a file of another size than when it was made; the runtime refuses what does not load.
    """
    try:
        raw = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
        if raw.pop("form") != FORM:
            return None
        fidelity = Fidelity(**raw.pop("fidelity")) if raw.get("fidelity") else None
        description = Description(**{**raw, "fidelity": fidelity})
        sizes = {name: (folder / name).stat().st_size for name in description.sizes or {}}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return description if sizes == description.sizes else None
