"""The playground as a server: the Bot API, the control API and the page, on this machine only."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.care.local_server import served
from bot.playground.api import method_named
from bot.playground.control import control_routes
from bot.playground.faults import wait_out
from bot.playground.guard import LocalOnly
from bot.playground.journal import Call
from bot.playground.parameters import Parameters
from bot.playground.refusals import Refusal
from bot.playground.site import page_routes
from bot.playground.watching import Watching

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from bot.playground.state import PlaygroundState


class BrokenResponse(Response):
    """A response whose connection breaks before it arrives."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Announce more than is sent, so that the server cuts the connection."""
        del scope, receive
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{"})


def playground_app(state: PlaygroundState, watching: Watching | None = None) -> Starlette:
    """Return the web application: `/botTOKEN/METHOD`, `/file/botTOKEN/PATH`, `/control/…`, `/`."""

    async def bot_api(request: Request) -> Response:
        return await _answer(state, request)

    async def file(request: Request) -> Response:
        return _file(state, request)

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
            *control_routes(state, watching or Watching()),
            *page_routes(),
        ],
        middleware=[Middleware(LocalOnly)],
    )


@asynccontextmanager
async def serving(
    state: PlaygroundState,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    watching: Watching | None = None,
) -> AsyncIterator[str]:
    """Serve for as long as the block runs; the value is the address, without a final slash.

    Port 0 is any free one. Raises `ValueError` for an address that other machines could reach,
    `OSError` when the port is taken.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"the playground serves this machine only, not {host}")
    async with served(playground_app(state, watching), host, port, on_stop=state.close) as url:
        try:
            yield url
        finally:
            if state.webhook is not None:
                await state.webhook.stop()


async def _answer(state: PlaygroundState, request: Request) -> Response:
    """Answer one request of the bot, with the trouble that was ordered for it."""
    name, began = request.path_params["method"], time.perf_counter()
    if request.path_params["token"] != state.token:
        return _refused(Refusal(401, "Unauthorized"))
    given, body, status = Parameters({}), dict[str, object](), 200
    fault = state.take_fault(name)
    await wait_out(fault)
    cut = fault is not None and fault.cut
    try:
        given = await Parameters.of(request)
        if fault is not None and (refusal := fault.refusal()) is not None:
            raise refusal
        if not cut:
            body = {"ok": True, "result": await method_named(name)(state, given)}
    except Refusal as refusal:
        body, status = refusal.body(), refusal.code
    elapsed_ms = (time.perf_counter() - began) * 1000
    state.journal.add_call(Call(name, given.values, status, body, elapsed_ms))
    state.notify()
    if cut or (fault is not None and fault.loses_response):
        return BrokenResponse()
    return JSONResponse(body, status)


def _file(state: PlaygroundState, request: Request) -> Response:
    """Serve a file to the bot."""
    if request.path_params["token"] != state.token:
        return _refused(Refusal(401, "Unauthorized"))
    try:
        stored = state.files.at(request.path_params["path"])
    except Refusal as refusal:
        return _refused(refusal)
    return Response(stored.content, media_type="application/octet-stream")


def _refused(refusal: Refusal) -> JSONResponse:
    return JSONResponse(refusal.body(), refusal.code)
