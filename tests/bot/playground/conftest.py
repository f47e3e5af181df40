"""A browser for the whole module, and chats in it with the bots of the tests."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from bot.app import build_application
from bot.context import Parts
from bot.overheard import overheard
from bot.playground.people import ADMIN_IDS
from bot.playground.running import furnished
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.playground.watching import Watching
from tests.bot.talk import TOKEN, settings_for
from tests.fakes.archive import FakeArchive
from tests.fakes.busy_bot import busy_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from playwright.async_api import Browser, Page
    from telegram.ext import Application

    AnyBot = Application[Any, Any, Any, Any, Any, Any]

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KINDS = ["message", "edited_message", "callback_query", "inline_query", "message_reaction"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM:
        missing = pytest.fail if "CI" in os.environ else pytest.skip
        missing("no Chromium on PATH: `apt-get install chromium`, or `make test` as root")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


class Chatting:
    """A page of the playground, open in the browser, and the state behind it."""

    def __init__(self, state: PlaygroundState, page: Page, url: str) -> None:
        self.state = state
        self.page = page
        self.url = url
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._on_console)

    def _on_console(self, line) -> None:
        if line.type in ("error", "warning"):
            self.problems.append(line.text)

    async def write(self, words: str) -> None:
        await self.page.fill("#text", words)
        await self.page.keyboard.press("Enter")

    async def open(self, name: str) -> None:
        """Switch to a person or a group in one click."""
        await self.page.locator("#chats button", has_text=name).first.click()
        await self.page.locator('#chats button[aria-current="true"]', has_text=name).wait_for()


@pytest.fixture
def chatting(browser, news_dir):
    """Open the page, with a bot in the playground: the real one, or one that a function makes."""

    @asynccontextmanager
    async def opened(
        make_bot: Callable[[str, str], AnyBot] | None = None,
        path: str = "/",
        **context: object,
    ) -> AsyncIterator[Chatting]:
        state = furnished(PlaygroundState(TOKEN))
        archive = FakeArchive()
        archive.load([news_dir])
        watching = Watching(archive)
        loop = asyncio.get_running_loop()
        watching.on_change = lambda: loop.call_soon_threadsafe(state.notify)
        async with serving(state, watching=watching) as url:
            if make_bot is None:
                settings = settings_for(url, news_dir, telegram_admin_ids=ADMIN_IDS)
                application = build_application(settings, overheard(archive, watching.add))
            else:
                application = make_bot(TOKEN, url)
            async with application, _updates(application):
                tab = await browser.new_context(
                    **{"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}, **context}
                )
                tab.set_default_timeout(10_000)
                chat = Chatting(state, await tab.new_page(), url)
                await chat.page.goto(url + path)
                await chat.page.wait_for_selector("#chats button")
                yield chat
                assert chat.problems == []
                await tab.close()

    return opened


@asynccontextmanager
async def _updates(application: AnyBot) -> AsyncIterator[None]:
    """Let a bot poll, for as long as the block runs."""

    async def poll() -> None:
        offset = None
        while True:
            updates = await application.bot.get_updates(offset, timeout=5, allowed_updates=KINDS)
            for update in updates:
                application.update_queue.put_nowait(update)
                offset = update.update_id + 1

    await application.start()
    polling = asyncio.create_task(poll())
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.wait({polling})
        await application.stop()
        if isinstance(application.bot_data, Parts):
            await application.bot_data.state.close()


@pytest.fixture
async def client():
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
def busy():
    return busy_bot
