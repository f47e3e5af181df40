"""The real bot as a process of its own beside a playground, for benchmarks."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from bot.playground.state import PlaygroundState

START_WITHIN_S = 300.0
NO_LIMIT = "1000000"


@asynccontextmanager
async def bot_process(
    program: str, state: PlaygroundState, url: str, settings: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a program against the playground at `url` until the block ends, without its limits.

    Raises `WenbaoError` when it does not begin to poll.
    """
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": state.token,
        "TELEGRAM_API_BASE_URL": f"{url}/bot",
        "TELEGRAM_API_BASE_FILE_URL": f"{url}/file/bot",
        "TELEGRAM_WEBHOOK_URL": "",
        "QUESTIONS_PER_MINUTE": NO_LIMIT,
        "MAX_WAITING_QUESTIONS": NO_LIMIT,
        "LOG_LEVEL": "WARNING",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", program, env=environment)
    try:
        if not await state.wait_until(lambda: bool(state.poller), START_WITHIN_S):
            raise WenbaoError("the bot did not start: run `python -m bot` to see why")
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def memory_mib(pid: int) -> float:
    """Return the resident memory of a process; `nan` where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used; `nan` where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def share(values: Sequence[float], percent: int) -> float:
    """Return the value that `percent` of all do not exceed."""
    if len(values) < 2:
        return max(values, default=0.0)
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
