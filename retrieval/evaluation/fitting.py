"""Fits search, ranker and confidence on some collections, one after the other."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.asking.options import FOR_MEMBERS
from retrieval.evaluation.collections import Collection, CorpusArticle
from retrieval.evaluation.fit import Fit
from retrieval.evaluation.fit_confidence import Example, Target, examples, fit_confidence
from retrieval.evaluation.fit_ranker import Choice, choices, fit_ranker
from retrieval.evaluation.fit_search import SearchFit, fit_search, grid, scores_of
from retrieval.evaluation.generate import generate
from retrieval.evaluation.holes import crossed, with_holes
from retrieval.evaluation.placing import place
from retrieval.evaluation.vectors import RememberedQueries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from retrieval.archive import Archive
    from retrieval.asking.options import AskingOptions
    from retrieval.asking.search import SearchWeights
    from retrieval.ports import Embedder

    OpenWith = Callable[[Collection, AskingOptions], Archive]


ENOUGH_REFUSED = 1 / 3
"""Share of unanswerable questions from which a collection teaches refusals by itself."""


class OpenCollection(Protocol):
    """Opens the archive that a collection is asked of."""

    def __call__(
        self,
        collection: Collection,
        options: AskingOptions,
        wrapped: Callable[[Embedder], Embedder] | None = None,
    ) -> Archive:
        """Open with `options`; `wrapped` is put around the model."""


def fit_all(
    collections: Sequence[Collection],
    open_collection: OpenCollection,
    *,
    folds: int,
    target: Target = Target.ANSWERABLE,
    keeps_search: bool = False,
    takes_ranker: bool = False,
    on_percent: Callable[[int], None] | None = None,
) -> Fit:
    """Fit the weights of the fusion, then the ranker, then the confidence of what they choose.

    Confidence learns from the collections, from the same with holes (`holes.py`), from questions
    of one collection asked of another, and from twins on false names (`generate.py`).
    With `keeps_search`, the fusion in use is measured and kept; with `takes_ranker`, the learned
    ranker is taken whether it beats the one in use or not. Raises `EvaluationError` when the
    collections hold too little; see the parts.
    """
    heard = on_percent or _unheard
    opened = functools.partial(_remembering, open_collection, {})
    tried = grid()[:1] if keeps_search else grid()
    search = _search(collections, opened, tried, folds, _part(heard, 0, 40))
    fused = replace(FOR_MEMBERS.search, dense=search.weights.dense)
    choosing = _choices(collections, opened, fused, _part(heard, 40, 60))
    ranker = fit_ranker(choosing, dict(fused.signals), folds, taken=takes_ranker)
    options = replace(FOR_MEMBERS, search=replace(fused, signals=tuple(ranker.weights.items())))
    given: list[Example] = []
    for done, collection in enumerate(collections, start=1):
        for asked in _with_refusals(collection, collections, opened):
            found = examples(asked, opened(asked, options))
            given += [replace(example, collection=collection.name) for example in found]
        heard(60 + 40 * done // len(collections))
    confidence = fit_confidence(given, folds, target)
    model = opened(collections[0], options).status().model
    used = ("--keep-search",) * keeps_search + ("--take-ranker",) * takes_ranker
    return Fit(tuple(collections), model, folds, used, search, ranker, confidence)


def _choices(
    collections: Sequence[Collection],
    opened: OpenWith,
    fused: SearchWeights,
    heard: Callable[[int], None],
) -> list[Choice]:
    given: list[Choice] = []
    for done, collection in enumerate(collections, start=1):
        given += choices(collection, opened(collection, replace(FOR_MEMBERS, search=fused)))
        heard(100 * done // len(collections))
    return given


def _with_refusals(
    collection: Collection, others: Sequence[Collection], opened: OpenWith
) -> list[Collection]:
    """Return a collection with questions of others, the same with holes, and twins.

    Twins are questions on a false place, person or number, made of a newspaper's own articles. Of
    a collection in which people ask what it cannot answer often enough, nothing is made.
    """
    archive = opened(collection, FOR_MEMBERS)
    foreign = crossed(collection, others)
    refused = sum(not question.answerable for question in collection.questions)
    if refused >= ENOUGH_REFUSED * len(collection.questions):
        return [foreign]
    if collection.qrels is not None:
        return [foreign, with_holes(collection, collection.corpus, collection.qrels)]
    held = tuple(archive.articles())
    corpus = tuple(CorpusArticle(a.id, a.heading, a.text) for _, a in held)
    twins = tuple(question for question in generate(held) if not question.answerable)
    return [
        foreign,
        with_holes(collection, corpus, place(collection.questions, held)),
        Collection(f"{collection.name}-twins", twins),
    ]


def _search(
    collections: Sequence[Collection],
    opened: OpenWith,
    tried: Sequence[SearchWeights],
    folds: int,
    heard: Callable[[int], None],
) -> SearchFit:
    scores: list[NDArray[np.float64]] = []
    groups: list[str] = []
    for done, collection in enumerate(collections, start=1):
        of_one, articles = scores_of(collection, functools.partial(opened, collection), tried)
        scores.append(of_one)
        groups += articles
        heard(100 * done // len(collections))
    return fit_search(np.concatenate(scores, axis=1), groups, tried, folds)


def _remembering(
    open_collection: OpenCollection,
    known: dict[str, _Remembered],
    collection: Collection,
    options: AskingOptions,
) -> Archive:
    """Open a collection so that no question of it is embedded twice."""
    remembered = known.setdefault(collection.name, _Remembered())
    return open_collection(collection, options, remembered)


def _part(heard: Callable[[int], None], start: int, end: int) -> Callable[[int], None]:
    """Return what hears of a part of the work, in percent, and tells it as part of the whole."""
    return lambda percent: heard(start + (end - start) * percent // 100)


class _Remembered:
    """Puts one memory of queries around the model of every archive of a collection."""

    def __init__(self) -> None:
        self._made: RememberedQueries | None = None

    def __call__(self, embedder: Embedder) -> Embedder:
        self._made = self._made or RememberedQueries(embedder)
        return self._made


def _unheard(_percent: int) -> None:
    """Hear nothing of the progress."""
