"""The systems that can be run: our search, baselines made of its parts, and ours without each."""

from __future__ import annotations

import dataclasses

from retrieval.asking.options import FOR_MEMBERS, AskingOptions
from retrieval.errors import SystemUnknown

OURS = "ours"
_WITHOUT = "without-"


def systems() -> dict[str, AskingOptions]:
    """Return the options of every system by its name.

    `bm25` and `dense` use one ranking alone, `fusion` both with equal weight (Cormack et al.
    2009). `without-X` is ours with the part `X` switched off: every option that is a switch.
    """
    return {
        OURS: FOR_MEMBERS,
        "bm25": dataclasses.replace(_BARE, lexical_weight=1.0, dense_weight=0.0),
        "dense": dataclasses.replace(_BARE, lexical_weight=0.0, dense_weight=1.0),
        "fusion": dataclasses.replace(_BARE, lexical_weight=1.0, dense_weight=1.0),
        **{
            _WITHOUT + name.replace("_", "-"): dataclasses.replace(FOR_MEMBERS, **{name: False})
            for name in _switches()
        },
    }


def options_of(name: str) -> AskingOptions:
    """Return the options of a system. Raises `SystemUnknown`."""
    known = systems()
    if name not in known:
        raise SystemUnknown(name, tuple(known))
    return known[name]


def ablations() -> tuple[str, ...]:
    """Return the names of the systems that are ours without one part."""
    return tuple(name for name in systems() if name.startswith(_WITHOUT))


def _switches() -> tuple[str, ...]:
    fields = dataclasses.fields(FOR_MEMBERS)
    return tuple(f.name for f in fields if getattr(FOR_MEMBERS, f.name) is True)


# A baseline ranks in one way and does nothing else, but it completes follow-ups: a user of it
# would be told to ask them in full.
_BARE = dataclasses.replace(
    FOR_MEMBERS, **{name: False for name in _switches() if name != "completes_follow_ups"}
)
