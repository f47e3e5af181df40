"""The parameters of a Bot API request: form, JSON or query, read by type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.playground.markup import JsonObject


class Parameters:
    """The parameters of one request. What is absent gives the default; what is wrong, a 400."""

    def __init__(self, values: JsonObject) -> None:
        self.values = values

    @classmethod
    async def of(cls, request: Request) -> Parameters:
        """Read them from wherever the Bot API allows: query, form or JSON body."""
        values: JsonObject = dict(request.query_params)
        kind = request.headers.get("content-type", "")
        if kind.startswith("application/json"):
            sent = await request.json()
            if not isinstance(sent, dict):
                raise bad_request("can't parse JSON object")
            values.update(sent)
        elif kind.startswith("multipart/"):
            raise bad_request("the playground does not model uploads yet")
        else:
            body = (await request.body()).decode()
            values.update(parse_qsl(body, keep_blank_values=True))
        return cls(values)

    def text(self, name: str, default: str = "") -> str:
        """Return a string."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """Return a whole number; without a default it is required."""
        value = self.values.get(name, default)
        if value is None:
            raise bad_request(f"{name} is empty")
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"{name} must be an integer") from None

    def truth(self, name: str) -> bool:
        """Return a boolean, false when absent."""
        return str(self.values.get(name, "")).lower() in ("true", "1")

    def items(self, name: str) -> list[object] | None:
        """Return an array, `None` when absent."""
        value = self._json(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"{name} must be an Array")
        return value

    def fields(self, name: str) -> JsonObject | None:
        """Return an object, `None` when absent."""
        value = self._json(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"{name} must be an Object")
        return value

    def _json(self, name: str) -> object:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON") from None
