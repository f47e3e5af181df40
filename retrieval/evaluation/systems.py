"""The systems that can be run: our search, baselines made of its parts, and ours without each."""

from __future__ import annotations

from dataclasses import replace

from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.asking.rank import signal_names
from retrieval.asking.search import SearchWeights
from retrieval.asking.signals import SentenceSignals
from retrieval.errors import SystemUnknown

OURS = "ours"
BASELINES = ("bm25", "dense", "fusion")

_PLAIN = SearchWeights(lexical=1.0, dense=1.0, rescored=False)


def systems(ours: AskingOptions = FOR_MEMBERS) -> dict[str, AskingOptions]:
    """Return the options of every system by its name, `ours` first, then baselines and ablations.

    `bm25` and `dense` rank in one way alone, `fusion` fuses the two with equal weight (Cormack et
    al. 2009); all three complete follow-ups, as their users would ask in full. `without-X` is
    ours with the part `X` left out.
    """
    return {
        OURS: ours,
        "bm25": replace(ours, search=replace(_PLAIN, dense=0.0)),
        "dense": replace(ours, search=replace(_PLAIN, lexical=0.0)),
        "fusion": replace(ours, search=_PLAIN),
        **{f"without-{part}": options for part, options in _ablations(ours).items()},
    }


def options_of(name: str, ours: AskingOptions = FOR_MEMBERS) -> AskingOptions:
    """Return the options of a system, where `ours` are those of our own. Raises `SystemUnknown`."""
    known = systems(ours)
    if name not in known:
        raise SystemUnknown(name, tuple(known))
    return known[name]


def ablations() -> tuple[str, ...]:
    """Return the names of the systems that are ours without one part."""
    return tuple(f"without-{part}" for part in _ablations(FOR_MEMBERS))


def _ablations(ours: AskingOptions) -> dict[str, AskingOptions]:
    whole = ours.search
    searches = {
        "words": replace(whole, lexical=0.0),
        "meaning": replace(whole, dense=0.0),
        "rescoring": replace(whole, rescored=False),
        "sentence-meaning": _without(whole, "similarity"),
        "passage-meaning": _without(whole, "passage_similarity", "article_similarity"),
        "coverage": _without(whole, *(n for n in signal_names(SentenceSignals) if "coverage" in n)),
        "expectation": _without(whole, "expected", "support"),
    }
    options = {part: replace(ours, search=search) for part, search in searches.items()}
    return {**options, "follow-ups": replace(ours, completes_follow_ups=False)}


def _without(weights: SearchWeights, *names: str) -> SearchWeights:
    return replace(weights, signals=tuple((n, w) for n, w in weights.signals if n not in names))
