"""The words of a question against one generation: names put right and known, terms, pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.asking.correct import correct
from retrieval.quantities import quantities
from retrieval.text import ASKING_WORDS, QUESTION_WORDS, fold
from retrieval.words import pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from retrieval.index.generation import Generation
    from retrieval.names import Name
    from retrieval.text import Tokenizer
    from retrieval.types import Query

MAX_NAME_CHARS = 20
_RUN = re.compile(r"[^\s,。、?!;:()]+")
# Words that ask, where they are no part of a longer word: a name may hold 和 or 过, 什么 never.
_ASKS = frozenset(word for word in QUESTION_WORDS if len(word) > 1) | frozenset("的了吗呢吧啊在是")
_NOT_SEARCHED = re.compile(
    "|".join(sorted(map(re.escape, _ASKS | ASKING_WORDS), key=len, reverse=True))
)


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What a question is searched by.

    `text` is the question, folded where a name was put right, else as it was; `terms` are its
    content words with the names and quantities in it; `pairs` its character bigrams; `names` the
    archive's names that stand in it, the longest where one holds another; `replaced` what was put
    right, as (typed, printed).
    """

    text: str
    terms: tuple[str, ...]
    pairs: tuple[str, ...]
    names: tuple[Name, ...]
    replaced: tuple[tuple[str, str], ...] = ()


def question_words(question: str, generation: Generation, tokenizer: Tokenizer) -> QuestionWords:
    """Return the words of a question as this generation knows them."""
    lookup = _GenerationNames(generation, tokenizer)
    corrected = correct(fold(question), lookup, _ASKS | ASKING_WORDS)
    folded = corrected.text
    names = _standing_in(folded, lookup, tokenizer)
    added = [*(name.text for name in names), *corrected.undecided, *quantities(folded)]
    single = (term for term in added if not re.search(r"\s", term))
    return QuestionWords(
        text=folded if corrected.replaced else question,
        terms=tuple(dict.fromkeys([*tokenizer.content_terms(folded), *single])),
        pairs=tuple(dict.fromkeys(pairs(_NOT_SEARCHED.sub(" ", folded)))),
        names=names,
        replaced=corrected.replaced,
    )


def completed(query: Query, generation: Generation, tokenizer: Tokenizer) -> Query:
    """Return a query with its words as this generation knows them; small talk as it is."""
    if query.small_talk is not None or not query.terms:
        return query
    words = question_words(query.text, generation, tokenizer)
    named = query.names
    for typed, printed in words.replaced:
        named = (*(name for name in named if name in words.text and name not in typed), printed)
    return replace(
        query,
        text=words.text,
        terms=words.terms,
        pairs=words.pairs,
        names=tuple(dict.fromkeys(named)),
        replaced=words.replaced,
    )


class _GenerationNames:
    """The `NameLookup` of a generation."""

    def __init__(self, generation: Generation, tokenizer: Tokenizer) -> None:
        self._generation = generation
        self._tokenizer = tokenizer

    def sounding(self, keys: Collection[str]) -> Iterable[str]:
        return self._generation.catalogue.names_sounding(keys)

    def holds(self, text: str) -> bool:
        return self._tokenizer.is_word(text) or self._generation.lexical.holds_together(pairs(text))

    def among(self, texts: Iterable[str]) -> tuple[Name, ...]:
        return self._generation.catalogue.names_among(texts)


def _standing_in(folded: str, lookup: _GenerationNames, tokenizer: Tokenizer) -> tuple[Name, ...]:
    """Return the names of the archive in a question, but those inside a longer one.

    A name of two characters counts only where words begin and end with it: 上海文化 has no 海文.
    """
    places: dict[str, list[int]] = {}
    for run in _RUN.finditer(folded):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(start + MAX_NAME_CHARS, run.end()) + 1):
                places.setdefault(folded[start:end], []).append(start)
    names = [name for name in lookup.among(places) if name.text not in QUESTION_WORDS]
    edges = tokenizer.edges(folded)
    spans = {
        name: [
            (start, start + len(name.text))
            for start in places[name.text]
            if len(name.text) > 2 or {start, start + 2} <= edges
        ]
        for name in names
    }
    every = [span for of_one in spans.values() for span in of_one]
    return tuple(name for name in names if any(not _inside(span, every) for span in spans[name]))


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(o[0] <= span[0] and span[1] <= o[1] and o != span for o in others)
