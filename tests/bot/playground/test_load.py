"""The benchmark of many who ask at once counts right, over the real process."""

from bot.playground.load import measure
from bot.settings import BotSettings
from tests.bot.process import ROOT

QUESTIONS = ["密云区总工会成立了几个工作小组？", "平谷区总工会探索了什么模式？", "珠峰多高？"]


async def test_every_question_of_many_at_once_is_answered_once(news_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bot.sqlite").write_bytes(b"what the bot remembers of its members")
    settings = BotSettings(news_dir=news_dir, data_dir=tmp_path / "data")

    measured = await measure(
        settings,
        QUESTIONS,
        members=5,
        each=3,
        rounds=2,
        pause_s=0,
        program="tests.fakes.bot_process",
    )

    assert [name for name, _ in measured] == ["at once 1", "at once 2", "in turn"]
    for _, found in measured:
        assert (len(found.waits_s), found.unanswered, found.repeated) == (15, 0, 0)
    memory = (tmp_path / "data" / "bot.sqlite").read_bytes()
    assert memory == b"what the bot remembers of its members"
