"""The archive as the bot has it: the steps of each answer that it works out are timed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bot.care.metrics import Metrics
    from bot.ports import NewsArchive
    from retrieval.types import Answer, Explanation, Turn


class _MeasuredArchive:
    """An archive whose answers are timed; everything else it leaves to the archive."""

    def __init__(self, archive: NewsArchive, metrics: Metrics) -> None:
        self._archive = archive
        self._metrics = metrics

    def __getattr__(self, name: str) -> object:
        return getattr(self._archive, name)

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        return self.explain(question, context=context).answer

    def explain(self, question: str, *, context: Turn | None = None) -> Explanation:
        explanation = self._archive.explain(question, context=context)
        self._metrics.explained(explanation)
        return explanation


def measured(archive: NewsArchive, metrics: Metrics) -> NewsArchive:
    """Return the archive, with the steps of each answer timed."""
    return cast("NewsArchive", _MeasuredArchive(archive, metrics))
