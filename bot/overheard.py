"""An archive each of whose answers is told to a listener: the metrics, or the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import NewsArchive
    from retrieval.types import Answer, Explanation, Turn


def overheard(archive: NewsArchive, hear: Callable[[Explanation], None]) -> NewsArchive:
    """Return the archive; `hear` is called with how each answer came about."""
    return cast("NewsArchive", _OverheardArchive(archive, hear))


class _OverheardArchive:
    """An archive whose answers are heard; everything else it leaves to the archive."""

    def __init__(self, archive: NewsArchive, hear: Callable[[Explanation], None]) -> None:
        self._archive = archive
        self._hear = hear

    def __getattr__(self, name: str) -> object:
        return getattr(self._archive, name)

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        return self.explain(question, context=context).answer

    def explain(self, question: str, *, context: Turn | None = None) -> Explanation:
        explanation = self._archive.explain(question, context=context)
        self._hear(explanation)
        return explanation
