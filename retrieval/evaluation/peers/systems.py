"""The systems that are measured side by side: names, packages, and how each one is made."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING

from retrieval.errors import SystemUnknown

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.evaluation.peers.port import Peer

OURS = "ours"
_ROOM = "retrieval.evaluation.peers"


@dataclass(frozen=True, slots=True)
class PeerKind:
    """A library: the module that it needs, its class here, and the packages that are its version.

    `module` is what must be importable for it to run.
    """

    module: str
    adapter: str
    packages: tuple[str, ...]


KINDS = {
    "txtai": PeerKind("txtai", "txtai_peer.Txtai", ("txtai",)),
    "haystack": PeerKind(
        "haystack_integrations",
        "haystack_peer.Haystack",
        ("haystack-ai", "sentence-transformers-haystack"),
    ),
    "llama-index": PeerKind(
        "llama_index",
        "llama_index_peer.LlamaIndex",
        ("llama-index-core", "llama-index-retrievers-bm25"),
    ),
}
CHINESE = "-zh"
"""Ends the name of a library with sensible Chinese settings; without it, at its defaults."""

NAMES = (OURS, *(name + setting for name in KINDS for setting in ("", CHINESE)))


def kind_of(name: str) -> PeerKind | None:
    """Return the library that a name is of; `None` for ours. Raises `SystemUnknown`."""
    if name not in NAMES:
        raise SystemUnknown(name, NAMES)
    return KINDS.get(name.removesuffix(CHINESE))


def is_installed(name: str) -> bool:
    """Say whether a system can run here. Raises `SystemUnknown`."""
    kind = kind_of(name)
    return kind is None or find_spec(kind.module) is not None


def versions(name: str) -> dict[str, str]:
    """Return the versions of a system's packages; none for ours. Raises `SystemUnknown`."""
    kind = kind_of(name)
    return {package: metadata.version(package) for package in (kind.packages if kind else ())}


def make(name: str, model: Path) -> Peer:
    """Load a library with a model folder. Raises `SystemUnknown`, also for our own search."""
    kind = kind_of(name)
    if kind is None:
        raise SystemUnknown(name, NAMES[1:])
    module, _, adapter = kind.adapter.partition(".")
    peer: Peer = getattr(importlib.import_module(f"{_ROOM}.{module}"), adapter)(
        model, tuned=name.endswith(CHINESE)
    )
    return peer
