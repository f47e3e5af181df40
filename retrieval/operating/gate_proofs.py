"""Where the proofs of the gate's questions stand, and which of them a load may take away."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.index.generation import Generation
    from retrieval.operating.gate_questions import GateQuestion, Proof
    from retrieval.types import Article, ArticleId


class Proofs:
    """Finds proofs in one generation, by the names of page files and by what articles say."""

    def __init__(self, generation: Generation) -> None:
        self._catalogue = generation.catalogue
        self._sources: defaultdict[str, list[str]] = defaultdict(list)
        for source in self._catalogue.pages():
            self._sources[_file_name(source)].append(source)

    def of(self, question: GateQuestion) -> tuple[ArticleId, ...]:
        """Return the articles that answer a question; () where none does (any more)."""
        return tuple(dict.fromkeys(i for proof in question.proofs for i in self._holding(proof)))

    def pages_of(self, question: GateQuestion) -> set[str]:
        """Return the sources of the pages that a question's proofs name."""
        named = (self._sources.get(_file_name(proof.source), []) for proof in question.proofs)
        return {source for sources in named for source in sources}

    def _holding(self, proof: Proof) -> Iterator[ArticleId]:
        sources = self._sources.get(_file_name(proof.source), [])
        ids = dict.fromkeys(i for source in sources for i in self._catalogue.printed_on(source))
        articles = list(self._catalogue.articles(ids))
        quoted = [article for article in articles if _says(article, proof.quote)]
        titled = [
            a for a in articles if proof.headline and _plain(a.headline) == _plain(proof.headline)
        ]
        yield from (article.id for article in quoted or titled)


def settled(live: Generation, candidate: Generation) -> set[str]:
    """Return the pages of the live generation whose file has not changed, and which stay whole.

    What is on the others, a load may take away; of pages that are continued on others as well.
    """
    stored, after = live.catalogue.pages(), candidate.catalogue.pages()
    same = {s for s, (_, sha256) in stored.items() if after.get(s, ("", ""))[1] == sha256}
    return same - candidate.catalogue.removals.all().articles.keys() - live.catalogue.continued()


def _says(article: Article, quote: str) -> bool:
    return bool(quote) and _plain(quote) in _plain(article.text)


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _file_name(source: str) -> str:
    return source.rpartition("/")[2]
