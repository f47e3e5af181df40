"""What the program and the process that parses page files say to each other."""

from __future__ import annotations

import functools

from pydantic import TypeAdapter

from retrieval.types import Page

PAGE, FAILURE, VIEW, END = b"p", b"f", b"v", b"."
CPU_S = 60  # for one page
IDLE_S = 20.0  # without work for so long, the process ends itself


@functools.cache
def page_format() -> TypeAdapter[Page]:
    """Return how a page is written as JSON."""
    return TypeAdapter(Page)
