"""The bot over a small archive, talking to the playground's Bot API over loopback."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.app import build_application
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.running import ALLOWED_UPDATES
from bot.settings import BotSettings
from tests.fakes.archive import FakeArchive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.context import BotApplication
    from bot.playground.people import Message

TOKEN = "4242:playground-token"
MEMBER = 7
ADMIN = 1

PAGES = {
    "a.txt": (
        "平谷区总工会探索“党建+”工作模式\n"
        "平谷区总工会积极探索“党建+”模式。该区总工会服务一线职工群众。"
    ),
    "b.txt": "密云区总工会下沉一线\n密云区总工会成立了9个工作小组。28名干部赴基层服务站蹲点调研。",
}


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch, tmp_path):
    for name in BotSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def news_dir(tmp_path) -> Path:
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


class Talk:
    """The playground with the bot in it, as a test acts in it."""

    def __init__(self, state: PlaygroundState, application: BotApplication) -> None:
        self.state = state
        self.application = application

    async def ask(self, text: str, user: int = MEMBER, chat: int | None = None, **more) -> Message:
        """Write, and return the bot's first message after it."""
        sent = self.state.say(user, text, chat, **more)
        return (await self.replies(chat or user, after=sent.id))[0]

    async def replies(self, chat: int, after: int, count: int = 1) -> list[Message]:
        """Return the bot's messages after another one, waiting for `count` of them."""

        def found() -> list[Message]:
            messages = self.state.chat(chat).messages.values()
            return [m for m in messages if m.id > after and m.sender.is_bot]

        assert await self.state.wait_until(lambda: len(found()) >= count, 10), "no reply came"
        return found()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to become true in the playground."""
        assert await self.state.wait_until(condition, 10), "it did not happen"

    def calls(self, method: str) -> list[dict[str, object]]:
        """Return the parameters of the bot's calls of a method."""
        return [call.parameters for call in self.state.calls if call.method == method]

    async def quiet(self) -> None:
        """Wait until every update so far is dealt with."""
        await self.until(lambda: not self.state.updates)
        await self.application.update_queue.join()


def settings_for(url: str, news_dir: Path, **more: object) -> BotSettings:
    return BotSettings.model_validate(
        {
            "telegram_bot_token": TOKEN,
            "telegram_api_base_url": f"{url}/bot",
            "telegram_api_base_file_url": f"{url}/file/bot",
            "telegram_admin_ids": frozenset({ADMIN}),
            "news_dir": news_dir,
            **more,
        }
    )


@pytest.fixture
def talking(playground, news_dir):
    """Open the playground and let a bot over an archive poll it."""

    @asynccontextmanager
    async def opened(archive: FakeArchive) -> AsyncIterator[Talk]:
        async with serving(playground) as url:
            application = build_application(settings_for(url, news_dir), archive)
            assert application.updater is not None
            async with application:
                await application.updater.start_polling(timeout=5, allowed_updates=ALLOWED_UPDATES)
                await application.start()
                yield Talk(playground, application)
                application.bot_data.stopping.set()
                await application.updater.stop()
                await application.stop()
            await asyncio.get_running_loop().shutdown_default_executor()

    return opened


@pytest.fixture
async def talk(talking, archive):
    async with talking(archive) as talk:
        yield talk
