"""Kills real loads: at each thing that they do to their folder, at each report, at random moments.

A program of its own: it forks for every load, so that what takes long to import is imported once.
`python -m tests.fakes.killed_loads FOLDER [--random N] [--most N] [--seed N]` writes a JSON line of
each load that did not leave a whole generation, then one of how many were killed, and where.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from retrieval.archive import Archive
from retrieval.index.generation import open_generation
from retrieval.index.store import GenerationStore
from retrieval.operating.gate import GateRules
from retrieval.text import Tokenizer
from tests.conftest import PAGE_ONE, PAGE_TWO
from tests.fakes.embedder import HashingEmbedder

NEW_PAGE = (
    "南塘镇职工足球赛开赛\n\n本报讯（记者 白帆）8月1日，南塘镇职工足球赛开赛，共有9支球队参加。\n"
)
TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"}
BEFORE, AFTER = ("120", "夜校"), ("130", "足球赛")
TOKENIZER = Tokenizer()


def archive_in(data: Path) -> Archive:
    return Archive(data, HashingEmbedder(), TOKENIZER, gate=GateRules(3))


def write_pages(news: Path, after: bool) -> None:
    shutil.rmtree(news, ignore_errors=True)
    news.mkdir(parents=True)
    one = PAGE_ONE.replace("120", "130") if after else PAGE_ONE
    (news / "one.txt").write_text(one, encoding="utf-8")
    second = ("three.txt", NEW_PAGE) if after else ("two.txt", PAGE_TWO)
    (news / second[0]).write_text(second[1], encoding="utf-8")


class Fuse:
    """Kills this process when the step of a number is reached; counts steps from 1."""

    def __init__(self, folder: Path, at: int | None) -> None:
        self.steps: list[str] = []
        self._folder = str(folder)
        self._at = at

    def burn(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in TOUCHES and self._folder in str(arguments[0]):
            self.burn(event)


def forked(work) -> tuple[int, str]:
    """Do `work` in a fork; return its exit status as `waitpid` has it, and what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, json.dumps(work()).encode())
            os._exit(0)
        except BaseException:  # noqa: BLE001 - told to who forked, whatever it is
            os.write(writing, traceback.format_exc().encode()[-4000:])
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    return os.waitpid(child, 0)[1], said


def load(data: Path, news: Path, at: int | None) -> list[str]:
    fuse = Fuse(data, at)
    archive = archive_in(data)
    archive.status()
    sys.addaudithook(fuse.audit)
    archive.load([news], mirror=True, progress=lambda step: fuse.burn(f"progress {step.stage}"))
    return fuse.steps


def look(data: Path, news: Path) -> list[dict[str, object]]:
    """Say what the next start finds, cleaned up after the kill, and then after the next load."""
    store = GenerationStore(data)
    store.tidy()
    for number in store.good():
        open_generation(store.folder(number))
    archive = archive_in(data)
    first = seen(archive, data)
    archive.load([news], mirror=True)
    return [first, seen(archive, data)]


def seen(archive: Archive, data: Path) -> dict[str, object]:
    texts = "".join(article.text for _, article in archive.articles())
    found = "".join(hit.text for hit in archive.search("总工会 体检 夜校 足球赛", 100))
    left = [p.name for p in (*data.iterdir(), *(data / "generations").iterdir())]
    return {
        "generation": archive.status().generation,
        "texts": [word for word in (*BEFORE, *AFTER) if word in texts],
        "found": [word for word in (*BEFORE, *AFTER) if word in found],
        "left": sorted(name for name in left if ".aside" in name or name.endswith(".new")),
        "damaged": len(archive.status().damaged),
    }


def trial(base: Path, news: Path, kill) -> str | None:
    """Kill one load of a copy of `base`; return what is wrong afterwards, `None` when all is well.

    `kill(data)` starts the load and returns once it is dead.
    """
    data = base.with_name("data")
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(base, data)
    kill(data)
    status, said = forked(lambda: look(data, news))
    if status:
        return said
    first, second = json.loads(said)
    whole = {1: list(BEFORE), 2: list(AFTER)}.get(first["generation"])
    sound = all(
        told["texts"] == told["found"] == texts and not told["left"] and not told["damaged"]
        for told, texts in ((first, whole), (second, list(AFTER)))
    )
    return None if sound else said


def kill_later(data: Path, news: Path, after_s: float) -> None:
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            load(data, news, None)
        os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def tell(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=10_000, help="steps to be killed at, at most")
    parser.add_argument("--random", type=int, default=0, help="loads killed at random moments")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    TOKENIZER.names("问报")  # reads the words once, for all forks
    base, news = options.folder / "base", options.folder / "news"
    write_pages(news, after=False)
    status, said = forked(lambda: load(base, news, None))
    assert not status, said
    write_pages(news, after=True)
    shutil.copytree(base, base.with_name("data"))
    began = time.monotonic()
    status, said = forked(lambda: load(base.with_name("data"), news, None))
    took_s = time.monotonic() - began
    assert not status, said
    steps = json.loads(said)
    chance = random.Random(options.seed)
    chosen = sorted(chance.sample(range(1, len(steps) + 1), min(options.most, len(steps))))
    wrong = 0
    for at in chosen:
        fault = trial(base, news, lambda data, at=at: forked(lambda: load(data, news, at)))
        if fault:
            wrong += 1
            tell({"step": at, "at": steps[at - 1], "fault": fault})
    for _ in range(options.random):
        after_s = chance.uniform(0, took_s)
        fault = trial(base, news, lambda data, s=after_s: kill_later(data, news, s))
        if fault:
            wrong += 1
            tell({"after_s": after_s, "fault": fault})
    told = {"steps": len(steps), "killed": len(chosen), "random": options.random, "wrong": wrong}
    tell({**told, "of": Counter(steps)})


if __name__ == "__main__":
    main()
