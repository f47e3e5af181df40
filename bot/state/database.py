"""One SQLite connection and the one thread that works with it, away from the event loop.

What comes while it works is done together, in one transaction: a crowd costs few commits.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar, cast

from bot.errors import StateUnusable
from bot.state.schema import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Result = TypeVar("Result")


@dataclass(slots=True)
class _Piece:
    """A piece of work, who waits for it, and what came of it."""

    work: Callable[[sqlite3.Connection], Any]
    waiting: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class Database:
    """An open file. Work is done in the order in which it is given, one piece at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file, made if need be. Raises `StateUnusable`, `StateTooNew`."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            _prepare(self._db)
        except (sqlite3.Error, OSError) as error:
            raise StateUnusable(path, error) from error
        self._pieces: SimpleQueue[_Piece | None] = SimpleQueue()
        self._worker = threading.Thread(target=self._serve, name="state", daemon=True)
        self._worker.start()
        self._closed = False

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do a piece of work, undone as a whole when it raises, and committed when this returns.

        A cursor is no result: where `work` returns one, `None` comes back.
        """
        if self._closed:
            raise RuntimeError("the bot's memory is closed")
        piece = _Piece(work, asyncio.get_running_loop().create_future())
        self._pieces.put(piece)
        return cast("Result", await piece.waiting)

    async def close(self) -> None:
        """Finish the work given so far and close the file; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self._pieces.put(None)
            await asyncio.to_thread(self._worker.join)
            self._db.close()

    def _serve(self) -> None:
        while (first := self._pieces.get()) is not None:
            pieces, is_last = self._with_those_that_wait(first)
            self._do_together(pieces)
            for piece in pieces:
                with suppress(RuntimeError):  # its loop has ended, and nobody waits any more
                    piece.waiting.get_loop().call_soon_threadsafe(_tell, piece)
            if is_last:
                return

    def _with_those_that_wait(self, first: _Piece) -> tuple[list[_Piece], bool]:
        """Return the work that is there, and whether it is the last."""
        pieces = [first]
        with suppress(Empty):
            while (piece := self._pieces.get_nowait()) is not None:
                pieces.append(piece)
            return pieces, True
        return pieces, False

    def _do_together(self, pieces: list[_Piece]) -> None:
        """Do pieces of work in one transaction, each undone by itself when it raises."""
        try:
            self._db.execute("BEGIN")
            for piece in pieces:
                self._do(piece)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            for piece in pieces:
                piece.error = piece.error or error

    def _do(self, piece: _Piece) -> None:
        self._db.execute("SAVEPOINT piece")
        try:
            result = piece.work(self._db)
            # A cursor that died in another thread would reset a statement that runs in this one.
            piece.result = None if isinstance(result, sqlite3.Cursor) else result
        except Exception as error:  # noqa: BLE001 - raised again where the work was given
            piece.error = error
            self._db.execute("ROLLBACK TO piece")
        self._db.execute("RELEASE piece")


def _tell(piece: _Piece) -> None:
    if piece.waiting.cancelled():
        return
    if piece.error is not None:
        piece.waiting.set_exception(piece.error)
    else:
        piece.waiting.set_result(piece.result)


def _prepare(db: sqlite3.Connection) -> None:
    try:
        # A killed process loses nothing that was committed, and a reader blocks no writer.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        bring_up_to_date(db)
    except BaseException:
        db.close()
        raise
