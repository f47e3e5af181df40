"""The soak over the real process: reloads under questions, and what would be found of a bad bot."""

from pathlib import Path

from bot.playground.markup import Marked
from bot.playground.messages import Message, ReplyTo
from bot.playground.soak import Findings, Soak, soak
from bot.playground.state import PlaygroundState
from bot.settings import BotSettings
from tests.bot.process import ROOT
from tests.bot.talk import MEMBER, TOKEN

QUESTIONS = ["密云区总工会成立了几个工作小组？", "平谷区总工会探索了什么模式？"]


async def test_a_short_soak_loses_and_mixes_nothing(news_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    settings = BotSettings(news_dir=news_dir, data_dir=tmp_path / "data")
    found = await soak(
        settings, QUESTIONS, count=60, members=4, pause_s=0.05, program="tests.fakes.bot_process"
    )

    assert found.healthy, found.lines()
    assert (len(found.waits_s), found.lost) == (60, 0)
    assert found.marked >= 15
    assert found.loads >= 1
    assert sorted(path.name for path in news_dir.iterdir()) == ["a.txt", "b.txt"]


class Forged(PlaygroundState):
    """A playground whose bot answers each question at once with what a test says."""

    def __init__(self, answers: list[str]) -> None:
        super().__init__(TOKEN)
        self.add_person(MEMBER, "小李")
        self._to_say = answers

    def say(self, user_id: int, text: str, *args, **more) -> Message:
        asked = super().say(user_id, text, *args, **more)
        for answer in self._to_say:
            self.put(self.chat(user_id), self.bot, Marked(answer, ()), ReplyTo(asked.id))
        return asked


async def found_of(answers: list[str], tmp_path: Path) -> Findings:
    soaking = Soak(Forged(answers), tmp_path, ["问？"], within_s=0.1)
    soaking.write_pages()
    soaking.write_pages()
    soaking._live = 2
    await soaking.ask(MEMBER)
    soaking.count_repeated()
    return soaking.findings


async def test_what_is_lost_repeated_stale_or_mixed_is_counted(tmp_path, monkeypatch):
    two = "甲岗的巡检编号是第2号，乙岗的巡检编号是第{}号"
    lost = await found_of([], tmp_path)
    twice = await found_of([two.format(2)] * 2, tmp_path)
    mixed = await found_of([two.format(1)], tmp_path)
    stale = await found_of(["甲岗的巡检编号是第1号"], tmp_path)
    good = await found_of([two.format(2)], tmp_path)

    assert (lost.lost, twice.repeated) == (1, 1)
    assert mixed.mixed == ["[1, 2] between 2 and 2"]
    assert stale.mixed == ["[1] between 2 and 2"]
    assert (good.healthy, good.marked) == (True, 1)
