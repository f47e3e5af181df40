"""How fast the archive is: ratios to plain baselines in the same run, and times by size.

Ours and a baseline take turns, text by text, so that a busy machine slows both alike; a ratio is
how many times as long the baseline took. The whole question is asked in a process of its own.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import EvaluationError
from retrieval.own_process import run_module

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.index.generation import Generation
    from retrieval.ports import Embedder, Vectors
    from retrieval.text import Tokenizer

DEPTH = 10
_BATCH_TEXTS = 8
_MAX_BATCHES = 8
_ROWS_AT_ONCE = 50_000  # vectors in memory while all are compared: 77 MB


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that we and a baseline did in turns: seconds a piece, pair by pair."""

    what: str
    baseline: str
    ours_s: tuple[float, ...]
    baseline_s: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, float, float]:
        """How many times as long the baseline took: the middle, and the quartiles around it."""
        each = np.asarray(self.baseline_s) / np.asarray(self.ours_s)
        low, middle, high = np.quantile(each, [0.25, 0.5, 0.75])
        return float(middle), float(low), float(high)

    @property
    def medians_ms(self) -> tuple[float, float]:
        """Milliseconds a piece, of ours and of the baseline: the middle."""
        return float(np.median(self.ours_s)) * 1000, float(np.median(self.baseline_s)) * 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """How an archive of `passages` passages answered: milliseconds, questions a second, bytes.

    `recall` is that of its dense search; `processor_ms` the middle of what a question took of the
    cores, `model_ms` of what the model took of it.
    """

    passages: int
    recall: float
    p50_ms: float
    p95_ms: float
    processor_ms: float
    model_ms: float
    start_s: float
    one_per_s: float
    eight_per_s: float
    memory_bytes: int


def embedding(
    ours: Embedder, reference: Embedder, questions: Sequence[str], passages: Sequence[str]
) -> tuple[Compared, Compared]:
    """Compare two runtimes of one model: question by question, and passages in small batches."""
    batches = [passages[i : i + _BATCH_TEXTS] for i in range(0, len(passages), _BATCH_TEXTS)]
    return (
        _in_turns(
            "embedding a question",
            "sentence-transformers, float32",
            (lambda text: ours.embed_queries([text]), lambda text: reference.embed_queries([text])),
            questions,
        ),
        _in_turns(
            f"embedding {_BATCH_TEXTS} passages",
            "sentence-transformers, float32",
            (ours.embed_passages, reference.embed_passages),
            batches[:_MAX_BATCHES],
        ),
    )


def dense(generation: Generation, vectors: Vectors) -> Compared:
    """Compare the dense search with a product of the whole matrix and its ten best rows."""
    matrix = generation.passages.vectors(generation.passages.ids().tolist())

    def scan(vector: Vectors) -> object:
        cosines = matrix @ vector
        best = np.argpartition(-cosines, min(DEPTH, len(cosines) - 1))[:DEPTH]
        return best[np.argsort(-cosines[best])]

    search = generation.passages.search
    return _in_turns(
        f"dense search in {len(matrix):,} passages",
        "linear scan in numpy",
        (lambda v: search(v, DEPTH), scan),
        list(vectors),
    )


def lexical(
    generation: Generation, questions: Sequence[Sequence[str]], tokenizer: Tokenizer
) -> Compared:
    """Compare the lexical search with bm25s over the words of jieba. Raises `EvaluationError`."""
    try:
        import bm25s
    except ImportError as error:
        raise EvaluationError("bm25s is not installed: pip install '.[dev]'") from error
    baseline = bm25s.BM25()
    baseline.index(_terms(generation, tokenizer), show_progress=False)
    depth = min(DEPTH, generation.lexical.count())

    def theirs(terms: Sequence[str]) -> object:
        return baseline.retrieve([list(terms)], k=depth, show_progress=False)

    search = generation.lexical.search
    asked = [terms for terms in questions if terms]
    what = f"lexical search in {generation.lexical.count():,} passages"
    return _in_turns(what, "bm25s", (lambda t: search(t, DEPTH), theirs), asked)


def recall(generation: Generation, vectors: Vectors) -> float:
    """Return recall@10 of the dense search against a product with every stored vector.

    `vectors`: shape (questions, dimension). The generation must hold a passage.
    """
    index, every = generation.passages, generation.passages.ids()
    parts = np.array_split(every, 1 + len(every) // _ROWS_AT_ONCE)
    cosines = np.hstack([vectors @ index.vectors(part.tolist()).T for part in parts])
    k = min(DEPTH, len(every))
    nearest = every[np.argpartition(-cosines, k - 1, axis=1)[:, :k]]
    kept = [
        len({i for i, _ in index.search(vector, k)} & set(best.tolist()))
        for vector, best in zip(vectors, nearest, strict=True)
    ]
    return float(np.mean(kept)) / k


def ask(request: Mapping[str, object], passages: int, recall: float) -> Asked:
    """Ask an archive in a process of its own; `request` as in `asker.measure`."""
    given = json.dumps({**request, "began": time.time()})
    done = run_module("retrieval.evaluation.asker", given=given)
    if done.returncode != 0:
        raise EvaluationError((done.stderr.strip().splitlines() or ["it was killed"])[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    p50, p95 = np.quantile(found["alone_s"], [0.5, 0.95]) * 1000
    rates = found["start_s"], found["one_per_s"], found["eight_per_s"], found["memory_bytes"]
    processor, model = (np.median(found[part]) * 1000 for part in ("processor_s", "model_s"))
    own = float(processor), float(model)
    return Asked(passages, recall, float(p50), float(p95), *own, *rates)


def _in_turns(
    what: str,
    baseline: str,
    sides: tuple[Callable[[Any], object], Callable[[Any], object]],
    pieces: Sequence[Any],
) -> Compared:
    """Let both sides do each piece, in changing order, after a piece that is not timed."""
    for do in sides:
        do(pieces[0])
    taken: tuple[list[float], list[float]] = ([], [])
    for turn, piece in enumerate(pieces):
        for side in (0, 1) if turn % 2 else (1, 0):
            began = time.perf_counter()
            sides[side](piece)
            taken[side].append(time.perf_counter() - began)
    return Compared(what, baseline, tuple(taken[0]), tuple(taken[1]))


def _terms(generation: Generation, tokenizer: Tokenizer) -> list[list[str]]:
    """Return the words of every passage, its headline before it."""
    ids = dict.fromkeys(passage.article_id for passage in _all_passages(generation))
    terms = []
    for article in generation.catalogue.articles(ids):
        headline = tokenizer.terms(article.heading)
        for passage in generation.catalogue.passages_of(article.id):
            text = article.text[passage.span.start : passage.span.end]
            terms.append([*headline, *tokenizer.terms(text)])
    return terms


def _all_passages(generation: Generation) -> list[Any]:
    printed = generation.catalogue.printed().values()
    ids = dict.fromkeys(i for of_page in printed for i in of_page)
    return [passage for i in ids for passage in generation.catalogue.passages_of(i)]
