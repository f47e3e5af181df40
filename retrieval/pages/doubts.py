"""Which decisions of the reading were close, so that an editor looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.pages.scoring import Label
from retrieval.types import Doubt, DoubtKind, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.assemble import Outline
    from retrieval.pages.segment import Labelled

SURE = 1.0
"""A label or parting with a smaller margin is flagged as a doubt."""
_PLACES = {
    Label.BANNER: Place.BANNER,
    Label.COLUMN: Place.COLUMN,
    Label.HEAD: Place.HEADLINE,
    Label.BODY: Place.PARAGRAPH,
    Label.INNER: Place.INNER_SUBHEAD,
    Label.CAPTION: Place.CAPTION,
}


def doubts_of(labelled: Sequence[Labelled], outlines: Sequence[Outline]) -> list[Doubt]:
    """List the decisions that were close."""
    doubts = [
        Doubt(item.fragment.line, DoubtKind.PLACE, _PLACES[item.label])
        for item in labelled
        if item.margin < SURE and item.label is not Label.OPENING
    ]
    for outline in outlines:
        heading = outline.heading
        if heading.headline and heading.margin < SURE / 2:
            doubts.append(Doubt(heading.headline[0].line, DoubtKind.HEADING))
        if not heading.headline and outline.flow:
            doubts.append(Doubt(outline.flow[0][1].line, DoubtKind.NO_HEADLINE))
    return sorted(doubts, key=lambda doubt: doubt.line)
