"""`python -m bot.playground.soak`: thousands of questions while pages are reloaded all the time.

The real bot serves a copy of `NEWS_DIR` and two pages more, which hold the number of the load and
change with each. An answer that quotes another number than one that was live while it was asked, or
two numbers at once, comes from the wrong paper or from two: it is counted, as is what got no answer
or two.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import re
import shutil
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.playground.bot_process import bot_process, memory_mib, share
from bot.playground.crowd import questions_of
from bot.playground.running import new_token
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.settings import BotSettings
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.playground.messages import Message

ADMIN = 1
WITHIN_S = 120.0
POSTS = ("甲岗", "乙岗")
MARKER = (
    "{post}巡检编号通报\n　　本报讯（记者 张晶）{post}的巡检编号是第{number}号，请各班组登记。\n"
)
NUMBER = re.compile(r"巡检编号是第(\d+)号")
MARKER_QUESTIONS = ("甲岗的巡检编号是第几号？", "乙岗的巡检编号是第几号？")
ENDED = re.compile("^(载入完成|没有变化|第\\d+代没有上线|载入没有成功|没有可载入)")
DONE = "载入完成"


@dataclass(slots=True)
class Findings:
    """What a soak found. Waits are in seconds, memory in MiB, by the second of the run."""

    waits_s: list[float] = field(default_factory=list)
    lost: int = 0
    repeated: int = 0
    mixed: list[str] = field(default_factory=list)
    marked: int = 0
    loads: int = 0
    loads_failed: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    elapsed_s: float = 0.0

    @property
    def healthy(self) -> bool:
        """Whether every question got one answer, of one paper, and every load went live."""
        return not (self.lost or self.repeated or self.mixed or self.loads_failed)

    def lines(self) -> list[str]:
        """Return the findings as lines to read."""
        first, last = self.memory[0][1], self.memory[-1][1]
        most = max(mib for _, mib in self.memory)
        return [
            f"{len(self.waits_s)} questions answered in {self.elapsed_s:.0f} s, "
            f"{self.lost} lost, {self.repeated} answered twice",
            f"{self.marked} answers quoted the number of a load, {len(self.mixed)} of them another "
            "than one that was live, or two",
            f"{self.loads} loads went live, {len(self.loads_failed)} did not",
            f"waits: p50 {share(self.waits_s, 50):.2f} s, p95 {share(self.waits_s, 95):.2f} s, "
            f"longest {max(self.waits_s, default=0.0):.2f} s",
            f"memory of the bot: {first:.0f} MiB at the start, {last:.0f} at the end, "
            f"{most:.0f} at most",
            *(f"mixed: {one}" for one in self.mixed[:5]),
            *(f"not loaded: {one}" for one in self.loads_failed[:5]),
        ]


class Soak:
    """One soak: members who ask, an admin who reloads, and what is found meanwhile."""

    def __init__(
        self,
        state: PlaygroundState,
        news_dir: Path,
        questions: Sequence[str],
        within_s: float = WITHIN_S,
    ) -> None:
        """Take the world, the pages, what to ask, and after how long an answer counts as lost."""
        self._state = state
        self._news_dir = news_dir
        self._within_s = within_s
        self._asked: list[tuple[int, int]] = []  # member and message
        self._questions = _in_turn(questions)
        self._written = 0
        self._live = 0
        self.findings = Findings()

    def write_pages(self) -> None:
        """Write the two pages with the next number."""
        self._written += 1
        for post in POSTS:
            text = MARKER.format(post=post, number=self._written)
            (self._news_dir / f"{post}.txt").write_text(text, "utf-8")

    async def run(self, pid: int, *, questions: int, members: int, pause_s: float) -> None:
        """Let members ask so many questions in all, and reload as long as they do."""
        self._live = self._written
        began = time.monotonic()
        await asyncio.gather(*(self.ask(member) for member in range(100, 100 + members)))
        self.findings, self._asked = Findings(), []  # what only the first questions wait for
        self.findings.memory.append((0.0, memory_mib(pid)))
        loading = asyncio.create_task(self._reload_again_and_again(pid, began, pause_s))
        left = iter(range(questions))
        asking = (self._ask_on(member, left) for member in range(100, 100 + members))
        await asyncio.gather(*asking)
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
        self.findings.memory.append((time.monotonic() - began, memory_mib(pid)))
        self.findings.elapsed_s = time.monotonic() - began
        self.count_repeated()

    def count_repeated(self) -> None:
        """Count the questions that got more than one answer until now."""
        answers = (self._answers(member, asked) for member, asked in self._asked)
        self.findings.repeated = sum(len(found) > 1 for found in answers)

    async def _ask_on(self, member: int, left: Iterator[int]) -> None:
        for _ in left:
            await self.ask(member)

    async def ask(self, member: int) -> None:
        """Ask, wait for the answer, and hold it against what was live meanwhile."""
        earliest, found = self._live, self.findings
        asked, began = self._state.say(member, next(self._questions)), time.monotonic()
        self._asked.append((member, asked.id))
        answers = partial(self._answers, member, asked.id)
        if not await self._state.wait_until(lambda: bool(answers()), self._within_s):
            found.lost += 1
            return
        found.waits_s.append(time.monotonic() - began)
        numbers = {int(number) for number in NUMBER.findall(answers()[0].marked.text)}
        found.marked += bool(numbers)
        if len(numbers) > 1 or any(not earliest <= n <= self._written for n in numbers):
            found.mixed.append(f"{sorted(numbers)} between {earliest} and {self._written}")

    def _answers(self, member: int, asked: int) -> list[Message]:
        messages = self._state.chat(member).messages.values()
        return [m for m in messages if m.sender.is_bot and m.replies_to == asked]

    async def _reload_again_and_again(self, pid: int, began: float, pause_s: float) -> None:
        while True:
            await asyncio.sleep(pause_s)
            self.write_pages()
            end = await self._reload()
            if end.startswith(DONE):
                self.findings.loads += 1
                self._live = self._written
            else:
                self.findings.loads_failed.append(end.split("\n")[0])
            self.findings.memory.append((time.monotonic() - began, memory_mib(pid)))

    async def _reload(self) -> str:
        """Reload as the admin, and return the report."""
        asked = self._state.say(ADMIN, "/reload").id

        def ended() -> str:
            texts = (message.marked.text for message in self._answers(ADMIN, asked))
            return next((text for text in texts if ENDED.match(text)), "")

        await self._state.wait_until(lambda: bool(ended()), self._within_s)
        return ended() or "no end of it within two minutes"


def _in_turn(questions: Sequence[str]) -> Iterator[str]:
    """Yield questions for ever, every third one after the number of the load."""
    others, markers = itertools.cycle(questions), itertools.cycle(MARKER_QUESTIONS)
    while True:
        yield from (next(others), next(others), next(markers))


async def soak(
    settings: BotSettings,
    questions: Sequence[str],
    *,
    count: int,
    members: int,
    pause_s: float,
    program: str = "bot",
) -> Findings:
    """Run a soak over a copy of the pages of these settings, in folders that are gone afterwards.

    Raises `WenbaoError` when the program does not start.
    """
    state = PlaygroundState(new_token())
    state.add_person(ADMIN, "编辑")
    for member in range(100, 100 + members):
        state.add_person(member, f"读者{member}")
    with TemporaryDirectory() as folder:
        news_dir, data_dir = Path(folder) / "news", Path(folder) / "data"
        shutil.copytree(settings.news_dir, news_dir)
        data_dir.mkdir()
        if (models := settings.data_dir.absolute() / "models").is_dir():
            (data_dir / "models").symlink_to(models)  # made already: not to be made again
        soaking = Soak(state, news_dir, questions)
        soaking.write_pages()
        own = {
            "DATA_DIR": str(data_dir),
            "NEWS_DIR": str(news_dir),
            "TELEGRAM_ADMIN_IDS": str(ADMIN),
        }
        async with serving(state) as url, bot_process(program, state, url, own) as process:
            await soaking.run(process.pid, questions=count, members=members, pause_s=pause_s)
        return soaking.findings


def main() -> int:
    """Read the options and soak. Returns 0, or 1 when anything was lost, mixed or not loaded."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground.soak", description=__doc__)
    parser.add_argument("--questions", type=int, default=3000)
    parser.add_argument("--members", type=int, default=20, help="who ask at the same time")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two reloads")
    given = parser.parse_args()
    try:
        settings = BotSettings.read()
        questions = questions_of(settings)
        findings = asyncio.run(
            soak(
                settings,
                questions,
                count=given.questions,
                members=given.members,
                pause_s=given.pause,
            )
        )
    except WenbaoError as error:
        sys.stderr.write(f"soak: {error}\n")
        return 1
    sys.stdout.writelines(line + "\n" for line in findings.lines())
    return int(not findings.healthy)


if __name__ == "__main__":
    sys.exit(main())
