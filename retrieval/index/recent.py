"""What questions came upon lately in one generation, kept in memory up to a bound.

Members ask about the same articles again and again; SQLite is asked for the others alone.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from retrieval.text import folded
from retrieval.types import PassageId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from retrieval.index.catalogue import Catalogue, StoredPassage
    from retrieval.names import Name
    from retrieval.types import Article, ArticleId, ArticleRef

MAX_ARTICLES = 2_000
MAX_PASSAGES = 10_000

_Id = TypeVar("_Id")
_Value = TypeVar("_Value")


class Sentences(NamedTuple):
    """The sentences of a passage in order, as they are printed, and folded."""

    printed: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FiledArticle:
    """An article with its source line, and the names that it holds in order of text and kind."""

    article: Article
    reference: ArticleRef
    names: tuple[Name, ...]
    _sentences: dict[PassageId, Sentences] = field(default_factory=dict, repr=False, compare=False)

    def sentences(self, passage: StoredPassage) -> Sentences:
        """Return the sentences of one of its passages, which are cut and folded once."""
        known = self._sentences.get(passage.id)
        if known is None:
            text = self.article.text
            printed = tuple(text[span.start : span.end] for _, span in passage.sentences)
            known = Sentences(printed, tuple(map(folded, printed)))
            self._sentences[passage.id] = known
        return known


class Recent:
    """Reads articles and passages of a sealed catalogue. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._articles: OrderedDict[ArticleId, FiledArticle] = OrderedDict()
        self._passages: OrderedDict[PassageId, StoredPassage] = OrderedDict()
        self._lock = threading.Lock()

    def articles(self, ids: Iterable[ArticleId]) -> dict[ArticleId, FiledArticle]:
        """Return the stored articles among `ids`, in their order."""
        return self._of(ids, self._articles, self._read_articles, MAX_ARTICLES)

    def passages(self, ids: Iterable[int]) -> dict[PassageId, StoredPassage]:
        """Return the stored passages among `ids`, in their order."""
        return self._of(map(PassageId, ids), self._passages, self._catalogue.passages, MAX_PASSAGES)

    def _of(
        self,
        ids: Iterable[_Id],
        kept: OrderedDict[_Id, _Value],
        read: Callable[[list[_Id]], Mapping[_Id, _Value]],
        most: int,
    ) -> dict[_Id, _Value]:
        """Return what is kept of `ids`, and what is read of the others; `most` are kept after."""
        wanted = list(ids)
        with self._lock:
            found = {i: kept[i] for i in wanted if i in kept}
            for i in found:
                kept.move_to_end(i)
        missing = [i for i in wanted if i not in found]
        if not missing:
            return found
        found |= read(missing)
        with self._lock:
            kept.update((i, found[i]) for i in missing if i in found)
            while len(kept) > most:
                kept.popitem(last=False)
        return {i: found[i] for i in wanted if i in found}

    def _read_articles(self, ids: list[ArticleId]) -> dict[ArticleId, FiledArticle]:
        articles = {article.id: article for article in self._catalogue.articles(ids)}
        references = self._catalogue.references(articles)
        names = self._catalogue.names_of(articles)
        return {i: FiledArticle(a, references[i], names[i]) for i, a in articles.items()}
