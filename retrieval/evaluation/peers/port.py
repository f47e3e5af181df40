"""What a system must do to be measured beside ours, and what it is given to do it with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.collections import CorpusArticle


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; `before` is the turn it goes on from, as (question, answer, asked)."""

    id: str
    text: str
    before: tuple[str, str, str] | None = None

    @property
    def alone(self) -> str:
        """The question with the one before it, as a system without conversations is asked."""
        if self.before is None:
            return self.text
        question, _, asked = self.before
        return f"{asked or question} {self.text}"


class Peer(Protocol):
    """A search system, from whole articles to a ranking of them; its model is loaded already."""

    def index(self, articles: Sequence[CorpusArticle]) -> int:
        """Index articles, once, and return into how many passages they were cut."""

    def search(self, asked: Asked, k: int) -> list[tuple[str, float]]:
        """Return (article id, score) of at most `k` passages, best first.

        An article stands once for each of its passages that was found. A question that shares
        nothing with the articles may find none.
        """
