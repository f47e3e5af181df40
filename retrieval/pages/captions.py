"""Captions that nobody signed: below a picture that is credited elsewhere in its article.

A caption says in one short sentence what is to be seen; a paragraph reports, counts and quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.pages import byline, shapes
from retrieval.pages.people import credits_pictures
from retrieval.types import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.fragments import Fragment

MAX_CHARS, SHORT_CHARS = 42, 24
ENOUGH = 1.5
OF_THE_STORY = 0.15
"""So much of a caption's wording stands in the text beside it as well."""

_SEEN = re.compile(r"正在?|在.{1,14}[上中里内前旁边下处场忙]|展示|合影|图为|一角|外景")
_REPORTS = re.compile(
    r"^(?:据|目前|此外|另外|同时|今后|今年|去年|下一步|接下来|该|这|那|截至|有|如今|于是|后来|因此)"
    r"|[说道称][，：。]|表示|介绍|透露|告诉|我"
)

Flow = list[tuple[Place, "Fragment"]]


def find_captions(flow: Flow) -> Flow:
    """Return the flow of an article with its unsigned captions marked, where pictures are credited.

    Only whole lines that begin and end a sentence can be captions, never the first paragraph alone.
    """
    if not any(place is Place.CREDIT and _is_pictures(line) for place, line in flow):
        return flow
    scores = [_score(flow, at) for at in range(len(flow))]
    likely = {at for at, score in enumerate(scores) if score >= ENOUGH}
    likely |= {at for at in likely_neighbours(likely) if 0 <= at < len(flow) and scores[at] >= 1}
    paragraphs = {at for at, (place, _) in enumerate(flow) if place is Place.PARAGRAPH}
    if paragraphs <= likely:
        return flow
    return [
        (Place.CAPTION if at in likely else place, line) for at, (place, line) in enumerate(flow)
    ]


def likely_neighbours(places: set[int]) -> set[int]:
    """Return the places right beside some others: captions stand together."""
    return {at + step for at in places for step in (-1, 1)}


def _is_pictures(credit: Fragment) -> bool:
    return credits_pictures(credit.text)


def _score(flow: Sequence[tuple[Place, Fragment]], at: int) -> float:
    place, line = flow[at]
    text = line.text
    if place is not Place.PARAGRAPH or line.size > MAX_CHARS or not _is_whole(flow, at):
        return -1.0
    story = "".join(other.text for where, other in flow if where is place and other is not line)
    score = 1.0 if line.size <= SHORT_CHARS else 0.5
    score += 1.0 if _SEEN.search(text) else 0.0
    score += 0.5 if shapes.agreement(text, story) >= OF_THE_STORY else 0.0
    score -= 1.5 if re.search(r"\d", text) else 0.0
    score -= 1.5 if _REPORTS.search(text) or text.startswith("“") else 0.0
    return score


def _is_whole(flow: Sequence[tuple[Place, Fragment]], at: int) -> bool:
    """Whether a line is one sentence and nothing of it stands on the lines beside it."""
    text = flow[at][1].text
    before = next((line for place, line in reversed(flow[:at]) if place is Place.PARAGRAPH), None)
    if shapes.speaker(text):
        return False
    finished = before is None or shapes.ends_sentence(before.text)
    bare = text.rstrip(shapes.CLOSERS)
    one = bare.find("。") == len(bare) - 1 and not re.search("[！？!?]", bare)
    return finished and one and not byline.dateline_end(text)
