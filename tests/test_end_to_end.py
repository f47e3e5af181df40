"""The whole of it: the real process, the bundled model and the five seed pages, over HTTP."""

from __future__ import annotations

import json
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from retrieval.cli.main import app
from tests.bot.process import started
from tests.bot.talk import ADMIN, MEMBER, TOKEN
from tests.conftest import SEEDS

if TYPE_CHECKING:
    from pathlib import Path

COLD_START_S = 90  # reading the pages, and loading torch on a busy machine

# A member's words, and what the right sentence says.
QUESTIONS = {
    "丰台的大篷车去了哪个社区": ("云岗街道北里社区", "丰台职工志愿服务“大篷车”开进云岗社区"),
    "越南代表團是幾號到幾號來的": ("12月6日至10日", "北京市总工会与越南河内市劳动者联合会代表团"),
    "平谷有多少工会会员": ("8.8万人", "平谷区总工会探索“党建+”工作模式"),
    "谁拿了京津冀乒乓球比赛冠军": ("北京市交通委员会代表队获得冠军", "乒乓球友谊赛举办"),
    "大栅栏的职工去哪家老字号学画布鞋": ("内联升", "大栅栏街道职工走进老字号体验传统技艺"),
}

NEW_PAGE = """\
延庆区总工会举办冰壶赛

本报讯（记者 冰清）近日，延庆区总工会举办职工冰壶赛，32支队伍参赛，延庆园林队获得冠军。
"""


@pytest.fixture
def playground() -> PlaygroundState:
    state = PlaygroundState(TOKEN)
    state.add_person(MEMBER, "小李")
    state.add_person(ADMIN, "编辑")
    return state


@pytest.fixture
def data_dir(tmp_path: Path, builtin_data_dir: Path) -> Path:
    """A data folder that has the converted model and nothing else."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(builtin_data_dir / "models")
    return folder


async def reply(playground: PlaygroundState, chat: int, words: str, timeout_s: float = 30) -> str:
    """Return the bot's message that says `words`; fail with what it said instead."""

    def texts() -> list[str]:
        messages = playground.chat(chat).messages.values()
        return [m.marked.text for m in messages if m.sender.is_bot]

    found = await playground.wait_until(lambda: any(words in t for t in texts()), timeout_s)
    assert found, texts()
    return next(t for t in texts() if words in t)


async def test_a_member_is_answered_and_an_admin_brings_a_new_page(
    playground: PlaygroundState, loaded_seeds: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(loaded_seeds, data_dir, symlinks=True)
    news = tmp_path / "news"
    shutil.copytree(SEEDS, news)
    async with serving(playground) as url:
        env = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": f"{url}/bot",
            "TELEGRAM_API_BASE_FILE_URL": f"{url}/file/bot",
            "TELEGRAM_ADMIN_IDS": str(ADMIN),
            "NEWS_DIR": str(news),
            "DATA_DIR": str(data_dir),
        }
        async with started(env, program="bot") as bot:
            for question, (words, headline) in QUESTIONS.items():
                playground.say(MEMBER, question)
                assert headline in await reply(playground, MEMBER, words, COLD_START_S)

            playground.say(MEMBER, "火星移民飞船几号发射")
            await reply(playground, MEMBER, "报纸里没有找到")

            (news / "new.txt").write_text(NEW_PAGE, encoding="utf-8")
            playground.say(MEMBER, "/reload")
            await reply(playground, MEMBER, "只有管理员")
            playground.say(ADMIN, "/reload")
            await reply(playground, ADMIN, "新增1")
            playground.say(MEMBER, "延庆冰壶赛哪个队得了冠军")
            await reply(playground, MEMBER, "延庆园林队获得冠军")

            bot.tell(signal.SIGTERM)
            code, output = await bot.end()
    assert code == 0, output
    assert "Traceback" not in output
    assert TOKEN not in output


async def test_without_a_token_the_same_answers_are_in_the_terminal(
    data_dir: Path, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "new.txt").write_text(NEW_PAGE, encoding="utf-8")
    env = {"NEWS_DIR": str(news), "DATA_DIR": str(data_dir)}
    question = "延庆冰壶赛哪个队得了冠军\n".encode()
    async with started(env, "--terminal", stdin=question, program="bot") as bot:
        code, output = await bot.end(COLD_START_S)
    assert code == 0
    assert "延庆园林队获得冠军" in output


def test_the_command_line_shows_the_right_sentences_of_the_seed_pages(
    loaded_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(loaded_seeds))
    batch = tmp_path / "questions.jsonl"
    questions = [*QUESTIONS, "火星移民飞船几号发射"]
    lines = (json.dumps({"id": q, "question": q}) for q in questions)
    batch.write_text("\n".join(lines), encoding="utf-8")
    shown = CliRunner().invoke(app, ["ask", "--batch", str(batch)]).stdout
    answers = {answer["id"]: answer for answer in map(json.loads, shown.splitlines())}
    for question, (words, headline) in QUESTIONS.items():
        quotes = answers[question]["quotes"]
        assert any(words in q["text"] and headline in q["headline"] for q in quotes), question
    assert answers["火星移民飞船几号发射"]["status"] == "no_evidence"
