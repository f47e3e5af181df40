"""Grows an archive to any number of passages, to measure how speed goes with size.

Articles are repeated with other digits in headline and text, so that spans stay and words differ;
the vectors are those of the real texts with noise. Nothing is embedded.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.catalogue_writer import CatalogueWriter
from retrieval.index.lexical import LexicalWriter
from retrieval.index.manifest import seal
from retrieval.index.store import GenerationStore
from retrieval.index.vectors import PASSAGES_FILE, SENTENCES_FILE, VectorTable
from retrieval.names import names_of
from retrieval.types import Article, ArticleId, Page, Passage
from retrieval.words import Words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.index.catalogue import StoredPassage
    from retrieval.index.dense import FaissIndex
    from retrieval.index.generation import Generation
    from retrieval.names import Name
    from retrieval.text import Tokenizer

READER = "grown/1"
NOISE_COSINE = 0.96  # of a repeated text's vector with the real one's; real neighbours lie so
_SEED = 7
_AT_ONCE = 50_000  # vectors in memory: 77 MB
_DIGITS = "0123456789"
_TURNS = [str.maketrans(_DIGITS, _DIGITS[turn:] + _DIGITS[:turn]) for turn in range(10)]


@dataclasses.dataclass(frozen=True, slots=True)
class _Original:
    """An article of the base, with everything that its repetitions share."""

    article: Article
    names: tuple[Name, ...]
    headline: Words
    passages: tuple[StoredPassage, ...]
    bodies: tuple[Words, ...]


def grow(
    base: Generation,
    folder: Path,
    passages: int,
    tokenizer: Tokenizer,
    on_done: Callable[[int], None] | None = None,
) -> None:
    """Make the archive in `folder` of `passages` passages or a few more, out of a base's.

    `on_done(n)` hears how many are written. The base must hold a passage.
    """
    store = GenerationStore(folder)
    with store.writing(), store.aside(None) as building:
        _Growing(base, building, tokenizer).write(passages, on_done or _unheard)
        number = store.next_number()
        seal(building, number, base.manifest.recipe, READER)
        store.put(building, number)
        store.activate(number)


class _Growing:
    def __init__(self, base: Generation, folder: Path, tokenizer: Tokenizer) -> None:
        self._base = base
        self._folder = folder
        self._originals = tuple(_originals(base, tokenizer))
        self._catalogue = CatalogueWriter.create(folder)
        self._lexical = LexicalWriter.create(folder)
        self._random = np.random.default_rng(_SEED)
        self._of_passages: dict[int, int] = {}  # the real passage or sentence of each repeated one
        self._of_sentences: dict[int, int] = {}

    def write(self, passages: int, on_done: Callable[[int], None]) -> None:
        repeated = ((turn, one) for turn in itertools.count() for one in self._originals)
        while len(self._of_passages) < passages:
            turn, original = next(repeated)
            self._repeat(original, turn)
            on_done(min(len(self._of_passages), passages))
        self._put_vectors(PASSAGES_FILE, self._base.passages, self._of_passages)
        self._put_vectors(SENTENCES_FILE, self._base.sentences, self._of_sentences)
        self._lexical.commit()
        self._catalogue.commit()
        self._catalogue.close()

    def _repeat(self, original: _Original, turn: int) -> None:
        article = dataclasses.replace(
            original.article,
            id=ArticleId(f"{original.article.id}-{turn}"),
            headline=_turned(original.article.headline, turn),
            text=_turned(original.article.text, turn),
        )
        spans = [Passage(p.span, tuple(s for _, s in p.sentences)) for p in original.passages]
        stored = self._catalogue.put_article(article, spans, original.names)
        self._catalogue.put_page(Page(article.id, "", (article,)), "")
        headline = _turned_words(original.headline, turn)
        for real, made, body in zip(original.passages, stored, original.bodies, strict=True):
            self._lexical.add(made.id, headline, _turned_words(body, turn))
            self._of_passages[made.id] = real.id
            pairs = zip(made.sentences, real.sentences, strict=True)
            self._of_sentences.update({a: b for (a, _), (b, _) in pairs})

    def _put_vectors(self, name: str, base: FaissIndex | VectorTable, real: dict[int, int]) -> None:
        """Write the vectors of repeated texts: the real one's, with noise from the second on."""
        table = VectorTable.create(base.dimension, self._folder)
        ids, of = np.array([*real.items()], np.int64).T
        again = np.ones(len(of), bool)
        again[np.unique(of, return_index=True)[1]] = False
        width = np.sqrt((NOISE_COSINE**-2 - 1) / base.dimension)
        for some in np.array_split(np.arange(len(ids)), 1 + len(ids) // _AT_ONCE):
            vectors = base.vectors(of[some].tolist())
            noise = self._random.standard_normal(vectors.shape, np.float32)
            vectors += width * again[some, None] * noise
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            table.add(ids[some].tolist(), vectors)
        table.save(self._folder / name)


def _originals(base: Generation, tokenizer: Tokenizer) -> Iterator[_Original]:
    printed = base.catalogue.printed().values()
    ids = list(dict.fromkeys(itertools.chain.from_iterable(printed)))
    for article in base.catalogue.articles(ids):
        passages = base.catalogue.passages_of(article.id)
        if passages:
            found = names_of(article, tokenizer)
            names = [name.text for name in found]
            texts = [article.text[p.span.start : p.span.end] for p in passages]
            bodies = tuple(words_of(text, names, tokenizer) for text in texts)
            headline = words_of(article.heading, names, tokenizer)
            yield _Original(article, found, headline, passages, bodies)


def _turned(text: str, turn: int) -> str:
    """Return a text with each digit raised by `turn`, 9 going on at 0: its length stays."""
    return text.translate(_TURNS[turn % 10])


def _turned_words(words: Words, turn: int) -> Words:
    return Words(tuple(_turned(term, turn) for term in words.terms), words.pairs)


def _unheard(_done: int) -> None:
    """Hear nothing of the progress."""
