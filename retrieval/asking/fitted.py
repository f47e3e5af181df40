"""The fitted numbers of the asking wing, read once from `fitted.json`.

`wenbao evaluate fit` writes that file, with the data that made each number; nothing else sets them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FILE_NAME = "fitted.json"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted: weights of the two rankings, of `SentenceSignals`, and of `Signals`."""

    search: dict[str, float]
    signals: dict[str, float]
    confidence: dict[str, float]
    threshold: float
    provenance: dict[str, Any]


@cache
def fitted() -> Fitted:
    """Return what the file beside this module holds."""
    content = resources.files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8")
    return Fitted(**json.loads(content))
