"""What is known of the passages that one question finds, before the model has read the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.asking.signals import SignalMaker
from retrieval.types import PassageId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.asking.expected import Expectation
    from retrieval.asking.rank import TermRarity
    from retrieval.asking.signals import Unfinished
    from retrieval.index.catalogue import StoredPassage
    from retrieval.index.generation import Generation
    from retrieval.index.recent import FiledArticle
    from retrieval.types import ArticleId, Query


class Known:
    """What is known of passages for one question without its vector, found out once for each."""

    def __init__(
        self, query: Query, rarity: TermRarity, expected: Expectation, generation: Generation
    ) -> None:
        self.query = query
        self.generation = generation
        self._rarity = rarity
        self._expected = expected
        self._passages: dict[PassageId, StoredPassage] = {}
        self._filed: dict[ArticleId, FiledArticle] = {}
        self._makers: dict[ArticleId, SignalMaker] = {}
        self._signals: dict[PassageId, Sequence[Unfinished]] = {}

    def find_out(self, ids: Iterable[int]) -> None:
        """Read those of some passages that are not known yet, and what their wording says."""
        new = [i for i in ids if i not in self._passages]
        passages = self.generation.recent.passages(new)
        self._passages |= passages
        of_articles = dict.fromkeys(passage.article_id for passage in passages.values())
        filed = self.generation.recent.articles(i for i in of_articles if i not in self._filed)
        self._filed |= filed
        for article_id, article in filed.items():
            self._makers[article_id] = SignalMaker(
                self.query, self._rarity, self._expected, article
            )
        for passage in passages.values():
            self._signals[passage.id] = self._makers[passage.article_id].by_words(passage)

    def passage(self, passage_id: int) -> StoredPassage:
        """Return a passage that was found out about. Raises `KeyError` for another one."""
        return self._passages[PassageId(passage_id)]

    def filed(self, passage: StoredPassage) -> FiledArticle:
        """Return its article."""
        return self._filed[passage.article_id]

    def signals(self, passage: StoredPassage) -> Sequence[Unfinished]:
        """Return what the wording of its sentences says, in order."""
        return self._signals[passage.id]
