"""The policy for requests to Telegram: the pace, and what is tried again.

The library's limiter keeps the pace: 30 messages a second after a burst, 20 a minute in a group.
Left alone it would hold back every chat because of one chat's 429, and would not try again at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import itertools
import logging
from enum import Enum
from typing import TYPE_CHECKING, Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, BaseRateLimiter

from bot.traffic.attending import attended
from bot.traffic.connection import NotSent

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping

    Reply = bool | dict[str, Any] | list[dict[str, Any]]

logger = logging.getLogger(__name__)

# A burst of answers is let through at once; Telegram says so (429) when it is too much.
BURST_MESSAGES = 200
MESSAGES_PER_SECOND = 30
MAX_ATTEMPTS = 6
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 30.0

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
        "answerInlineQuery",
    }
)
# Of passing interest: dropped rather than sent late.
PASSING = frozenset({"sendChatAction"})
# Refusals that tell that nothing is left to do: it is so already, or nobody waits any more.
SETTLED = {
    "editMessageText": "message is not modified",
    "editMessageReplyMarkup": "message is not modified",
    "answerCallbackQuery": "query is too old",
    "answerInlineQuery": "query is too old",
}
# Refusals that are no error: an admin who never started the bot has no chat to have a menu in.
EXPECTED = {"setMyCommands": "chat not found"}
SENDS = "send"


class Delivery(Enum):
    """How much a request matters; passed as `rate_limit_args`, `MUST` when nothing is passed."""

    MUST = "must"
    MAY_DROP = "may_drop"


class Outgoing(BaseRateLimiter[Delivery]):
    """Sends requests at Telegram's pace and tries again what can be tried again safely.

    - 429: that chat alone pauses for as long as Telegram says; then the request is sent again.
      What may be dropped raises `RetryAfter` at once, now and while the pause lasts.
    - A connection that was never made: tried again, a message for as long as it takes.
    - A lost response or a 502: tried again only where doing it twice does no harm. A message is
      not: it may have arrived, and nobody wants it twice.
    - A group that became a supergroup: sent there, now and from then on.
    - An edit that changes nothing, a tap or an inline query that waited too long: done.
    """

    def __init__(
        self,
        longest_backoff_s: float = LONGEST_BACKOFF_S,
        on_error: Callable[[TelegramError], object] | None = None,
    ) -> None:
        """Take how long to wait at most, and who hears of each attempt that failed."""
        self._longest_backoff_s = longest_backoff_s
        self._on_error = on_error or _unheard
        self._pace = AIORateLimiter(
            overall_max_rate=BURST_MESSAGES,
            overall_time_period=BURST_MESSAGES / MESSAGES_PER_SECOND,
            max_retries=0,
        )
        self._moved: dict[object, int] = {}  # group → the supergroup that it became
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
        may_drop = rate_limit_args is Delivery.MAY_DROP or endpoint in PASSING
        for attempt in itertools.count(1):
            self._readdress(data)
            await self._until_allowed(data.get("chat_id"), may_drop=may_drop)
            try:
                with self._heard(endpoint):
                    return await self._send(callback, args, kwargs, endpoint, data)
            except RetryAfter as error:
                self._pause(data.get("chat_id"), _seconds(error), endpoint)
                if may_drop:
                    raise
            except ChatMigrated as error:
                self._moved[data.get("chat_id")] = error.new_chat_id
                if attempt >= MAX_ATTEMPTS:
                    raise
            except NetworkError as error:
                if _is_among(SETTLED, endpoint, error):
                    return True
                if may_drop or not _can_repeat(endpoint, error, attempt):
                    raise
                logger.info("%s failed (%s), trying again", endpoint, type(error).__name__)
                backoff_s = FIRST_BACKOFF_S * 2 ** min(attempt - 1, 10)
                await asyncio.sleep(min(backoff_s, self._longest_backoff_s))
        raise AssertionError("the last attempt returns or raises")

    @contextlib.contextmanager
    def _heard(self, endpoint: str) -> Iterator[None]:
        """Let an error of Telegram be heard of, whatever becomes of it."""
        try:
            yield
        except TelegramError as error:
            if not _is_among(EXPECTED, endpoint, error):
                self._on_error(error)
            raise

    async def _send(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,  # noqa: ANN401 - as in the base class
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
    ) -> Reply:
        """Send once; what is known of its arrival is noted with the question that it answers."""
        if endpoint in PASSING:  # no message, so it takes no place among those of a second
            return await callback(*args, **kwargs)
        question = attended() if endpoint.startswith(SENDS) else None
        if question is None:
            return await self._pace.process_request(callback, args, kwargs, endpoint, data, None)
        await question.sending()
        try:
            sent = await self._pace.process_request(callback, args, kwargs, endpoint, data, None)
        except TelegramError as error:
            if surely_not_sent(error):
                await question.not_sent()
            raise
        question.sent()
        return sent

    def _readdress(self, data: dict[str, Any]) -> None:
        """Address a request to where its group is now; messages have other ids there."""
        moved_to = self._moved.get(data.get("chat_id"))
        if moved_to is not None:
            data["chat_id"] = moved_to
            data.pop("reply_parameters", None)

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


def _unheard(_error: TelegramError) -> None:
    """Hear nothing of errors."""


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)


def surely_not_sent(error: BaseException) -> bool:
    """Whether an error says that a request did not arrive, or was refused as a whole."""
    return isinstance(error, NotSent | BadRequest | RetryAfter | ChatMigrated | Forbidden)


def _can_repeat(endpoint: str, error: NetworkError, attempt: int) -> bool:
    if isinstance(error, BadRequest):  # the library counts refusals among network errors
        return False
    if surely_not_sent(error) and endpoint.startswith(SENDS):
        return True  # an answer waits for as long as Telegram cannot be reached
    return attempt < MAX_ATTEMPTS and (surely_not_sent(error) or endpoint in REPEATABLE)


def _is_among(refusals: Mapping[str, str], endpoint: str, error: TelegramError) -> bool:
    words = refusals.get(endpoint)
    return words is not None and isinstance(error, BadRequest) and words in str(error).lower()
