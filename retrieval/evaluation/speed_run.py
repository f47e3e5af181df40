"""One run of all measurements of speed over a live archive, and over what it grows to."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embed import embedder_for, reference_for
from retrieval.errors import NothingLoaded
from retrieval.evaluation import speed
from retrieval.evaluation.grown import grow
from retrieval.index.generation import open_generation
from retrieval.index.manifest import Recipe, check_recipe
from retrieval.index.store import GenerationStore
from retrieval.text import Tokenizer, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder
    from retrieval.settings import ArchiveSettings

    Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]

_MAX_PASSAGES = 64  # that sentence-transformers embeds beside us


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured: ratios to baselines, recall@10, and how each size answered."""

    compared: tuple[speed.Compared, ...]
    recall: float | None
    asked: tuple[speed.Asked, ...]


def measure(
    settings: ArchiveSettings, questions: Sequence[str], sizes: Sequence[int], bar: Bar
) -> Figures:
    """Measure the live archive of `settings`, and archives grown from it to `sizes` passages.

    Raises `NothingLoaded`, `GenerationMismatch`, `EvaluationError`.
    """
    embedder = embedder_for(settings.embedding_model, settings.data_dir)
    base = _live(settings.data_dir, embedder)
    tokenizer = Tokenizer(cache_dir=settings.data_dir / "cache")
    with bar("against baselines", 4) as on_done:
        compared = _compared(settings, embedder, base, questions, tokenizer)
        on_done(4)
    vectors = embedder.embed_queries([fold(question) for question in questions])
    request: dict[str, object] = {
        "questions": list(questions),
        "settings_dir": str(settings.data_dir.absolute()),
        "model": settings.embedding_model,
    }
    asked = [_ask(base, settings.data_dir.absolute(), request)]
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="wenbao-speed-"))
        try:
            with bar(f"growing to {size:,} passages", size) as on_done:
                grow(base, folder, size, tokenizer, on_done)
            asked.append(speed.ask({**request, "folder": str(folder)}, size))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return Figures(compared, speed.recall(base, vectors), tuple(asked))


def _live(data_dir: Path, embedder: Embedder) -> Generation:
    store = GenerationStore(data_dir)
    number = store.current()
    if number is None:
        raise NothingLoaded
    generation = open_generation(store.folder(number))
    check_recipe(generation.manifest, Recipe(model=embedder.key))
    return generation


def _ask(base: Generation, folder: Path, request: dict[str, object]) -> speed.Asked:
    return speed.ask({**request, "folder": str(folder)}, base.catalogue.counts().passages)


def _compared(
    settings: ArchiveSettings,
    embedder: Embedder,
    base: Generation,
    questions: Sequence[str],
    tokenizer: Tokenizer,
) -> tuple[speed.Compared, ...]:
    reference = reference_for(settings.embedding_model, settings.data_dir)
    articles = list(
        base.catalogue.articles(i for ids in base.catalogue.printed().values() for i in ids)
    )
    passages = [
        article.text[passage.span.start : passage.span.end]
        for article in articles
        for passage in base.catalogue.passages_of(article.id)
    ]
    vectors = embedder.embed_queries([fold(question) for question in questions])
    terms = [tokenizer.content_terms(question) for question in questions]
    return (
        *speed.embedding(embedder, reference, questions, passages[:_MAX_PASSAGES]),
        speed.dense(base, vectors),
        speed.lexical(base, terms, tokenizer),
    )
