"""What a model wants to stand before questions and passages, read from its own folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.embed.prompts import passage_prompt, query_prompt

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Prompts:
    """Texts to put before a question and before a passage; empty where a model wants none."""

    query: str = ""
    passage: str = ""


def prompts_of(model: Path) -> Prompts:
    """Return the prompts that a sentence-transformers folder names."""
    path = model / "config_sentence_transformers.json"
    named = (
        json.loads(path.read_text(encoding="utf-8")).get("prompts", {}) if path.is_file() else {}
    )
    return Prompts(query_prompt(named), passage_prompt(named))
