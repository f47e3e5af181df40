"""Lines become drafts of articles: the best labelling of the whole page, then its groups.

The labels are found by dynamic programming over the scores of `scoring` and `steps`; captions,
credits and tables are known by their shape and ride along with the article in which they stand.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.pages.looks import looks
from retrieval.pages.scoring import Label, line_scores
from retrieval.pages.steps import STARTS, STOPS, step_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.fragments import Fragment
    from retrieval.pages.layout import Layout
    from retrieval.pages.looks import Look, Surroundings


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its label; `margin` is how much worse the page scores without that label."""

    fragment: Fragment
    label: Label
    margin: float
    look: Look


@dataclass(slots=True)
class Draft:
    """An article as it is put together: its heading lines and what follows, in printed order."""

    head: list[Labelled] = field(default_factory=list)
    flow: list[Labelled] = field(default_factory=list)
    columns_before: list[Fragment] = field(default_factory=list)
    columns_after: list[Fragment] = field(default_factory=list)


def label(fragments: Sequence[Fragment], layout: Layout, around: Surroundings) -> list[Labelled]:
    """Label every line so that the whole page scores best; equal scores prefer the lower label."""
    if not fragments:
        return []
    described = looks(fragments, layout, around)
    scores = [line_scores(look, layout) for look in described]
    steps = [step_scores(look) for look in described[1:]]
    forward, origins = _forward(steps, scores)
    backward = _backward(steps, scores)
    path = _best_path(forward, origins)
    return [
        Labelled(fragment, chosen, _margin(forward[at], backward[at], chosen), described[at])
        for at, (fragment, chosen) in enumerate(zip(fragments, path, strict=True))
    ]


def _forward(
    steps: Sequence[Sequence[Sequence[float]]], scores: Sequence[Sequence[float]]
) -> tuple[list[list[float]], list[list[int]]]:
    """Return the best score of a page's head that ends in each label, and where it came from."""
    best = [[STARTS[to] + scores[0][to] for to in Label]]
    origins: list[list[int]] = []
    for rows, here in zip(steps, scores[1:], strict=True):
        ahead = best[-1]
        row, came = [], []
        for to, own in enumerate(here):
            totals = [score + steps_to[to] for score, steps_to in zip(ahead, rows, strict=True)]
            top = max(totals)
            row.append(top + own)
            came.append(totals.index(top))
        best.append(row)
        origins.append(came)
    best[-1] = [score + STOPS.get(to, 0.0) for to, score in zip(Label, best[-1], strict=True)]
    return best, origins


def _backward(
    steps: Sequence[Sequence[Sequence[float]]], scores: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Return the best score of what follows each label of each line."""
    rest = [[0.0] * len(Label)]
    ends = [STOPS.get(to, 0.0) for to in Label]
    for rows, here in zip(reversed(steps), reversed(scores[1:]), strict=True):
        behind = [own + end + later for own, end, later in zip(here, ends, rest[-1], strict=True)]
        rest.append([max(map(operator.add, row, behind)) for row in rows])
        ends = [0.0] * len(Label)
    return rest[::-1]


def _best_path(best: Sequence[Sequence[float]], origins: Sequence[Sequence[int]]) -> list[Label]:
    path = [max(Label, key=lambda to: best[-1][to])]
    for came in reversed(origins):
        path.append(Label(came[path[-1]]))
    return path[::-1]


def _margin(forward: Sequence[float], backward: Sequence[float], chosen: Label) -> float:
    """How much the best page with any other label of this line falls behind.

    The opening of an article and its body differ in nothing that a reader would see here.
    """
    totals = [ahead + behind for ahead, behind in zip(forward, backward, strict=True)]
    others = [total for to, total in zip(Label, totals, strict=True) if to is not chosen]
    return totals[chosen] - max(others)


def drafts(labelled: Sequence[Labelled]) -> tuple[list[Fragment], list[Draft]]:
    """Group labelled lines into the banner and drafts of articles."""
    banner: list[Fragment] = []
    made: list[Draft] = []
    columns: list[Fragment] = []
    before = Label.BANNER
    for item in labelled:
        if item.label is Label.BANNER:
            banner.append(item.fragment)
        elif item.label is Label.COLUMN:
            columns.append(item.fragment)
        else:
            if _begins(item.label, before) or not made:
                made.append(Draft(columns_before=columns))
                columns = []
            (made[-1].head if item.label is Label.HEAD else made[-1].flow).append(item)
        before = item.label
    if made:
        made[-1].columns_after = columns
    else:
        banner.extend(columns)
    return banner, made


def _begins(label: Label, before: Label) -> bool:
    """Whether a label begins an article, given the label of the line before it."""
    if label is Label.HEAD:
        return before is not Label.HEAD
    return label is Label.OPENING and before is not Label.HEAD
