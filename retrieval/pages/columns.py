"""Column labels find their article: the one below, or the one above that uses their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.pages import shapes
from retrieval.pages.column_names import is_section_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.assemble import Outline
    from retrieval.pages.fragments import Fragment
    from retrieval.pages.segment import Draft


def give_columns(made: Sequence[Draft], outlines: Sequence[Outline]) -> None:
    """Give column labels to the article above or below, whichever uses their words more."""
    for index, draft in enumerate(made):
        labels = draft.columns_before
        above = _words_used(labels, outlines[index - 1]) if index else -1.0
        below = _words_used(labels, outlines[index])
        owner = index - 1 if above > below and not _name_sections(labels) else index
        outlines[owner].column.extend(labels)
        outlines[index].column.extend(draft.columns_after)


def _name_sections(labels: Sequence[Fragment]) -> bool:
    return any(is_section_name(label.text) for label in labels)


def _words_used(labels: Sequence[Fragment], outline: Outline) -> float:
    body = "".join(fragment.text for _, fragment in outline.flow)
    return max((shapes.agreement(line.text, body) for line in labels), default=0.0)
