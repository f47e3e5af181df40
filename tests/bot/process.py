"""The real bot program in a process of its own, as a test starts it, reads it and ends it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import signal

    from bot.playground.state import PlaygroundState

ROOT = Path(__file__).parents[2]
PROGRAM = "tests.fakes.bot_process"


class BotProcess:
    """A running bot, and what it has written."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reading = asyncio.gather(
            *(self._read(stream) for stream in (process.stdout, process.stderr) if stream)
        )

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def end(self, timeout_s: float = 20) -> tuple[int | None, str]:
        """Return the exit code and everything written to either stream, once it has ended."""
        await asyncio.wait_for(self._reading, timeout_s)
        return await self.process.wait(), "".join(self.lines)

    async def line_with(self, words: str) -> str:
        """Return the first line that holds these words, once it is written."""
        async with asyncio.timeout(20):
            while not (found := [line for line in self.lines if words in line]):
                assert not self._reading.done(), "it ended without a word of it"
                await asyncio.sleep(0.02)
        return found[0]

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.lines.append(line.decode())


@asynccontextmanager
async def started(
    env: dict[str, str], *options: str, stdin: bytes | None = None, program: str = PROGRAM
):
    """Start the program with these settings alone; kill it if the test does not end it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        program,
        *options,
        cwd=Path.cwd(),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **env},
        stdin=asyncio.subprocess.PIPE if stdin is not None else asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    if stdin is not None:
        assert process.stdin is not None
        process.stdin.write(stdin)
        process.stdin.close()
    bot = BotProcess(process)
    try:
        yield bot
    finally:
        if process.returncode is None:
            process.kill()
        await bot.end()


async def bot_says(playground: PlaygroundState, chat: int, words: str) -> bool:
    messages = playground.chat(chat).messages
    return await playground.wait_until(
        lambda: any(m.sender.is_bot and words in m.marked.text for m in messages.values()), 20
    )


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
