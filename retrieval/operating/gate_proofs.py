"""Where the proofs of the gate's questions stand, and which of them a load may take away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from retrieval.index.catalogue import Catalogue
    from retrieval.index.generation import Generation
    from retrieval.operating.gate_questions import GateQuestion, Proof
    from retrieval.types import Article, ArticleId


class Proofs:
    """Finds proofs in one generation, by the names of page files and by what articles say."""

    def __init__(self, catalogue: Catalogue, pages: Collection[str]) -> None:
        self._catalogue = catalogue
        self._pages = pages
        self._in_folders: defaultdict[str, list[str]] = defaultdict(list)
        for source in pages:
            if "/" in source:  # as a rule few are
                self._in_folders[_file_name(source)].append(source)

    def of(self, question: GateQuestion) -> tuple[ArticleId, ...]:
        """Return the articles that answer a question; () where none does (any more)."""
        return tuple(dict.fromkeys(i for proof in question.proofs for i in self._holding(proof)))

    def pages_of(self, question: GateQuestion) -> set[str]:
        """Return the sources of the pages that a question's proofs name."""
        return {source for proof in question.proofs for source in self._named(proof)}

    def _holding(self, proof: Proof) -> Iterator[ArticleId]:
        ids = dict.fromkeys(
            i for source in self._named(proof) for i in self._catalogue.printed_on(source)
        )
        articles = list(self._catalogue.articles(ids))
        quoted = [article for article in articles if _says(article, proof.quote)]
        titled = [
            a for a in articles if proof.headline and _plain(a.headline) == _plain(proof.headline)
        ]
        yield from (article.id for article in quoted or titled)

    def _named(self, proof: Proof) -> list[str]:
        """Return the pages whose file has the name of a proof's, in whichever folder."""
        name = _file_name(proof.source)
        return [name] * (name in self._pages) + self._in_folders.get(name, [])


@dataclass(frozen=True, slots=True)
class Compared:
    """The proofs of two generations, and the pages that stay: there nothing may be lost.

    Those are the pages of the live one whose file has not changed, which lost no article on
    purpose, and do not go on on others.
    """

    live: Proofs
    candidate: Proofs
    stays: frozenset[str]

    @classmethod
    def of(cls, live: Generation, candidate: Generation) -> Self:
        """Look through the pages of both."""
        stored, after = live.catalogue.digests(), candidate.catalogue.digests()
        same = {source for source, sha256 in stored.items() if after.get(source) == sha256}
        lacking = candidate.catalogue.removals.all().articles.keys()
        return cls(
            live=Proofs(live.catalogue, stored),
            candidate=Proofs(candidate.catalogue, after),
            stays=frozenset(same - lacking - live.catalogue.continued()),
        )

    def counts(self, question: GateQuestion) -> bool:
        """Whether a question is fair: the live one answers it, and nothing was taken on purpose."""
        if not question.proofs:
            return True
        if not self.live.of(question):
            return False
        return bool(self.candidate.of(question)) or self.live.pages_of(question) <= self.stays


def _says(article: Article, quote: str) -> bool:
    return bool(quote) and _plain(quote) in _plain(article.text)


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _file_name(source: str) -> str:
    return source.rpartition("/")[2]
