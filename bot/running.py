"""Running the bot: start, serve until told to stop, finish the answers under way, leave.

Start-up outlives an outage of Telegram; a wrong token or a second poller ends it in one line.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.errors import AnotherPoller, BotError, TokenRefused
from bot.menus import publish_menus

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from telegram.ext import Updater

    from bot.context import BotApplication
    from bot.settings import BotSettings

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = (Update.MESSAGE,)
POLL_FOR_S = 20
LONGEST_BACKOFF_S = 30.0
STOP_WITHIN_S = 8.0  # container runtimes kill after 10 s
FOREVER = -1


class Service:
    """One run of the bot, from start to stop."""

    def __init__(self, application: BotApplication) -> None:
        self._application = application
        self._parts = application.bot_data
        self._stop = asyncio.Event()
        self._failure: BotError | None = None

    async def run(self) -> None:
        """Serve until SIGTERM, SIGINT or `stop`. Raises `TokenRefused`, `AnotherPoller`."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        try:
            if await self._unless_stopped(self._start()):
                logger.info("serving as @%s", self._application.bot.username)
                await self._stop.wait()
        except InvalidToken:
            raise TokenRefused from None
        finally:
            await self._finish()
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Begin to stop; safe to call more than once."""
        self._parts.stopping.set()
        self._stop.set()

    async def _start(self) -> None:
        await self._initialize()
        await self._application.start()
        await self._receive(_updater(self._application), self._parts.settings)
        self._application.create_task(
            publish_menus(self._application.bot, self._parts.settings.telegram_admin_ids)
        )

    async def _initialize(self) -> None:
        """Make contact with Telegram, however long it takes. Raises `InvalidToken`."""
        wait_s = 1.0
        while True:
            try:
                await self._application.initialize()
            except (NetworkError, RetryAfter) as error:
                logger.warning(
                    "Telegram cannot be reached yet: %s; next try in %.0f s", error, wait_s
                )
                await asyncio.sleep(wait_s)
                wait_s = min(2 * wait_s, LONGEST_BACKOFF_S)
            else:
                return

    async def _receive(self, updater: Updater, settings: BotSettings) -> None:
        """Begin to take updates: by webhook where one is set, else by polling."""
        if settings.telegram_webhook_url is None:
            await updater.start_polling(
                timeout=POLL_FOR_S,
                bootstrap_retries=FOREVER,
                allowed_updates=ALLOWED_UPDATES,
                error_callback=self._on_polling_error,
            )
            self._watch_polling()
            return
        secret = settings.telegram_webhook_secret
        await updater.start_webhook(
            listen=settings.telegram_webhook_listen,
            port=settings.telegram_webhook_port,
            url_path=urlsplit(settings.telegram_webhook_url).path.strip("/"),
            webhook_url=settings.telegram_webhook_url,
            secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
            bootstrap_retries=FOREVER,
            allowed_updates=ALLOWED_UPDATES,
        )

    def _on_polling_error(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._fail(AnotherPoller())
        else:
            logger.warning("no updates from Telegram: %s", error)

    def _watch_polling(self) -> None:
        """Notice when polling ends by itself, as it does silently when the token is revoked."""
        for task in asyncio.all_tasks():
            if task.get_name() == "Updater:start_polling:polling_task":
                task.add_done_callback(self._on_polling_end)

    def _on_polling_end(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and isinstance(task.exception(), InvalidToken):
            self._fail(TokenRefused())

    def _fail(self, failure: BotError) -> None:
        self._failure = self._failure or failure
        self.stop()

    async def _unless_stopped(self, work: Coroutine[None, None, None]) -> bool:
        """Do `work` and return True; return False if the stop comes first."""
        working = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not working.done():
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            return False
        working.result()
        return True

    async def _finish(self) -> None:
        """Finish what is under way, for at most `STOP_WITHIN_S`."""
        self._parts.stopping.set()
        try:
            async with asyncio.timeout(STOP_WITHIN_S):
                await self._close()
        except TimeoutError:
            logger.warning("stopped after %.0f s with work still under way", STOP_WITHIN_S)
            _leave_at_once()
        logger.info("stopped")

    async def _close(self) -> None:
        application = self._application
        updater = _updater(application)
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        await asyncio.get_running_loop().shutdown_default_executor()


def _updater(application: BotApplication) -> Updater:
    if application.updater is None:
        raise BotError("the application was built without an updater")
    return application.updater


def _leave_at_once() -> None:
    """End the process although a thread still works; a load leaves nothing half-written."""
    logging.shutdown()
    os._exit(0)
