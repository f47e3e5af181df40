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
from retrieval.errors import VerificationFailed
from retrieval.evaluation.vectors import KeptVectors
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
    if store.current() is None:
        kept = KeptVectors(embedder, cache_dir)
        _build(collection.corpus, store, kept, recipe, progress=progress or _unheard)
    return Archive(folder, embedder, options)


def _digest(corpus: Sequence[CorpusArticle], recipe: Recipe) -> str:
    digest = hashlib.sha256(repr(recipe).encode())
    for article in corpus:
        digest.update(repr(article).encode())
    return digest.hexdigest()[:12]


def _build(
    corpus: Sequence[CorpusArticle],
    store: GenerationStore,
    embedder: Embedder,
    recipe: Recipe,
    *,
    progress: Progress,
) -> None:
    with store.writing():
        number = store.next_number()
        with store.aside(None) as folder:
            tokenizer = Tokenizer()
            editor = GenerationEditor.create(folder, tokenizer)
            for done, article in enumerate(corpus, start=1):
                editor.put(_article(article))
                editor.catalogue.put_page(_page(article), "")
                progress(LoadProgress(LoadStage.READ, done, len(corpus)))
            total = len(editor.texts_to_embed())
            editor.finish(embedder, lambda n: progress(LoadProgress(LoadStage.EMBED, n, total)))
            seal(folder, number, recipe, READER)
            found = problems(open_generation(folder), (), tokenizer)
            if found:
                raise VerificationFailed(found)
            store.put(folder, number)
        store.activate(number)


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
