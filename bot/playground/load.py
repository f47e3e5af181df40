"""`python -m bot.playground.load`: how the real bot process does when many ask at once.

It starts the bot of these settings against a playground in this process, lets members ask, and
says how long they waited, whether each was answered exactly once, and how much memory it took.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.playground.bot_process import bot_process, cpu_s, memory_mib, share
from bot.playground.crowd import questions_of
from bot.playground.running import new_token
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.settings import BotSettings
from bot.traffic.outgoing import BURST_MESSAGES, MESSAGES_PER_SECOND
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Sequence

    from bot.playground.messages import Message

WITHIN_S = 120.0
NOT_LENT = ("bot.sqlite", "serve.lock")  # what the bot remembers, and its hold on the folder


class TimedPlayground(PlaygroundState):
    """A playground that notes when each answer arrived, by the question that it replies to."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.arrived: dict[int, list[float]] = {}
        self.asked: set[str] = set()

    def ask(self, user_id: int, question: str) -> int:
        """Ask as a member, and return the id of the message."""
        self.asked.add(question)
        return self.say(user_id, question).id

    def keep(self, message: Message) -> Message:
        """Let a message stand; a new one of the bot is an answer."""
        is_new = message.id not in message.chat.messages
        if is_new and message.sender.is_bot and message.replies_to is not None:
            self.arrived.setdefault(message.replies_to, []).append(time.perf_counter())
        return super().keep(message)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round measured: waits in seconds, and how many questions nobody had asked before.

    `unanswered` and `repeated` were not answered exactly once.
    """

    waits_s: tuple[float, ...]
    new: int
    unanswered: int
    repeated: int
    memory_mib: float
    bot_cpu_ms: float
    here_cpu_ms: float

    def line(self, name: str) -> str:
        """Return the round in one line."""
        return (
            f"{name:>9}  {len(self.waits_s):>5} answered ({self.new} new)  {self.unanswered} not  "
            f"{self.repeated} twice  p50 {share(self.waits_s, 50):.2f} s  "
            f"p95 {share(self.waits_s, 95):.2f} s  longest {max(self.waits_s, default=0):.2f} s  "
            f"bot {self.memory_mib:.0f} MiB  "
            f"CPU a question: bot {self.bot_cpu_ms:.0f} ms, playground {self.here_cpu_ms:.0f} ms"
        )


async def measure(
    settings: BotSettings,
    questions: Sequence[str],
    *,
    members: int,
    each: int,
    rounds: int,
    pause_s: float = BURST_MESSAGES / MESSAGES_PER_SECOND,
    program: str = "bot",
) -> list[tuple[str, Round]]:
    """Let `members` ask `each` questions, `rounds` times all at once and once one by one.

    The pauses between let the bot send a burst again, as Telegram's limits have it.
    Returns each round under its name. Raises `WenbaoError` when the program does not start.
    """
    state = TimedPlayground(new_token())
    for user_id in range(1, members + 1):
        state.add_person(user_id, f"读者{user_id}")
    asked = cycle(questions)
    measured = []
    async with serving(state) as url, _bot(program, settings, state, url) as process:
        await _ask_one_by_one(state, asked, 1, 1)  # what only the first question waits for
        for number in range(1, rounds + 1):
            await asyncio.sleep(pause_s)
            asking = _ask_at_once(state, asked, members, each)
            measured.append((f"at once {number}", await _round(state, asking, process.pid)))
        asking = _ask_one_by_one(state, asked, members, each)
        measured.append(("in turn", await _round(state, asking, process.pid)))
    return measured


async def _ask_at_once(
    state: TimedPlayground, questions: cycle[str], members: int, each: int
) -> dict[int, float]:
    """Let everybody send all their questions in one moment; return when each was asked."""
    asked = {}
    for _ in range(each):
        for user_id in range(1, members + 1):
            asked[state.ask(user_id, next(questions))] = time.perf_counter()
    await state.wait_until(lambda: asked.keys() <= state.arrived.keys(), WITHIN_S)
    return asked


async def _ask_one_by_one(
    state: TimedPlayground, questions: cycle[str], members: int, each: int
) -> dict[int, float]:
    """Let everybody ask at once, each the next question when the last one is answered."""
    asked = {}

    async def member(user_id: int) -> None:
        for _ in range(each):
            question = state.ask(user_id, next(questions))
            asked[question] = time.perf_counter()
            await state.wait_until(partial(state.arrived.__contains__, question), WITHIN_S)

    await asyncio.gather(*(member(user_id) for user_id in range(1, members + 1)))
    return asked


async def _round(state: TimedPlayground, asking: Awaitable[dict[int, float]], pid: int) -> Round:
    before, known = (cpu_s(pid), time.process_time()), len(state.asked)
    asked = await asking
    waits = [state.arrived[q][0] - began for q, began in asked.items() if q in state.arrived]
    return Round(
        waits_s=tuple(waits),
        new=len(state.asked) - known,
        unanswered=len(asked) - len(waits),
        repeated=sum(len(state.arrived.get(question, ())) > 1 for question in asked),
        memory_mib=memory_mib(pid),
        bot_cpu_ms=1000 * (cpu_s(pid) - before[0]) / len(asked),
        here_cpu_ms=1000 * (time.process_time() - before[1]) / len(asked),
    )


@asynccontextmanager
async def _bot(
    program: str, settings: BotSettings, state: TimedPlayground, url: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the real program over the archive of these settings until the block ends."""
    with TemporaryDirectory() as folder:
        _lend(settings.data_dir.absolute(), Path(folder))
        own = {"DATA_DIR": folder, "NEWS_DIR": str(settings.news_dir)}
        async with bot_process(program, state, url, own) as process:
            yield process


def _lend(data_dir: Path, folder: Path) -> None:
    """Show a data folder in another one, without what its bot remembers of real members."""
    for path in data_dir.iterdir():
        if not path.name.startswith(NOT_LENT):
            (folder / path.name).symlink_to(path)


def main() -> int:
    """Read the options and measure. Returns 0, or 1 when a question was not answered once."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground.load", description=__doc__)
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--each", type=int, default=4, help="questions of each member")
    parser.add_argument("--rounds", type=int, default=5, help="how often all is asked at once")
    parser.add_argument(
        "--different",
        type=int,
        help="how many different questions are asked in all; as many as there are, if not said",
    )
    given = parser.parse_args()
    try:
        settings = BotSettings.read()
        questions = questions_of(settings)[: given.different]
        measured = asyncio.run(
            measure(
                settings,
                questions,
                members=given.members,
                each=given.each,
                rounds=given.rounds,
            )
        )
    except WenbaoError as error:
        sys.stderr.write(f"load: {error}\n")
        return 1
    sys.stdout.writelines(found.line(name) + "\n" for name, found in measured)
    return int(any(found.unanswered or found.repeated for _, found in measured))


if __name__ == "__main__":
    sys.exit(main())
