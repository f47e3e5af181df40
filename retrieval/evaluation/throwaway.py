"""Builds an archive of a collection's own corpus, so that our search runs on it unchanged.

Each corpus article is one article under its own id, and the only one of a page of its name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING

from retrieval.archive import Archive
from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.embed.kept import KeptVectors
from retrieval.errors import VerificationFailed
from retrieval.index.editor import GenerationEditor
from retrieval.index.generation import open_generation
from retrieval.index.manifest import Recipe, seal
from retrieval.index.store import GenerationStore
from retrieval.index.verify import problems
from retrieval.text import Tokenizer
from retrieval.types import (
    Article,
    ArticleId,
    Block,
    BlockKind,
    DateSource,
    LoadProgress,
    LoadStage,
    Page,
    PageDate,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.evaluation.collections import Collection, CorpusArticle
    from retrieval.ports import Embedder, Progress

READER = "collection/1"

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def archive_of(
    collection: Collection,
    cache_dir: Path,
    embedder: Embedder,
    *,
    options: AskingOptions = FOR_MEMBERS,
    tokenizer: Tokenizer | None = None,
    progress: Progress | None = None,
) -> Archive:
    """Return an archive of the collection's corpus below `cache_dir`, built unless it is there.

    It is built again when the corpus, the model or the way of indexing is another; vectors are
    kept, so an interrupted build goes on. Raises `ArchiveBusy`, `ModelError`,
    `VerificationFailed`.
    """
    recipe = Recipe(model=embedder.key)
    folder = cache_dir / f"{collection.name}-{_digest(collection.corpus, recipe)}"
    store = GenerationStore(folder)
    words = tokenizer or Tokenizer(cache_dir=cache_dir)
    if store.current() is None:
        builder = _Builder(store, KeptVectors(embedder, cache_dir), words, progress or _unheard)
        builder.build(collection.corpus, recipe)
    return Archive(folder, embedder, words, options=options)


def _digest(corpus: Sequence[CorpusArticle], recipe: Recipe) -> str:
    digest = hashlib.sha256(repr(recipe).encode())
    for article in corpus:
        digest.update(repr(article).encode())
    return digest.hexdigest()[:12]


class _Builder:
    """Builds the first generation of a store out of corpus articles."""

    def __init__(
        self, store: GenerationStore, embedder: Embedder, tokenizer: Tokenizer, progress: Progress
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._progress = progress

    def build(self, corpus: Sequence[CorpusArticle], recipe: Recipe) -> None:
        with self._store.writing(), self._store.aside(None) as folder:
            number = self._store.next_number()
            self._write(corpus, folder)
            seal(folder, number, recipe, READER)
            found = problems(open_generation(folder), (), self._tokenizer)
            if found:
                raise VerificationFailed(found)
            self._store.put(folder, number)
            self._store.activate(number)

    def _write(self, corpus: Sequence[CorpusArticle], folder: Path) -> None:
        editor = GenerationEditor.create(folder, self._tokenizer)
        for done, article in enumerate(corpus, start=1):
            editor.put(_article(article))
            editor.catalogue.put_page(_page(article), "")
            self._progress(LoadProgress(LoadStage.READ, done, len(corpus)))
        total = len(editor.texts_to_embed())
        editor.finish(
            self._embedder, lambda n: self._progress(LoadProgress(LoadStage.EMBED, n, total))
        )


def _article(article: CorpusArticle) -> Article:
    """Make an article of which every line is a paragraph; its text stays as it is."""
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, match.start(), match.end())
        for match in _LINE.finditer(article.text)
    )
    return Article(ArticleId(article.id), article.title, article.text, blocks)


def _page(article: CorpusArticle) -> Page:
    day = dt.date.fromisoformat(article.date) if article.date else None
    return Page(
        source=article.id,
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
        articles=(_article(article),),
        date=PageDate(day, DateSource.FRONT_MATTER) if day else None,
    )


def _unheard(_progress: LoadProgress) -> None:
    """Hear nothing of the progress."""
