"""One SQLite connection and the one thread that works with it, away from the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar, cast

from bot.errors import StateUnusable
from bot.state.schema import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Result = TypeVar("Result")


class Database:
    """An open file. Work is done in the order in which it is given, one piece at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file, made if need be. Raises `StateUnusable`, `StateTooNew`."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False)
            _prepare(self._db)
        except (sqlite3.Error, OSError) as error:
            raise StateUnusable(path, error) from error
        self._worker = ThreadPoolExecutor(1, "state")

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do a piece of work in one transaction, undone as a whole when it raises.

        A cursor is no result: where `work` returns one, `None` comes back.
        """
        return await asyncio.get_running_loop().run_in_executor(self._worker, self._do, work)

    def _do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        with self._db:
            result = work(self._db)
        # A cursor that died in another thread would reset a statement that runs in this one.
        return cast("Result", None) if isinstance(result, sqlite3.Cursor) else result

    async def close(self) -> None:
        """Finish the work given so far and close the file; a second call does nothing."""
        await asyncio.to_thread(self._worker.shutdown)
        self._db.close()


def _prepare(db: sqlite3.Connection) -> None:
    try:
        # A killed process loses nothing that was committed, and a reader blocks no writer.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        bring_up_to_date(db)
    except BaseException:
        db.close()
        raise
