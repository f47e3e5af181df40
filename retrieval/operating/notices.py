"""Keeps what editors said of articles: withdrawals and corrections, apart from all generations.

One small file of the data folder, a checksum and JSON, replaced as a whole, so that no rollback and
no load loses it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import threading
from typing import TYPE_CHECKING

from filelock import FileLock
from pydantic import TypeAdapter

from retrieval.errors import NoticesDamaged, StorageFailed
from retrieval.files import replace_file, stamp_of
from retrieval.types import Notice, Notices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from retrieval.types import ArticleId

FILE_NAME = "notices"
LOCK_NAME = "notices.lock"

_FORMAT = TypeAdapter(Notices)


class NoticeStore:
    """The notices of one data folder. Safe to share between threads and between processes."""

    def __init__(
        self,
        data_dir: Path,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._path = data_dir / FILE_NAME
        self._lock_path = data_dir / LOCK_NAME
        self._clock = clock
        self._reading = threading.Lock()
        self._known: tuple[tuple[int, int, int] | None, Notices] = (None, Notices())

    def current(self) -> Notices:
        """Return the notices in force; what another process wrote is seen at the next call.

        The same object comes back until they change. Raises `NoticesDamaged`.
        """
        with self._reading:
            stamp = self.stamp()
            if stamp != self._known[0]:
                self._known = (stamp, self._read() if stamp else Notices())
            return self._known[1]

    def withdraw(self, article_id: ArticleId, reason: str) -> None:
        """Withdraw an article; a second reason replaces the first."""
        self._edit(withdrawn={article_id: Notice(reason, self._clock())})

    def restore(self, article_id: ArticleId) -> None:
        """Take a withdrawal back; without one, nothing happens."""
        self._edit(withdrawn={article_id: None})

    def correct(self, article_id: ArticleId, note: str) -> None:
        """Attach a correction; an empty note takes it away."""
        self._edit(corrected={article_id: Notice(note, self._clock()) if note else None})

    def stamp(self) -> tuple[int, int, int] | None:
        """Return what differs whenever the file was replaced; `None` when there is none."""
        try:
            return stamp_of(self._path)
        except FileNotFoundError:
            return None

    def _read(self) -> Notices:
        try:
            return _FORMAT.validate_json(_checked(self._path.read_bytes()))
        except (OSError, ValueError) as error:
            raise NoticesDamaged(str(self._path), _first_line(error)) from error

    def _edit(
        self,
        withdrawn: Mapping[ArticleId, Notice | None] | None = None,
        corrected: Mapping[ArticleId, Notice | None] | None = None,
    ) -> None:
        try:
            with FileLock(self._lock_path):
                held = self.current()
                edited = dataclasses.replace(
                    held,
                    withdrawn=_merged(held.withdrawn, withdrawn or {}),
                    corrected=_merged(held.corrected, corrected or {}),
                )
                content = _FORMAT.dump_json(edited, indent=1) + b"\n"
                replace_file(self._path, _digest(content) + b"\n" + content)
        except OSError as error:
            raise StorageFailed(str(self._path.parent), error.strerror or str(error)) from error


def _merged(
    held: Mapping[ArticleId, Notice], edits: Mapping[ArticleId, Notice | None]
) -> dict[ArticleId, Notice]:
    return {i: notice for i, notice in {**held, **edits}.items() if notice is not None}


def _checked(written: bytes) -> bytes:
    digest, _, content = written.partition(b"\n")
    if digest != _digest(content):
        raise ValueError("it does not match its checksum")
    return content


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode("ascii")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
