"""Edits a generation's folder: articles go in and out of catalogue, words and vectors together.

Vectors of texts that were there before are used again, so a load embeds only what is new.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

import numpy as np

from retrieval.index.catalogue_writer import CatalogueWriter
from retrieval.index.lexical import LexicalWriter
from retrieval.index.vectors import PASSAGES_FILE, SENTENCES_FILE, VectorTable
from retrieval.names import names_of
from retrieval.passages import passage_text, sentence_text, split
from retrieval.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from retrieval.ports import Embedder, Vectors
    from retrieval.text import Tokenizer
    from retrieval.types import Article, ArticleId


class GenerationEditor:
    """One writer over a folder aside. Nothing is on disk before `finish`."""

    def __init__(
        self,
        folder: Path,
        catalogue: CatalogueWriter,
        lexical: LexicalWriter,
        vectors: tuple[VectorTable, VectorTable] | None,
        tokenizer: Tokenizer,
    ) -> None:
        self._folder = folder
        self.catalogue = catalogue
        self._lexical = lexical
        self._vectors = vectors
        self._tokenizer = tokenizer
        self._known: dict[str, Vectors] = {}
        self._passage_texts: dict[int, str] = {}
        self._sentence_texts: dict[int, str] = {}

    @classmethod
    def create(cls, folder: Path, tokenizer: Tokenizer) -> Self:
        """Begin an empty generation in an empty folder."""
        return cls(
            folder, CatalogueWriter.create(folder), LexicalWriter.create(folder), None, tokenizer
        )

    @classmethod
    def edit(cls, folder: Path, base: Path, tokenizer: Tokenizer) -> Self:
        """Go on from the generation in the folder `base`.

        It is copied in `folder` already; its vectors are read where they lie.
        """
        passages, sentences = (
            VectorTable.load(base / name, folder / name) for name in (PASSAGES_FILE, SENTENCES_FILE)
        )
        return cls(
            folder,
            CatalogueWriter.edit(folder),
            LexicalWriter.edit(folder),
            (passages, sentences),
            tokenizer,
        )

    def put(self, article: Article) -> None:
        """Add an article that is not there."""
        found = names_of(article, self._tokenizer)
        names = [name.text for name in found]
        headline = words_of(article.heading, names, self._tokenizer)
        for passage in self.catalogue.put_article(article, split(article), found):
            body = article.text[passage.span.start : passage.span.end]
            self._lexical.add(passage.id, headline, words_of(body, names, self._tokenizer))
            self._passage_texts[passage.id] = passage_text(article, passage.span)
            for sentence_id, span in passage.sentences:
                self._sentence_texts[sentence_id] = sentence_text(article, span)

    def remove(self, article_id: ArticleId) -> None:
        """Take an article out, and remember its vectors in case its sentences come back."""
        article = self.catalogue.article(article_id)
        passages = self.catalogue.passages_of(article_id)
        passage_texts: dict[int, str] = {p.id: passage_text(article, p.span) for p in passages}
        sentence_texts: dict[int, str] = {
            i: sentence_text(article, s) for p in passages for i, s in p.sentences
        }
        if self._vectors is not None:
            self._take_out(self._vectors[0], passage_texts)
            self._take_out(self._vectors[1], sentence_texts)
        self._lexical.remove(passage_texts)
        self.catalogue.remove_article(article_id)

    def _take_out(self, table: VectorTable, texts: Mapping[int, str]) -> None:
        self._known.update(zip(texts.values(), table.vectors(list(texts)), strict=True))
        table.remove(list(texts))

    def texts_to_embed(self) -> list[str]:
        """Return the texts without a vector, each once, in a settled order."""
        texts = [*self._passage_texts.values(), *self._sentence_texts.values()]
        return [text for text in dict.fromkeys(texts) if text not in self._known]

    def embed(self, embedder: Embedder, on_done: Callable[[int], None] | None = None) -> int:
        """Embed what is new, and return how many texts that were.

        Texts and vectors leave the memory then.
        """
        new = self.texts_to_embed()
        if self._vectors is None or new:
            self._take_in(new, embedder.embed_passages(new, on_done))
        assert self._vectors is not None
        self._add(self._vectors[0], self._passage_texts)
        self._add(self._vectors[1], self._sentence_texts)
        self._known.clear()
        self._passage_texts.clear()
        self._sentence_texts.clear()
        return len(new)

    def _take_in(self, texts: Sequence[str], vectors: Vectors) -> None:
        self._known.update(zip(texts, vectors, strict=True))
        if self._vectors is None:
            dimension = vectors.shape[1]
            self._vectors = (
                VectorTable.create(dimension, self._folder),
                VectorTable.create(dimension, self._folder),
            )

    def finish(self, embedder: Embedder, on_done: Callable[[int], None] | None = None) -> int:
        """Embed what is new, write everything, and return how many texts were embedded."""
        embedded = self.embed(embedder, on_done)
        assert self._vectors is not None
        passages, sentences = self._vectors
        with ThreadPoolExecutor(2, "save") as pool:
            saved = (
                pool.submit(passages.save, self._folder / PASSAGES_FILE),
                pool.submit(sentences.save, self._folder / SENTENCES_FILE),
            )
            self._lexical.commit()
            self.catalogue.commit()
            self.catalogue.close()
        for each in saved:
            each.result()
        self._vectors = None
        return embedded

    def _add(self, table: VectorTable, texts: dict[int, str]) -> None:
        if texts:
            table.add(list(texts), np.stack([self._known[text] for text in texts.values()]))
