"""The playground as a server: the Bot API and the control API, on this machine only."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.control import control_routes
from bot.playground.methods import method_named
from bot.playground.parameters import Parameters
from bot.playground.refusals import Refusal
from bot.playground.state import Call

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from bot.playground.state import Fault, PlaygroundState

logger = logging.getLogger(__name__)


class LostResponse(Response):
    """A response whose connection breaks before it arrives."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Announce more than is sent, so that the server cuts the connection."""
        del scope, receive
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{"})


def playground_app(state: PlaygroundState) -> Starlette:
    """Return the web application: `/botTOKEN/METHOD` and `/control/…`."""

    async def bot_api(request: Request) -> Response:
        return await _answer(state, request)

    api = Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"])
    return Starlette(routes=[api, *control_routes(state)])


@asynccontextmanager
async def serving(
    state: PlaygroundState, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Serve for as long as the block runs; the value is the address, without a final slash.

    Raises `ValueError` for an address that other machines could reach.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"the playground serves this machine only, not {host}")
    config = uvicorn.Config(
        playground_app(state), host, port, log_level="critical", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        if running.done():
            running.result()
        await asyncio.sleep(0.01)
    try:
        bound = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://{host}:{bound}"
    finally:
        server.should_exit = True
        state.poller += 1  # lets a waiting getUpdates go
        state.notify()
        await running


async def _answer(state: PlaygroundState, request: Request) -> Response:
    name = request.path_params["method"]
    if request.path_params["token"] != state.token:
        return _refused(Refusal(401, "Unauthorized"))
    given = Parameters({})
    fault = state.take_fault(name)
    try:
        given = await Parameters.of(request)
        if fault is not None and fault.status is not None:
            raise _refusal(fault, fault.status)
        response: Response = JSONResponse(
            {"ok": True, "result": await method_named(name)(state, given)}
        )
    except Refusal as refusal:
        response = _refused(refusal)
    if fault is not None and fault.status is None:
        response = LostResponse()
    state.calls.append(Call(name, given.values, response.status_code))
    state.notify()
    return response


def _refusal(fault: Fault, status: int) -> Refusal:
    description = fault.description or f"fault {status}"
    return Refusal(status, description, fault.retry_after)


def _refused(refusal: Refusal) -> JSONResponse:
    return JSONResponse(refusal.body(), refusal.code)
