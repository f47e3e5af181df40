"""Texts made comparable: what differs only in script, width, case or white space is the same."""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath

from retrieval.text import fold

_DATELINE = re.compile(r"^[\u4e00-\u9fff]{0,6}讯(?:\([^()]{1,60}\))?")


@functools.lru_cache(maxsize=20_000)
def compact(text: str) -> str:
    """Return `text` folded (NFKC, simplified, lower case) and without white space."""
    return re.sub(r"\s+", "", fold(text))


def holds(text: str, quote: str) -> bool:
    """Say whether `text` holds `quote`, both compacted; a dateline before the quote may lack.

    An empty quote is held by nothing.
    """
    wanted, held = compact(quote), compact(text)
    bare = _DATELINE.sub("", wanted)
    return bool(bare) and (wanted in held or bare in held)


def page_name(source: str) -> str:
    """Return the name of a page's file, whatever folder it was loaded from."""
    return PurePosixPath(source).name
