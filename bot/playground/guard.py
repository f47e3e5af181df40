"""Who may talk to the playground: programs and pages of this machine.

A page of another site, open in the same browser, can reach loopback addresses too: by a form, or by
a name of its own that resolves to 127.0.0.1. What it cannot forge turns it away: Host and Origin.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class LocalOnly:
    """Lets a request through when Host, and Origin where there is one, name this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and not _is_local(Headers(scope=scope)):
            refused = PlainTextResponse("the playground serves this machine only\n", 403)
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_local(headers: Headers) -> bool:
    host, origin = headers.get("host", ""), headers.get("origin")
    if not _is_loopback(urlsplit(f"//{host}").hostname):
        return False
    return origin is None or urlsplit(origin).netloc == host


def _is_loopback(name: str | None) -> bool:
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return name == "localhost"
