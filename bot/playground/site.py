"""The page: static files that ship with the package, and nothing from anywhere else."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

PAGE = files("bot.playground") / "page"
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
HEADERS = {
    "content-security-policy": "default-src 'self'; style-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


def page_routes() -> list[Route]:
    """Return the routes of the page."""
    return [
        Route("/", _index, methods=["GET"]),
        Route("/page/{name}", _part, methods=["GET"]),
    ]


async def _index(_: Request) -> Response:
    return _static("index.html")


async def _part(request: Request) -> Response:
    return _static(request.path_params["name"])


def _static(name: str) -> Response:
    """Return a file of the page by its name, which comes from a list and never from a path."""
    for file in PAGE.iterdir():
        media_type = TYPES.get("." + name.rpartition(".")[2])
        if file.name == name and media_type is not None:
            return Response(file.read_bytes(), media_type=media_type, headers=HEADERS)
    return PlainTextResponse("Not Found\n", 404)
