"""Retrieval over newspapers: knows newspapers and ranking, and nothing of Telegram.

`from retrieval import Archive` is the whole of it for a program that asks. The names are found
when they are first used, so that importing a small part of the package stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.archive import Archive, open_archive

__all__ = ["Archive", "open_archive"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is the name's own
    if name in __all__:
        from retrieval import archive

        return getattr(archive, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
