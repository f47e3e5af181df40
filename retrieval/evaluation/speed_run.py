"""One run of all measurements of speed over a live archive, and over what it grows to."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embed import embedder_for, reference_for
from retrieval.errors import NothingLoaded
from retrieval.evaluation import speed
from retrieval.evaluation.grown import grow
from retrieval.index.generation import open_generation, open_sealed
from retrieval.index.manifest import Recipe, check_recipe
from retrieval.index.store import GenerationStore
from retrieval.text import Tokenizer, fold
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, Vectors
    from retrieval.settings import ArchiveSettings

    Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]

_MAX_PASSAGES = 64  # that sentence-transformers embeds beside us
_MAX_LEXICAL = 10_000  # passages that bm25s is given: it holds them all in memory
_MAX_DENSE = 100_000  # and a linear scan


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured: ratios to baselines, and how each size answered."""

    compared: tuple[speed.Compared, ...]
    asked: tuple[speed.Asked, ...]


def measure(
    settings: ArchiveSettings, questions: Sequence[str], sizes: Sequence[int], bar: Bar
) -> Figures:
    """Measure the live archive of `settings`, and archives grown from it to `sizes` passages.

    Raises `NothingLoaded`, `GenerationMismatch`, `EvaluationError`.
    """
    embedder = embedder_for(settings.embedding_model, settings.data_dir)
    base = live_generation(settings.data_dir, embedder)
    tokenizer = Tokenizer(cache_dir=settings.data_dir / "cache")
    vectors = embedder.embed_queries([fold(question) for question in questions])
    terms = [tokenizer.content_terms(question) for question in questions]
    reference = reference_for(settings.embedding_model, settings.data_dir)
    with bar("embedding, against sentence-transformers", 1) as on_done:
        compared = list(speed.embedding(embedder, reference, questions, _passages(base)))
        on_done(1)
    request: dict[str, object] = {
        "questions": list(questions),
        "settings_dir": str(settings.data_dir.absolute()),
        "model": settings.embedding_model,
    }
    asked = [_ask(base, settings.data_dir, request, vectors)]
    for size in sizes:
        with _grown(base, size, tokenizer, bar) as folder:
            grown = open_sealed(GenerationStore(folder).folder(GenerationNumber(1)))
            asked.append(_ask(grown, folder, request, vectors))
            if size == _largest(sizes, _MAX_DENSE):
                compared.append(speed.dense(grown, vectors))
            if size == _largest(sizes, _MAX_LEXICAL):
                compared.append(speed.lexical(grown, terms, tokenizer))
            grown.catalogue.close()
    return Figures(tuple(compared), tuple(asked))


def _largest(sizes: Sequence[int], limit: int) -> int:
    return max((size for size in sizes if size <= limit), default=0)


@contextlib.contextmanager
def _grown(base: Generation, size: int, tokenizer: Tokenizer, bar: Bar) -> Iterator[Path]:
    """Give the folder of an archive grown to a size; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="wenbao-speed-"))
    try:
        with bar(f"growing to {size:,} passages", size) as on_done:
            grow(base, folder, size, tokenizer, on_done)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def live_generation(data_dir: Path, embedder: Embedder) -> Generation:
    """Open the live generation. Raises `NothingLoaded`, `GenerationMismatch`."""
    store = GenerationStore(data_dir)
    number = store.current()
    if number is None:
        raise NothingLoaded
    generation = open_generation(store.folder(number))
    check_recipe(generation.manifest, Recipe(model=embedder.key))
    return generation


def _ask(
    generation: Generation, folder: Path, request: dict[str, object], vectors: Vectors
) -> speed.Asked:
    passages, recall = generation.passages.count(), speed.recall(generation, vectors)
    return speed.ask({**request, "folder": str(folder.absolute())}, passages, recall)


def _passages(base: Generation) -> list[str]:
    printed = base.catalogue.printed().values()
    articles = base.catalogue.articles(dict.fromkeys(i for ids in printed for i in ids))
    texts = (
        article.text[passage.span.start : passage.span.end]
        for article in articles
        for passage in base.catalogue.passages_of(article.id)
    )
    return list(itertools.islice(texts, _MAX_PASSAGES))
