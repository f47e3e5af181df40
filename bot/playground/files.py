"""Files that went through a chat, in memory: what `getFile` finds and the file address serves."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from telegram.constants import FileSizeLimit

from bot.playground.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and the name it was sent under. The same bytes have the same `unique_id`."""

    id: str
    name: str
    content: bytes

    @property
    def unique_id(self) -> str:
        """What tells whether two files are the same."""
        return "AgAD" + hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def path(self) -> str:
        """Where the file is served, below the file address; never the name that was given."""
        return f"documents/file_{self.id.rpartition('_')[2]}{PurePosixPath(self.name).suffix}"

    def as_json(self) -> JsonObject:
        """Return Telegram's Document."""
        return {
            "file_name": self.name,
            "mime_type": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            **self.reference(),
        }

    def reference(self) -> JsonObject:
        """Return what Document and File have in common."""
        size = len(self.content)
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": size}


class Files:
    """Every file of the playground by its id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add(self, name: str, content: bytes) -> StoredFile:
        """Keep a file. Raises `Refusal` 400 for an empty one."""
        if not content:
            raise bad_request("file must be non-empty")
        stored = StoredFile(f"BQACAgIAAxkB_{len(self._files) + 1}", name, content)
        self._files[stored.id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Return a file. Raises `Refusal` 400."""
        if file_id not in self._files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def to_download(self, file_id: str) -> JsonObject:
        """Return Telegram's File. Raises `Refusal` 400 if unknown or too big for bots."""
        stored = self.get(file_id)
        if len(stored.content) > FileSizeLimit.FILESIZE_DOWNLOAD:
            raise bad_request("file is too big")
        return {**stored.reference(), "file_path": stored.path}

    def at(self, path: str) -> StoredFile:
        """Return the file that is served under a path. Raises `Refusal` 404."""
        for stored in self._files.values():
            if stored.path == path:
                return stored
        raise Refusal(404, "Not Found")
