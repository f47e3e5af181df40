"""Names found: in a text, and of an article with the people that its byline credits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.names.people import people
from retrieval.names.runs import runs
from retrieval.names.values import Name, NameKind, Word
from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.text import Tokenizer
    from retrieval.types import Article

VERSION = "names/2"  # raise it when other names are found, so that indexes are rebuilt
MAX_CHARS = 20
MAX_QUOTED_CHARS = 15

_QUOTED = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"]+)[”’」』\"]|《([^《》]+)》")
_SPOKEN = re.compile(r"[,.。!?;:、…\s]")  # in a title rather not, in speech and lists nearly always
_WORD = re.compile(r"\w")


def names_of(article: Article, tokenizer: Tokenizer) -> tuple[Name, ...]:
    """Return the names of an article, each once, in order of text and kind."""
    credited = article.people
    people_credited = (
        *credited.reporters,
        *credited.interns,
        *credited.correspondents,
        *credited.photographers,
    )
    found = {Name(fold(person), NameKind.PERSON) for person in people_credited}
    found |= set(names_in(f"{article.heading}\n{article.text}", tokenizer))
    return tuple(sorted(name for name in found if 2 <= len(name.text) <= MAX_CHARS))


def names_in(text: str, tokenizer: Tokenizer) -> tuple[Name, ...]:
    """Return the names in a text, each once, in order of text and kind."""
    words = [Word(word, flag, known) for word, flag, known in tokenizer.tagged(text)]
    persons = tuple(people(words))
    taken = {i for person in persons for i in range(person.first, person.end)}
    # Who is told to be a person in one place is no part of a body in another.
    called = {person.text for person in persons}
    taken |= {i for i, word in enumerate(words) if word.text in called}
    found = {Name(person.text, NameKind.PERSON) for person in persons} | set(runs(words, taken))
    found |= {Name(work, NameKind.WORK) for work in _works(fold(text))}
    return tuple(sorted(_settled(found)))


def _works(folded: str) -> Iterator[str]:
    for quoted, titled in _QUOTED.findall(folded):
        work = quoted or titled
        if quoted and _SPOKEN.search(quoted):
            continue
        if len(work) <= MAX_QUOTED_CHARS and len(_WORD.findall(work)) > 1:
            yield work


def _settled(names: Iterable[Name]) -> Iterator[Name]:
    """Leave out people that are the beginning of a body or a place: 华为 of 华为公司."""
    found = set(names)
    longer = {n.text for n in found if n.kind is not NameKind.PERSON}
    for name in found:
        inside = any(name.text != t and t.startswith(name.text) for t in longer)
        if name.kind is not NameKind.PERSON or not inside:
            yield name
