"""The words by which a stretch of text is found: its terms, its names, its quantities, its pairs.

Passages are indexed and questions asked through this one room, so that both sides agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.quantities import quantities
from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.text import Tokenizer

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a lexical index holds of a text.

    `terms` are words, parts of words, names and quantities; `pairs` are its character bigrams,
    which find what the words of two texts cut apart differently.
    """

    terms: tuple[str, ...]
    pairs: tuple[str, ...]


def words_of(text: str, names: Iterable[str], tokenizer: Tokenizer) -> Words:
    """Return the words of a text to index, in order, with those of `names` that stand in it.

    `names` are folded. Repeated words stay repeated: how often a word stands in a text counts.
    """
    folded = fold(text)
    terms = tokenizer.terms(text)
    known = set(terms)
    more = dict.fromkeys([*(name for name in names if name in folded), *quantities(folded)])
    # A term of several parts would fall apart in the index.
    added = (term for term in more if term not in known and not re.search(r"\s", term))
    return Words((*terms, *added), pairs(folded))


def pairs(folded: str) -> tuple[str, ...]:
    """Return the pairs of neighbouring Chinese characters of a folded text, in order."""
    runs = _HAN_RUN.findall(folded)
    return tuple(run[i : i + 2] for run in runs for i in range(len(run) - 1))
