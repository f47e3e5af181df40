"""The playground as a program: the server, three people in it, and the real bot talking to it."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
import time
import webbrowser
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.app import build_application
from bot.examples import Examples
from bot.overheard import overheard
from bot.playground.people import ADMIN_IDS
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.playground.watching import Watching
from bot.running import Service

if TYPE_CHECKING:
    from bot.ports import NewsArchive
    from bot.settings import BotSettings

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
BOT_ID = 4242
MEMBER_ID, SECOND_MEMBER_ID, EDITOR_ID = 100, 101, 1
NOTICE = """\
The playground is open: {url}
It is a chat with your bot, in the browser, on this machine only. Ctrl-C ends it.
To go live, put the token that @BotFather gives you into .env as TELEGRAM_BOT_TOKEN.
"""


async def run_playground(
    settings: BotSettings, archive: NewsArchive, *, open_page: bool = True
) -> None:
    """Serve the page, and the bot to it, until SIGTERM or SIGINT."""
    state = furnished(new_world())
    watching = Watching(archive)
    loop = asyncio.get_running_loop()
    watching.on_change = partial(loop.call_soon_threadsafe, state.notify)
    async with AsyncExitStack() as stack:
        url = await _open(stack, state, watching, settings.playground_port)
        _reach_loopback_directly()
        application = build_application(
            settings_for(settings, state.token, url),
            overheard(archive, watching.add),
            Examples(archive),  # what is asked to find them is no member's question
        )
        sys.stderr.write(NOTICE.format(url=url))
        if open_page:
            await asyncio.to_thread(open_browser, url)
        await Service(application).run()


def new_world() -> PlaygroundState:
    """Return an empty playground whose bot has met none of its messages in an earlier one."""
    milliseconds = time.time_ns() // 1_000_000  # grows faster than anybody writes
    return PlaygroundState(new_token(), first_id=milliseconds)


def new_token() -> str:
    """Return a token that no other playground knows."""
    return f"{BOT_ID}:{secrets.token_urlsafe(24)}"


def furnished(state: PlaygroundState) -> PlaygroundState:
    """Return the playground with a member, an editor who is an admin, and a group of them."""
    state.add_person(MEMBER_ID, "小李")
    state.add_person(EDITOR_ID, "编辑")
    state.chat(EDITOR_ID).started = True  # so that the bot can give this admin a menu
    group = state.add_group("读报群", {MEMBER_ID, EDITOR_ID})
    state.add_person(SECOND_MEMBER_ID, "小王")
    group.members.add(SECOND_MEMBER_ID)
    return state


def settings_for(settings: BotSettings, token: str, url: str) -> BotSettings:
    """Return the settings of a bot that talks to the playground instead of Telegram."""
    return settings.model_copy(
        update={
            "telegram_bot_token": SecretStr(token),
            "telegram_api_base_url": f"{url}/bot",
            "telegram_api_base_file_url": f"{url}/file/bot",
            "telegram_admin_ids": ADMIN_IDS,
            "telegram_webhook_url": None,
        }
    )


def open_browser(url: str) -> bool:
    """Open the page where a person would see it; return whether that was tried."""
    seen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not seen:
        return False
    try:
        return webbrowser.open(url)
    except webbrowser.Error as error:
        logger.info("no browser opened: %s", error)
        return False


async def _open(
    stack: AsyncExitStack, state: PlaygroundState, watching: Watching, port: int
) -> str:
    """Serve at `port`, or at any free one where that is taken; return the address."""
    try:
        return await stack.enter_async_context(serving(state, HOST, port, watching=watching))
    except OSError:
        return await stack.enter_async_context(serving(state, HOST, 0, watching=watching))


def _reach_loopback_directly() -> None:
    """Keep the bot's requests to the playground away from a proxy that the environment names."""
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), HOST)))
