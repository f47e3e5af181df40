"""Which update the running code works on, so that every line of the log about it says which.

The mark goes along into threads and into tasks that are started meanwhile.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from telegram import Update

if TYPE_CHECKING:
    from collections.abc import Iterator

_mark: ContextVar[str] = ContextVar("mark", default="")


def mark_of(update: object) -> str:
    """Return the mark of an update: its number, the same when it is taken up after a kill."""
    return f"u{update.update_id}" if isinstance(update, Update) else ""


def current_mark() -> str:
    """Return the mark of what the running code works on, "" for nothing of the kind."""
    return _mark.get()


@contextmanager
def marked(mark: str) -> Iterator[None]:
    """Put a mark on what is done in the block."""
    token = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(token)
