"""Whether the bot lives, whether it is ready, and its metrics: over HTTP, for this machine only."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.care.local_server import served
from bot.errors import PortTaken
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from bot.context import Parts


def health_app(parts: Parts, serving: Callable[[], bool]) -> Starlette:
    """Return the web application; `serving` says whether updates are taken from Telegram.

    `/health` is 200 for as long as the bot's loop turns; `/ready` is 200 while it serves and
    something is loaded, else 503 with the reason. Where an older generation is served because one
    is damaged, it is ready, and says so.
    """

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_request: Request) -> Response:
        if not serving():
            return PlainTextResponse("not in touch with Telegram\n", 503)
        is_ready, words = await _readiness(parts)
        return PlainTextResponse(f"{words}\n", 200 if is_ready else 503)

    async def metrics(_request: Request) -> Response:
        text = await asyncio.to_thread(generate_latest, parts.metrics.registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[Route("/health", health), Route("/ready", ready), Route("/metrics", metrics)]
    )


@asynccontextmanager
async def health_served(parts: Parts, serving: Callable[[], bool]) -> AsyncIterator[None]:
    """Serve while the block runs, where a port is set. Raises `PortTaken`."""
    port = parts.settings.metrics_port
    async with AsyncExitStack() as stack:
        if port:
            try:
                await stack.enter_async_context(served(health_app(parts, serving), port=port))
            except OSError as error:
                raise PortTaken("METRICS_PORT", port) from error
        yield


async def _readiness(parts: Parts) -> tuple[bool, str]:
    """Return whether the archive can be asked, and what to know of it."""
    if parts.stopping.is_set():
        return False, "stopping"
    try:
        held = await asyncio.to_thread(parts.archive.status)
    except WenbaoError as error:
        return False, str(error)
    if held.generation is None:
        return False, "nothing is loaded"
    damaged = [f"{one.number or 'current'} ({one.problem})" for one in held.damaged]
    if damaged:
        return True, f"ready; damaged: {', '.join(damaged)}; served: {held.generation}"
    return True, "ready"
