"""What a query and its evidence come to: an answer, an honest no with its reason, or small talk."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from retrieval.types import Answer, AnswerStatus, NoEvidenceReason

if TYPE_CHECKING:
    from retrieval.asking.answer import Evidence
    from retrieval.types import GenerationNumber, Query


def outcome(
    query: Query, evidence: Evidence | None, generation: GenerationNumber, *, suffices: bool
) -> Answer:
    """Return the answer out of a generation; its time is left open.

    `suffices` says whether the evidence is sure enough to be shown.
    """
    empty = Answer(
        question=query.original,
        status=AnswerStatus.NO_EVIDENCE,
        confidence=0.0,
        quotes=(),
        nearest=(),
        generation=generation,
        elapsed_ms=0.0,
        small_talk=query.small_talk,
        query=query,
    )
    if query.small_talk is not None:
        return dataclasses.replace(empty, status=AnswerStatus.SMALL_TALK, confidence=1.0)
    if evidence is None:
        of_archive = query.terms and NoEvidenceReason.EMPTY_ARCHIVE
        return dataclasses.replace(empty, reason=of_archive or NoEvidenceReason.EMPTY_QUESTION)
    sure = dataclasses.replace(empty, confidence=evidence.confidence)
    if not suffices:
        return dataclasses.replace(sure, reason=evidence.reason, nearest=evidence.nearest)
    return dataclasses.replace(sure, status=AnswerStatus.ANSWERED, quotes=evidence.quotes)
