"""The parameters of a Bot API request: form, JSON or query, read by type."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from telegram.constants import FileSizeLimit

from bot.playground.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from bot.playground.markup import JsonObject

ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a request."""

    name: str
    content: bytes


class Parameters:
    """The parameters of one request. What is absent gives the default; what is wrong, a 400.

    `files` are those sent along, by the name of their field.
    """

    def __init__(self, values: JsonObject, files: Mapping[str, SentFile] | None = None) -> None:
        self.values = values
        self._files = files or {}

    @classmethod
    async def of(cls, request: Request) -> Parameters:
        """Read them from wherever the Bot API allows: query, form or JSON body."""
        values: JsonObject = dict(request.query_params)
        kind = request.headers.get("content-type", "")
        if kind.startswith("multipart/"):
            return await cls._of_form(request, values)
        if kind.startswith("application/json"):
            values.update(_object(await request.body()))
        else:
            body = (await request.body()).decode()
            values.update(parse_qsl(body, keep_blank_values=True))
        return cls(values)

    @classmethod
    async def _of_form(cls, request: Request, values: JsonObject) -> Parameters:
        files = {}
        async with request.form(max_part_size=FileSizeLimit.FILESIZE_UPLOAD) as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    if (value.size or 0) > FileSizeLimit.FILESIZE_UPLOAD:
                        raise Refusal(413, "Request Entity Too Large")
                    files[name] = SentFile(value.filename or "file", await value.read())
                    values.setdefault(name, f"{ATTACHED}{name}")
                else:
                    values[name] = value
        return cls(values, files)

    @staticmethod
    def inside(fields: Mapping[str, object]) -> Parameters:
        """Return the fields of an object, to be read in the same way."""
        return Parameters(dict(fields))

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

    def seconds(self, name: str) -> float:
        """Return a number of seconds, 0 when absent."""
        try:
            return float(str(self.values.get(name, 0) or 0))
        except ValueError:
            raise bad_request(f"{name} must be a number") from None

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

    def file(self, name: str) -> SentFile | None:
        """Return the file that was sent as a parameter, `None` when it is none."""
        return self._files.get(self.text(name).removeprefix(ATTACHED))

    def _json(self, name: str) -> object:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON") from None


def _object(body: bytes) -> JsonObject:
    """Return the JSON object of a body; an absent body has no parameters."""
    try:
        sent = json.loads(body) if body.strip() else {}
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(sent, dict):
        raise bad_request("can't parse JSON object")
    return sent
