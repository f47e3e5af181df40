"""The reading wing: a file becomes a page, and a page its articles.

Its patterns take a tenth of a second to compile, so they wait until a page is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.pages.continuations import join_continuations
    from retrieval.pages.plain import as_plain
    from retrieval.pages.read import read_page, read_pages

VERSION = "5"
"""Raise it when pages are read differently, so that a load reads them again."""

__all__ = ["VERSION", "as_plain", "join_continuations", "read_page", "read_pages"]

_ROOMS = {
    "as_plain": "plain",
    "join_continuations": "continuations",
    "read_page": "read",
    "read_pages": "read",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is the name's own
    if name in _ROOMS:
        return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
