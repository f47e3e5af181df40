"""Polling: updates from Telegram into the application's queue, each confirmed once it is there.

The library's updater would do, but it shouts tracebacks, ends in silence when the token is revoked,
and when another program polls it polls once more on leaving, which throws the other one out.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, NoReturn

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError, TimedOut

from bot.errors import AnotherPoller, TokenRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MESSAGE_REACTION,
    Update.MY_CHAT_MEMBER,
)
POLL_FOR_S = 20
FIRST_BACKOFF_S = 1.0
LONGEST_BACKOFF_S = 30.0


class Polling:
    """Fetches updates for as long as `run` runs; to be followed by `confirm`."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        on_error: Callable[[TelegramError], object] | None = None,
    ) -> None:
        """Take what to poll, where to put what comes, and who hears of each poll that failed."""
        self._bot = bot
        self._queue = queue
        self._on_error = on_error
        self._offset: int | None = None

    async def run(self) -> NoReturn:
        """Fetch until cancelled. Raises `TokenRefused`, `AnotherPoller`; waits out the rest."""
        backoff_s = FIRST_BACKOFF_S
        while True:
            try:
                await self._fetch()
                backoff_s = FIRST_BACKOFF_S
            except InvalidToken:
                raise TokenRefused from None
            except Conflict:
                raise AnotherPoller from None
            except TimedOut:
                logger.debug("a poll timed out")
            except TelegramError as error:
                if self._on_error is not None:
                    self._on_error(error)
                logger.warning("no updates: %s; next try in %.0f s", error, backoff_s)
                await asyncio.sleep(backoff_s)
                backoff_s = min(2 * backoff_s, LONGEST_BACKOFF_S)

    async def confirm(self) -> None:
        """Tell Telegram what was taken, so that the next start does not get it again."""
        if self._offset is None:
            return
        try:
            await self._bot.get_updates(self._offset, limit=1, timeout=0)
        except TelegramError as error:
            logger.warning("the last updates may come again at the next start: %s", error)

    async def _fetch(self) -> None:
        updates = await self._bot.get_updates(
            self._offset, timeout=POLL_FOR_S, allowed_updates=ALLOWED_UPDATES
        )
        for update in updates:
            await self._queue.put(update)
            self._offset = update.update_id + 1
