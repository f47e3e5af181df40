"""The words of a question against one generation: names put right and known, terms, pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.asking.correct import correct
from retrieval.asking.cut import inside_verbs, joined_verbs, telling, units_apart
from retrieval.asking.held import Held
from retrieval.asking.kinds import kind_words
from retrieval.asking.name_kinds import parted
from retrieval.asking.slips import without_slips
from retrieval.names import NameKind
from retrieval.names.lists import DISTRICTS
from retrieval.quantities import days_in_digits, quantities
from retrieval.text import ASKING_WORDS, QUESTION_WORDS, fold
from retrieval.types import RangeMeaning
from retrieval.words import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.index.generation import Generation
    from retrieval.names import Name
    from retrieval.text import Tokenizer
    from retrieval.types import Query

MAX_NAME_CHARS = 16  # longer names are hardly typed in full
# Kinds of names that an answer must be about; a quoted word may be said otherwise.
_TELLING = frozenset({NameKind.PERSON, NameKind.PLACE, NameKind.BODY})
_DISTRICT = re.compile(r"(?<=..)[区县]$")
# A place of so large a share of the passages, and of more than a few, is the paper's own town.
_EVERYWHERE = 0.1
_FEW = 3
_RUN = re.compile(r"[^\s,。、?!;:()]+")
# Words that ask, where they are no part of a longer word: a name may hold 和 or 过, 什么 never.
_ASKS = frozenset(word for word in QUESTION_WORDS if len(word) > 1) | frozenset("的了吗呢吧啊在是")
_ASKING = re.compile("|".join(sorted(_ASKS | ASKING_WORDS, key=len, reverse=True)))
# Pairs leave out every word that asks or joins, even inside another: it measured better.
_UNPAIRED = re.compile("|".join(sorted(QUESTION_WORDS | ASKING_WORDS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What a question is searched by.

    `text` is the question, folded where a name was put right, else as it was; `terms` are its
    content words with the names in it; `quantities` its numbers and days in one form, which are
    terms of the index but stand in no text as they are; `pairs` its character bigrams; `names` the
    archive's names that stand in it, the longest where one holds another; `places` the places that
    an answer must be about; `replaced` what was put
    right, as (typed, printed).
    """

    text: str
    terms: tuple[str, ...]
    quantities: tuple[str, ...]
    pairs: tuple[str, ...]
    names: tuple[Name, ...]
    places: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()


def question_words(question: str, generation: Generation, tokenizer: Tokenizer) -> QuestionWords:
    """Return the words of a question as this generation knows them."""
    lookup = Held(generation, tokenizer)
    corrected = correct(fold(question), lookup, _ASKING)
    folded, slips = without_slips(corrected.text, lookup, _ASKING)
    replaced = (*corrected.replaced, *slips)
    names, places = _standing_in(folded, lookup)
    terms = tokenizer.content_terms(days_in_digits(units_apart(parted(folded), lookup)))
    added = [*(name.text for name in names), *corrected.undecided, *joined_verbs(folded, lookup)]
    single = (term for term in added if not re.search(r"\s", term))
    return QuestionWords(
        text=folded if replaced else question,
        terms=telling(dict.fromkeys([*terms, *single]), folded, lookup),
        quantities=tuple(q for q in quantities(folded) if q not in terms),
        pairs=tuple(dict.fromkeys(pairs(_UNPAIRED.sub(" ", folded)))),
        names=names,
        places=_places(folded, places, generation),
        replaced=replaced,
    )


def _places(folded: str, held: Iterable[Name], generation: Generation) -> tuple[str, ...]:
    """Return the places that a question names, without 区 or 县; one of everywhere tells nothing.

    A place that the archive does not hold counts as well, if it is a district that we know.
    """
    found = [name.text for name in held]
    found += [district for district in DISTRICTS if district in folded]
    stems = dict.fromkeys(_DISTRICT.sub("", place) for place in sorted(found))
    most = max(_FEW, generation.lexical.count() * _EVERYWHERE)
    return tuple(s for s in stems if generation.lexical.document_frequency(s) <= most)


def completed(query: Query, generation: Generation, tokenizer: Tokenizer) -> Query:
    """Return a query with its words as this generation knows them; small talk as it is."""
    if query.small_talk is not None or not query.terms:
        return query
    words = question_words(query.text, generation, tokenizer)
    lookup = Held(generation, tokenizer)
    mistaken = inside_verbs(query.names, fold(words.text), lookup)
    named = tuple(name for name in query.names if name not in mistaken)
    held = {name.text for name in words.names}
    for typed, printed in words.replaced:
        named = tuple(name for name in named if name in words.text and name not in typed)
        named += (printed,) if printed in held else ()
    # 最近 asks for days, and the signal of days answers for it: it need not stand in an article.
    recent = [asked.text for asked in query.ranges if asked.meaning is RangeMeaning.RECENT]
    asked_for = kind_words(fold(words.text))
    terms = tuple(
        term
        for term in words.terms
        if term not in asked_for and not any(term in said for said in recent)
    )
    known = [name.text for name in words.names if name.kind in _TELLING]
    named = (*(name for name in named if not any(name in other for other in known)), *known)
    return replace(
        query,
        text=words.text,
        terms=terms or words.terms,
        quantities=words.quantities,
        pairs=words.pairs,
        nouns=tuple(n for n in _nouns(words.text, lookup, tokenizer) if n not in asked_for),
        names=tuple(dict.fromkeys(named)),
        places=words.places,
        replaced=words.replaced,
    )


def _nouns(text: str, lookup: Held, tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return the nouns of a question, one that the archive holds only in parts by those."""
    asking = QUESTION_WORDS | ASKING_WORDS
    nouns = tokenizer.nouns(units_apart(parted(text), lookup))
    parts = (part for noun in nouns for part in tokenizer.terms_again(noun) if part not in asking)
    return telling(dict.fromkeys(parts), fold(text), lookup)


def _standing_in(folded: str, lookup: Held) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the names of the archive in a question, but those inside a longer one; and its places.

    A place counts inside a longer name too: 柳河街道总工会 is of 柳河街道. A name of two characters
    counts only where words begin and end with it: 上海文化 has no 海文.
    """
    places: dict[str, list[int]] = {}
    for run in _RUN.finditer(folded):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(start + MAX_NAME_CHARS, run.end()) + 1):
                places.setdefault(folded[start:end], []).append(start)
    names = [name for name in lookup.among(places) if name.text not in QUESTION_WORDS]
    edges = lookup.edges(folded) if names else set()
    spans = {
        name: [
            (start, start + len(name.text))
            for start in places[name.text]
            if len(name.text) > 2 or {start, start + 2} <= edges
        ]
        for name in names
    }
    every = [span for of_one in spans.values() for span in of_one]
    longest = (n for n in names if any(not _inside(span, every) for span in spans[n]))
    within = (n for n in names if n.kind is NameKind.PLACE and spans[n])
    return tuple(longest), tuple(within)


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(o[0] <= span[0] and span[1] <= o[1] and o != span for o in others)
