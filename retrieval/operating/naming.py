"""Finds the pages that somebody means by a part of a file name, which nobody types in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.types import PageRef


def pages_named(pages: Iterable[PageRef], words: str) -> tuple[PageRef, ...]:
    """Return the page of this very name, or else those whose names hold it, in the given order.

    Capitals do not matter; "" names every page.
    """
    held = tuple(pages)
    exact = tuple(page for page in held if page.source == words)
    wanted = words.strip().casefold()
    return exact or tuple(page for page in held if wanted in page.source.casefold())
