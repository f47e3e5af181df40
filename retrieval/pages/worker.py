"""The process in which page files are parsed: `python -m retrieval.pages.worker`.

A file that somebody sent may be made to break its parser, so parsers work here, where they have
little memory and time, no settings, no secrets, and cannot write a file. Requests come as a line of
JSON each; replies go back as lines that begin with what they are.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import resource
import select
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.errors import PageError
from retrieval.pages.exchange import CPU_S, END, FAILURE, IDLE_S, PAGE, VIEW, page_format
from retrieval.pages.read import read_pages
from retrieval.types import PageFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.types import Page

MEMORY_BYTES = 1 << 30


def main() -> None:
    """Answer requests until there are no more, or none for `IDLE_S`."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not pass for a reply
    _limit()
    while select.select([0], [], [], IDLE_S)[0]:
        request = sys.stdin.buffer.readline()
        if not request:
            return
        _answer(json.loads(request), lambda kind, body=b"": _reply(replies, kind, body))


def _answer(request: dict[str, Any], reply: Callable[..., None]) -> None:
    """Read one file; what cannot be read is replied like what can."""
    path = Path(request["path"])
    day = dt.date.fromisoformat(request["day"]) if request["day"] else None

    def failed(error: PageError) -> None:
        told = {"source": error.source, "fault": error.fault.value, "detail": error.detail}
        reply(FAILURE, json.dumps(told).encode())

    too_heavy = False
    try:
        pages = read_pages(path, failed, day, request["number"])
        if request["view"] is None:
            for page in pages:
                # A load needs neither, and they are most of a page.
                reply(PAGE, page_format().dump_json(replace(page, lines=(), account=())))
        else:
            reply(VIEW, _view([p for p in pages if request["view"] in {"", p.source}]))
    except PageError as error:
        failed(error)
    except MemoryError:
        too_heavy = True  # told below, when what filled the memory is gone
    except Exception as error:  # noqa: BLE001 - a parser may raise anything; it costs this file
        failed(PageError(path.name, PageFault.CRASHED, type(error).__name__))
    if too_heavy:
        failed(PageError(path.name, PageFault.TOO_HEAVY, f"{MEMORY_BYTES >> 20:,}"))
    reply(END)


def _view(pages: list[Page]) -> bytes:
    from retrieval.pages.view import as_html

    return json.dumps(as_html(pages)).encode() if pages else b"null"


def _reply(replies: Any, kind: bytes, body: bytes) -> None:  # noqa: ANN401 - a binary file
    replies.write(kind + body + b"\n")
    replies.flush()
    _more_time()


def _limit() -> None:
    """Limit the memory and forbid to write files; the limit of time moves on with each reply."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _more_time()


def _more_time() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + CPU_S, most))


if __name__ == "__main__":
    main()
