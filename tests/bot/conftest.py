"""The bot over a small archive, talking to the playground's Bot API over loopback."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.app import build_application
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.settings import BotSettings
from bot.traffic.polling import Polling
from tests.bot.talk import ADMIN, MEMBER, PAGES, TOKEN, Talk, settings_for
from tests.fakes.archive import FakeArchive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch, tmp_path):
    for name in BotSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def news_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def archive(news_dir) -> FakeArchive:
    archive = FakeArchive()
    archive.load([news_dir])
    return archive


@pytest.fixture
def playground() -> PlaygroundState:
    state = PlaygroundState(TOKEN)
    state.add_person(MEMBER, "小李 <&>")
    state.add_person(ADMIN, "编辑")
    return state


@asynccontextmanager
async def running(
    playground: PlaygroundState,
    url: str,
    news_dir: Path,
    archive: FakeArchive,
    **settings: object,
) -> AsyncIterator[Talk]:
    """Run a bot in the open playground, until the block ends."""
    application = build_application(settings_for(url, news_dir, **settings), archive)
    async with application:
        await application.start()
        polling = asyncio.create_task(Polling(application.bot, application.update_queue).run())
        try:
            yield Talk(playground, application)
        finally:
            application.bot_data.stopping.set()
            polling.cancel()
            await application.stop()
            await application.bot_data.state.close()


@pytest.fixture
def talking(playground, news_dir):
    """Open the playground and let a bot over an archive poll it."""

    @asynccontextmanager
    async def opened(archive: FakeArchive, **settings: object) -> AsyncIterator[Talk]:
        async with serving(playground) as url:
            async with running(playground, url, news_dir, archive, **settings) as talk:
                yield talk
            await asyncio.get_running_loop().shutdown_default_executor()

    return opened


@pytest.fixture
async def talk(talking, archive):
    async with talking(archive) as talk:
        yield talk


@pytest.fixture
async def env(playground: PlaygroundState, news_dir: Path, tmp_path: Path):
    """The playground, open, and the settings of a bot process in it."""
    async with serving(playground) as url:
        yield {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": f"{url}/bot",
            "TELEGRAM_API_BASE_FILE_URL": f"{url}/file/bot",
            "TELEGRAM_ADMIN_IDS": str(ADMIN),
            "NEWS_DIR": str(news_dir),
            "DATA_DIR": str(tmp_path / "data"),
        }
