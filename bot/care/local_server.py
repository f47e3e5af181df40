"""A web application served to this machine only, inside a program that has its own signals."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from starlette.applications import Starlette


class _Server(uvicorn.Server):
    """A server that leaves signals to the program it is part of."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def served(
    app: Starlette,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    on_stop: Callable[[], object] | None = None,
) -> AsyncIterator[str]:
    """Serve for as long as the block runs; the value is the address, without a final slash.

    Port 0 is any free one; `on_stop` lets go of requests that would wait. Raises `ValueError` for
    an address that other machines could reach, `OSError` when the port is taken.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"this is for this machine only, not for {host}")
    config = uvicorn.Config(app, host, log_level="critical", timeout_graceful_shutdown=1)
    listening = _listen(host, port)
    server = _Server(config)
    running = asyncio.create_task(server.serve([listening]))
    while not server.started:
        if running.done():
            running.result()
        await asyncio.sleep(0.01)
    try:
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        if on_stop is not None:
            on_stop()
        await running
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening
