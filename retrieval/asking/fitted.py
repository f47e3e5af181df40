"""The fitted numbers of the asking wing, read once from `fitted.json`: those of the default model.

`wenbao evaluate fit` writes such a file, with the data that made each number; nothing else sets
them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "fitted.json"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted: weights of the two rankings, of `SentenceSignals`, and of `Signals`."""

    search: dict[str, float]
    signals: dict[str, float]
    confidence: dict[str, float]
    threshold: float
    provenance: dict[str, Any]


def fitted(path: Path | None = None) -> Fitted:
    """Return what a file of `wenbao evaluate fit` holds, by default the one beside this module.

    Raises `SettingsError`.
    """
    return _read(path) if path else _shipped()


@cache
def _shipped() -> Fitted:
    content = resources.files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8")
    return Fitted(**json.loads(content))


def _read(path: Path) -> Fitted:
    try:
        return TypeAdapter(Fitted).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SettingsError(
            f"FITTED_NUMBERS: {path} cannot be used ({str(error).splitlines()[0]}): "
            "name a file that `wenbao evaluate fit` wrote"
        ) from error
