"""What one generation holds, and the dictionary beside it: names by their sound, words, print.

What puts a question right, and what cuts it into words, asks here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text import folded
from retrieval.words import pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from retrieval.index.generation import Generation
    from retrieval.names import Name
    from retrieval.text import Tokenizer

_MOST = 0.6  # of what else is asked about, that an article must have to tell of a word
_LOOKED_AT = 5  # passages that have the most of some words or pairs


class Held:
    """The `NameLookup` and the `Print` of a generation."""

    def __init__(self, generation: Generation, tokenizer: Tokenizer) -> None:
        self._generation = generation
        self._tokenizer = tokenizer
        self._edges: dict[str, set[int]] = {}

    def sounding(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return the names that each of the sound keys (`sounds.keys`) finds, if any."""
        return self._generation.catalogue.names_sounding(keys)

    def holds_pair(self, pair: str) -> bool:
        """Whether two neighbouring characters stand anywhere in the archive."""
        return self._generation.lexical.holds_pair(pair)

    def prints(self, text: str) -> bool:
        """Whether a few characters stand in the archive one after another."""
        near = self._generation.lexical.search((), _LOOKED_AT, pairs(text))
        return any(text in whole for whole in self._articles(near))

    def tells(self, word: str, question: str) -> bool:
        """Whether an article that has a word has most of what else a question is about."""
        terms = self._tokenizer.content_terms(question)
        others = [term for term in terms if word not in term and term not in word]
        near = self._generation.lexical.search((word, *others), _LOOKED_AT)
        told = (w for w in self._articles(near) if word in w)
        least = max(1, len(others) * _MOST)
        return any(sum(other in whole for other in others) >= least for whole in told)

    def _articles(self, hits: Iterable[tuple[int, float]]) -> list[str]:
        """Return the folded texts of the articles of some passages, under their headlines."""
        recent = self._generation.recent
        found = recent.passages(i for i, _ in hits).values()
        filed = recent.articles(dict.fromkeys(p.article_id for p in found)).values()
        return [f"{folded(f.article.heading)}\n{folded(f.article.text)}" for f in filed]

    def is_person(self, text: str) -> bool:
        """Whether a word may be what somebody is called."""
        return any(flag.startswith("nr") for _, flag, _ in self._tokenizer.tagged_again(text))

    def holds(self, word: str) -> bool:
        """Whether the archive has a word."""
        return self._generation.lexical.document_frequency(word) > 0

    def is_word(self, text: str) -> bool:
        """Whether the dictionary has a text."""
        return self._tokenizer.is_word(text)

    def edges(self, text: str) -> set[int]:
        """Return where the words of a text begin and end, as offsets into it."""
        if text not in self._edges:
            self._edges[text] = self._tokenizer.edges(text)
        return self._edges[text]

    def among(self, texts: Iterable[str]) -> tuple[Name, ...]:
        """Return the archive's names among some texts."""
        return self._generation.catalogue.names_among(texts)

    def tags(self, text: str) -> dict[str, tuple[str, bool]]:
        """Return the words of a text with their tags, and whether the dictionary has them."""
        return {word: (flag, known) for word, flag, known in self._tokenizer.tagged_again(text)}

    def follows(self, word: str, pattern: re.Pattern[str]) -> bool:
        """Whether what a pattern finds stands right behind a word in the archive."""
        found = self._articles(self._generation.lexical.search((word,), _LOOKED_AT))
        behind = re.compile(re.escape(word) + pattern.pattern)
        return any(behind.search(whole) for whole in found)
