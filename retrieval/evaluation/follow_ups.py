"""How well questions that go on from an earlier one are completed; a measure of our own.

A follow-up is asked twice: with the turn before it, and alone. It needs the turn when alone it
is not answered; it is completed when with the turn it is.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.evaluation.answers import answer_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from retrieval.evaluation.collections import Question
    from retrieval.evaluation.replies import Reply


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whether one follow-up is answered, as `supported` has it, with the turn and alone."""

    with_turn: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class FollowUpScores:
    """Over `n` follow-ups: the shares answered `with_turn` and `alone`.

    `completed` is the share answered with the turn of the `needing` ones that are not answered
    alone; `kept` the share of the others that the turn does not spoil. Each is `None` over none.
    """

    n: int
    needing: int
    with_turn: float | None
    alone: float | None
    completed: float | None
    kept: float | None


def follow_ups(questions: Iterable[Question], replies: Mapping[str, Reply]) -> dict[str, FollowUp]:
    """Return each follow-up that has an answer to be held to and was asked in both ways, by id."""
    found = {}
    for question in questions:
        reply = replies.get(question.id)
        if reply is None or question.context is None or reply.alone is None:
            continue
        scored = answer_scores(question, reply)
        alone = answer_scores(question, replace(reply, quotes=reply.alone))
        if scored is not None and alone is not None:
            found[question.id] = FollowUp(scored.supported == 1.0, alone.supported == 1.0)
    return found


def completion(found: Iterable[FollowUp]) -> FollowUpScores:
    """Return the shares over follow-ups; none of them give `None`s."""
    listed = list(found)
    needing = [f.with_turn for f in listed if not f.alone]
    others = [f.with_turn for f in listed if f.alone]
    return FollowUpScores(
        n=len(listed),
        needing=len(needing),
        with_turn=_share([f.with_turn for f in listed]),
        alone=_share([f.alone for f in listed]),
        completed=_share(needing),
        kept=_share(others),
    )


def _share(values: list[bool]) -> float | None:
    return statistics.fmean(values) if values else None
