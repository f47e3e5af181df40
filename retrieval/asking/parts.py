"""What a question says in parts: words, names and pairs of characters, looked for in one go.

A question is held against some hundred texts, and a part is often several of these at once.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Parts:
    """The words, the names and the pairs of a question.

    What stands in a text is told by a number with a bit for each part: the lowest are those of the
    words in order, as in `TermRarity`.
    """

    def __init__(self, words: Collection[str], names: Sequence[str], pairs: Sequence[str]) -> None:
        every = dict.fromkeys([*words, *names])
        self._no_pairs = [(part, 1 << place) for place, part in enumerate(every)]
        every |= dict.fromkeys(pairs)
        self._every = [(part, 1 << place) for place, part in enumerate(every)]
        bits = dict(self._every)
        self._words, self._names, self._pairs = (
            sum(bits[part] for part in dict.fromkeys(parts)) for parts in (words, names, pairs)
        )

    def standing_in(self, folded_text: str, *, pairs: bool = True) -> int:
        """Return what stands in a folded text; without `pairs`, of words and names alone."""
        standing = 0
        for part, bit in self._every if pairs else self._no_pairs:
            if part in folded_text:
                standing |= bit
        return standing

    def words(self, standing: int) -> int:
        """Return the words among what stands in a text, by the bits of `TermRarity`."""
        return standing & self._words

    def names(self, standing: int) -> float:
        """Return the share of the names among what stands in a text; 0 where there are none."""
        return _share(standing, self._names)

    def pairs(self, standing: int) -> float:
        """Return the share of the pairs among what stands in a text; 0 where there are none."""
        return _share(standing, self._pairs)


def _share(standing: int, some: int) -> float:
    return (standing & some).bit_count() / some.bit_count() if some else 0.0


@functools.lru_cache(maxsize=256)
def pairs_of(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the pairs of neighbouring characters in some terms, each once, in order."""
    pairs = (term[i : i + 2] for term in terms for i in range(len(term) - 1))
    return tuple(dict.fromkeys(pairs))
