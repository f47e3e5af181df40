"""Page files are read in a process of their own, which may break without breaking ours.

A worker that has read a file well reads the next one, so a load pays for its start once; one that
is too slow, too big or dead costs its file, and a new one goes on.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import retrieval
from retrieval.errors import PageError
from retrieval.pages.exchange import CPU_S, END, FAILURE, IDLE_S, PAGE, VIEW, page_format
from retrieval.types import PageFault

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from retrieval.types import Page

PAGE_TIMEOUT_S = 90.0
"""A page that takes longer is given up; parsing one takes milliseconds."""
CHUNK_BYTES = 1 << 16
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "SYSTEMROOT")


class WorkerGone(Exception):
    """The worker ended or was ended; `fault` and `detail` say why."""

    def __init__(self, fault: PageFault, detail: str) -> None:
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail


class SandboxedReader:
    """Reads page files like `read_pages`, in workers. Safe to share between threads."""

    def __init__(self, timeout_s: float = PAGE_TIMEOUT_S) -> None:
        self._timeout_s = timeout_s

    def __call__(
        self,
        path: Path,
        on_error: Callable[[PageError], None] | None = None,
        day: dt.date | None = None,
        number: str = "",
    ) -> Iterator[Page]:
        """Read the pages of one file; they come without `lines` and `account`.

        `on_error` hears of each page that cannot be read, and of the rest of a file that its
        reader could not bear; without it, the first such `PageError` is raised at the end.
        """
        failures: list[PageError] = []
        hear = on_error or failures.append
        for kind, body in self._ask(path, day=day, number=number):
            if kind == PAGE:
                yield page_format().validate_json(body)
            elif kind == FAILURE:
                hear(_failure(body))
        if failures:
            raise failures[0]

    def view(self, path: Path, source: str = "") -> str:
        """Return how a page of a file was read, as one HTML file; "" is every page of it.

        Raises `PageError` when it cannot be read, or the file has no such page.
        """
        failures: list[PageError] = []
        for kind, body in self._ask(path, view=source):
            if kind == FAILURE:
                failures.append(_failure(body))
            elif kind == VIEW and body != b"null":
                return str(json.loads(body))
        raise failures[0] if failures else PageError(source or path.name, PageFault.MISSING)

    def _ask(
        self,
        path: Path,
        day: dt.date | None = None,
        number: str = "",
        view: str | None = None,
    ) -> Iterator[tuple[bytes, bytes]]:
        """Yield the replies of a worker; one that is gone is a failure like others."""
        request = {
            "path": str(path.absolute()),
            "day": day.isoformat() if day else "",
            "number": number,
            "view": view,
        }
        worker = _POOL.take()
        try:
            yield from worker.ask(request, self._timeout_s)
        except WorkerGone as gone:
            told = {"source": path.name, "fault": gone.fault.value, "detail": gone.detail}
            yield FAILURE, json.dumps(told).encode()
        finally:
            _POOL.give_back(worker)


class _Worker:
    """One process that parses, and the line to it."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        package = str(Path(retrieval.__file__).parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "retrieval.pages.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={**environment, "PYTHONPATH": package, "PYTHONUTF8": "1"},
        )
        self._pending = b""
        self._idle_since: float | None = time.monotonic()

    def ask(self, request: dict[str, Any], timeout_s: float) -> Iterator[tuple[bytes, bytes]]:
        """Send a request and yield each reply. Raises `WorkerGone`."""
        self._idle_since = None
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:
            raise self._gone() from None
        while (line := self._line(timeout_s))[:1] != END:
            yield line[:1], line[1:]
        self._idle_since = time.monotonic()

    @property
    def usable(self) -> bool:
        """Whether it waits for a request, and will not end itself before one arrives."""
        since = self._idle_since
        if since is None or time.monotonic() - since > IDLE_S / 2:
            return False
        return self._process.poll() is None

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _line(self, timeout_s: float) -> bytes:
        stdout = self._process.stdout
        assert stdout is not None
        deadline = time.monotonic() + timeout_s
        parts = [self._pending]
        while b"\n" not in parts[-1]:
            left = max(deadline - time.monotonic(), 0)
            if not select.select([stdout], [], [], left)[0]:
                raise WorkerGone(PageFault.TOO_SLOW, f"{timeout_s:.0f}")
            parts.append(os.read(stdout.fileno(), CHUNK_BYTES))
            if not parts[-1]:
                raise self._gone()
        line, _, self._pending = b"".join(parts).partition(b"\n")
        return line

    def _gone(self) -> WorkerGone:
        """Say why it ended by itself."""
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return WorkerGone(PageFault.TOO_SLOW, str(CPU_S))
        return WorkerGone(PageFault.CRASHED, signal.Signals(-code).name if code < 0 else str(code))


class _Pool:
    """The workers of this process that wait for work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Worker] = []
        atexit.register(self.end)

    def take(self) -> _Worker:
        """Return a worker, a new one when none waits."""
        while (worker := self._pop()) is not None:
            if worker.usable:
                return worker
            worker.end()
        return _Worker()

    def give_back(self, worker: _Worker) -> None:
        """Keep a worker that finished its request; end any other."""
        if not worker.usable:
            worker.end()
            return
        with self._lock:
            self._waiting.append(worker)

    def end(self) -> None:
        """End all that wait."""
        while (worker := self._pop()) is not None:
            worker.end()

    def _pop(self) -> _Worker | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None


_POOL = _Pool()


def _failure(body: bytes) -> PageError:
    told = json.loads(body)
    return PageError(told["source"], PageFault(told["fault"]), told["detail"])
