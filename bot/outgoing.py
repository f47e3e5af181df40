"""The policy for requests to Telegram: the pace, and what is tried again.

The library's limiter keeps the pace (30 messages a second, 20 a minute in a group). Left alone it
would hold back every chat because of one chat's 429, and would not try again at all.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from enum import Enum
from typing import TYPE_CHECKING, Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter, BaseRateLimiter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Reply = bool | dict[str, Any] | list[dict[str, Any]]

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
FIRST_BACKOFF_S = 0.5

# Doing these twice is the same as doing them once, so a lost response is no obstacle.
REPEATABLE = frozenset(
    {
        "getMe",
        "getWebhookInfo",
        "setWebhook",
        "deleteWebhook",
        "setMyCommands",
        "editMessageText",
        "editMessageReplyMarkup",
        "deleteMessage",
        "answerCallbackQuery",
    }
)
# Of passing interest: dropped rather than sent late.
PASSING = frozenset({"sendChatAction"})


class Delivery(Enum):
    """How much a request matters; passed as `rate_limit_args`, `MUST` when nothing is passed."""

    MUST = "must"
    MAY_DROP = "may_drop"


class Outgoing(BaseRateLimiter[Delivery]):
    """Sends requests at Telegram's pace and tries again what can be tried again safely.

    - 429: that chat alone pauses for as long as Telegram says; then the request is sent again.
      What may be dropped raises `RetryAfter` at once, now and while the pause lasts.
    - A connection that was never made: tried again.
    - A lost response or a 502: tried again only where doing it twice does no harm. A message is
      not: it may have arrived, and nobody wants it twice.
    """

    def __init__(self) -> None:
        self._pace = AIORateLimiter(max_retries=0)
        self._pauses: dict[object, float] = {}  # chat → loop time when it may be sent to again

    async def initialize(self) -> None:
        """Prepare the pace."""
        await self._pace.initialize()

    async def shutdown(self) -> None:
        """Release the pace."""
        await self._pace.shutdown()

    async def process_request(  # noqa: PLR0917 - the signature of the base class
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,  # noqa: ANN401 - as in the base class
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Delivery | None,
    ) -> Reply:
        """Send one request, again where that is safe. Raises the last error otherwise."""
        chat = data.get("chat_id")
        may_drop = rate_limit_args is Delivery.MAY_DROP or endpoint in PASSING
        for attempt in range(1, MAX_ATTEMPTS + 1):
            await self._until_allowed(chat, may_drop=may_drop)
            try:
                return await self._pace.process_request(
                    callback, args, kwargs, endpoint, data, None
                )
            except RetryAfter as error:
                self._pause(chat, _seconds(error), endpoint)
                if may_drop or attempt == MAX_ATTEMPTS:
                    raise
            except NetworkError as error:
                if may_drop or attempt == MAX_ATTEMPTS or not _can_repeat(endpoint, error):
                    raise
                logger.info("%s failed (%s), trying again", endpoint, type(error).__name__)
                await asyncio.sleep(FIRST_BACKOFF_S * 2 ** (attempt - 1))
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, chat: object, seconds: float, endpoint: str) -> None:
        logger.warning("%s: told to wait %.0f s", endpoint, seconds)
        self._pauses[chat] = asyncio.get_running_loop().time() + seconds

    async def _until_allowed(self, chat: object, *, may_drop: bool) -> None:
        while (left := self._left(chat)) > 0:
            if may_drop:
                raise RetryAfter(dt.timedelta(seconds=left))
            await asyncio.sleep(left)
        self._pauses.pop(chat, None)

    def _left(self, chat: object) -> float:
        return self._pauses.get(chat, 0.0) - asyncio.get_running_loop().time()


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)


def _can_repeat(endpoint: str, error: NetworkError) -> bool:
    if isinstance(error, BadRequest):  # the library counts refusals among network errors
        return False
    never_sent = isinstance(
        error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    )
    return never_sent or endpoint in REPEATABLE
