"""Which of the prompts that a model names goes before questions, and which before passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_QUERY_NAMES = ("query",)
_PASSAGE_NAMES = ("document", "passage", "corpus")


def query_prompt(prompts: Mapping[str, str | None]) -> str:
    """Return what a model wants before a question, or nothing."""
    return _first(prompts, _QUERY_NAMES)


def passage_prompt(prompts: Mapping[str, str | None]) -> str:
    """Return what a model wants before a passage, or nothing."""
    return _first(prompts, _PASSAGE_NAMES)


def _first(prompts: Mapping[str, str | None], names: Sequence[str]) -> str:
    return next((text for name in names if (text := prompts.get(name))), "")
