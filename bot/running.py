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
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot.care.caretaking import LOOK_EVERY_S, Caretaker
from bot.care.health import health_served
from bot.care.repeating import repeatedly
from bot.errors import BotError, TokenRefused
from bot.loading.folder_watch import FolderWatch
from bot.state.clock import DAY_S
from bot.traffic.polling import ALLOWED_UPDATES, FIRST_BACKOFF_S, LONGEST_BACKOFF_S, Polling
from bot.traffic.recovery import take_up_again
from retrieval.errors import NothingLoaded, WenbaoError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from telegram.ext import Updater

    from bot.context import BotApplication

logger = logging.getLogger(__name__)

STOP_WITHIN_S = 8.0  # container runtimes kill after 10 s
FOREVER = -1


class Service:
    """One run of the bot, from start to stop."""

    def __init__(self, application: BotApplication) -> None:
        self._application = application
        self._parts = application.bot_data
        failed = self._parts.metrics.telegram_failed
        self._polling = Polling(application.bot, application.update_queue, failed)
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Serve until SIGTERM, SIGINT or `stop`.

        Raises `TokenRefused`, `AnotherPoller`, `PortTaken`.
        """
        async with health_served(self._parts, lambda: self._application.running):
            await self._run()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        serving = asyncio.create_task(self._serve())
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        try:
            await self._finish(serving)
        except InvalidToken:
            raise TokenRefused from None

    def stop(self) -> None:
        """Begin to stop; safe to call more than once."""
        self._stop.set()

    async def _serve(self) -> None:
        """Start, and serve for as long as nothing goes wrong."""
        await self._reach_telegram()
        application, settings = self._application, self._parts.settings
        await application.start()
        await take_up_again(application)
        application.create_task(self._parts.menus.publish(application.bot))
        application.create_task(self._warm_up())
        logger.info("serving as @%s", application.bot.username)
        aside = [asyncio.create_task(work) for work in self._aside()]
        try:
            if settings.telegram_webhook_url is None:
                await self._polling.run()
            else:
                await self._listen(settings.telegram_webhook_url)
                await self._stop.wait()
        finally:
            for task in aside:
                task.cancel()

    def _aside(self) -> Iterator[Coroutine[Any, Any, NoReturn]]:
        """Yield what runs beside the serving, for as long as that lasts."""
        bot, parts = self._application.bot, self._parts
        expire = partial(parts.state.expire, parts.settings.retention_days)
        yield repeatedly(expire, DAY_S, self._failed)
        yield repeatedly(Caretaker(bot, parts).look, LOOK_EVERY_S, self._failed)
        if parts.settings.watch_seconds:
            watch = FolderWatch(bot, parts)
            yield repeatedly(watch.look, watch.pause_s, self._failed)

    async def _failed(self, error: Exception) -> None:
        """Tell log and admins of a fault in what runs aside."""
        incident = secrets.token_hex(4)
        logger.error("incident %s", incident, exc_info=error)
        self._parts.metrics.incident()
        await self._parts.alerts.fault(self._application.bot, incident, error)

    async def _reach_telegram(self) -> None:
        """Make contact with Telegram, however long it takes. Raises `InvalidToken`."""
        backoff_s = FIRST_BACKOFF_S
        while True:
            try:
                await self._application.initialize()
                if self._parts.settings.telegram_webhook_url is None:
                    await self._application.bot.delete_webhook()
            except (NetworkError, RetryAfter) as error:
                logger.warning("no Telegram yet: %s; next try in %.0f s", error, backoff_s)
                await asyncio.sleep(backoff_s)
                backoff_s = min(2 * backoff_s, LONGEST_BACKOFF_S)
            else:
                return

    async def _warm_up(self) -> None:
        """Spare the first member the wait for the model; questions are taken meanwhile."""
        try:
            await asyncio.to_thread(self._parts.archive.warm_up)
        except NothingLoaded:
            logger.warning("nothing is loaded yet")
        except WenbaoError as error:
            logger.error("the model cannot be loaded: %s", error)  # noqa: TRY400 - it says it all

    async def _listen(self, url: str) -> None:
        """Open the webhook and tell Telegram its address."""
        settings = self._parts.settings
        secret = settings.telegram_webhook_secret
        await _updater(self._application).start_webhook(
            listen=settings.telegram_webhook_listen,
            port=settings.telegram_webhook_port,
            url_path=urlsplit(url).path.strip("/"),
            webhook_url=url,
            secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
            bootstrap_retries=FOREVER,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _finish(self, serving: asyncio.Task[None]) -> None:
        """Finish what is under way, for at most `STOP_WITHIN_S`. Raises what ended `serving`."""
        self._parts.stopping.set()
        serving.cancel()
        try:
            async with asyncio.timeout(STOP_WITHIN_S):
                try:
                    with suppress(asyncio.CancelledError):
                        await serving
                    await self._polling.confirm()
                finally:
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
        await application.bot.request.shutdown()  # open although a refused token ended the start
        await self._parts.state.close()
        await asyncio.get_running_loop().shutdown_default_executor()


def _updater(application: BotApplication) -> Updater:
    if application.updater is None:
        raise BotError("the application was built without an updater")
    return application.updater


def _leave_at_once() -> None:
    """End the process although a thread still works; a load leaves nothing half-written."""
    logging.shutdown()
    os._exit(0)
