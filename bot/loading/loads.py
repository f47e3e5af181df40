"""One load at a time: who is loading and since when, for whoever comes second."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A load that is under way. `by` is a name, "" for the bot that watches the folder."""

    by: str
    since: dt.datetime


class LoadUnderWay(Exception):
    """Another load is under way."""

    def __init__(self, other: UnderWay) -> None:
        super().__init__(other)
        self.other = other


class Loads:
    """The load of this process. To be used from one event loop only."""

    def __init__(self) -> None:
        self.under_way: UnderWay | None = None

    @contextmanager
    def only(self, by: str) -> Iterator[None]:
        """Load within the block, alone. Raises `LoadUnderWay`."""
        if self.under_way is not None:
            raise LoadUnderWay(self.under_way)
        self.under_way = UnderWay(by, dt.datetime.now(dt.UTC))
        try:
            yield
        finally:
            self.under_way = None
