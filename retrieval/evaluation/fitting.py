"""Fits search and confidence together on some collections, one after the other."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.asking.options import FOR_MEMBERS
from retrieval.evaluation.fit import Fit
from retrieval.evaluation.fit_confidence import Example, Target, examples, fit_confidence
from retrieval.evaluation.fit_search import SearchFit, fit_search, grid, scores_of
from retrieval.evaluation.vectors import RememberedQueries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from retrieval.archive import Archive
    from retrieval.asking.options import AskingOptions
    from retrieval.asking.search import SearchWeights
    from retrieval.evaluation.collections import Collection
    from retrieval.ports import Embedder


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
    on_percent: Callable[[int], None] | None = None,
) -> Fit:
    """Fit the search first, then the confidence of the search that was chosen.

    With `keeps_search`, the search in use is measured and kept, which is many times faster.
    Raises `EvaluationError` when the collections hold too little; see the two parts.
    """
    heard = on_percent or _unheard
    tried = [FOR_MEMBERS.search] if keeps_search else grid()
    search = _search(collections, open_collection, tried, folds, heard)
    options = replace(FOR_MEMBERS, search=search.weights)
    given: list[Example] = []
    model = ""
    for collection in collections:
        archive = open_collection(collection, options)
        model = archive.status().model
        given += examples(collection, archive)
    heard(100)
    confidence = fit_confidence(given, folds, target)
    return Fit(tuple(collections), model, folds, keeps_search, search, confidence)


def _search(
    collections: Sequence[Collection],
    open_collection: OpenCollection,
    tried: Sequence[SearchWeights],
    folds: int,
    heard: Callable[[int], None],
) -> SearchFit:
    scores: list[NDArray[np.float64]] = []
    groups: list[str] = []
    for collection in collections:
        done, total = len(scores) * len(tried), len(collections) * len(tried)
        of_one, articles = scores_of(
            collection,
            functools.partial(_opened, open_collection, collection, _Remembered()),
            tried,
            functools.partial(_tell, heard, done, total),
        )
        scores.append(of_one)
        groups += articles
    return fit_search(np.concatenate(scores, axis=1), groups, tried, folds)


def _opened(
    open_collection: OpenCollection,
    collection: Collection,
    remembered: _Remembered,
    options: AskingOptions,
) -> Archive:
    return open_collection(collection, options, remembered)


def _tell(heard: Callable[[int], None], before: int, total: int, done: int) -> None:
    """Count the search as four fifths of the work."""
    heard(80 * (before + done) // total)


class _Remembered:
    """Puts one memory of queries around the model of every archive of a collection."""

    def __init__(self) -> None:
        self._made: RememberedQueries | None = None

    def __call__(self, embedder: Embedder) -> Embedder:
        self._made = self._made or RememberedQueries(embedder)
        return self._made


def _unheard(_percent: int) -> None:
    """Hear nothing of the progress."""
