"""The clock of the store: whole seconds since 1970, handed in so that tests can turn it."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], int]
DAY_S = 24 * 60 * 60


def system_clock() -> int:
    """Return the present moment."""
    return int(time.time())
