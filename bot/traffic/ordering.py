"""The order of updates: those of one chat one after another, those of different chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.correlation import mark_of, marked
from bot.views.buttons import is_press

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    Attending = Callable[[object], AbstractAsyncContextManager[None]]
    Watching = Callable[[object], AbstractContextManager[None]]


@dataclass(slots=True)
class _Line:
    """The updates of one chat: who holds the lock is served, the others wait in order."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class ChatOrder(BaseUpdateProcessor):
    """Serves `side_by_side` chats at once, and one update of each at a time in order of arrival.

    A chat that floods us fills its own line, not the slots of others, until `max_waiting` updates
    wait in all; from there on updates wait unsorted.
    """

    def __init__(
        self,
        attending: Attending | None = None,
        side_by_side: int = 64,
        max_waiting: int = 4096,
        *,
        watching: Watching | None = None,
    ) -> None:
        """Take what to do around each update, such as noting what becomes of it.

        `watching` is around its wait for its turn as well.
        """
        super().__init__(max_waiting)
        self._attending = attending or nullcontext
        self._watching = watching or nullcontext
        self._slots = asyncio.Semaphore(side_by_side)
        self._lines: dict[Hashable, _Line] = {}

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process one update when its chat's turn has come."""
        try:
            with marked(mark_of(update)), self._watching(update):
                async with self._turn(_place(update)), self._slots, self._attending(update):
                    await coroutine
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # says nothing if it ran; a cancelled wait leaves it unstarted

    @asynccontextmanager
    async def _turn(self, place: Hashable | None) -> AsyncIterator[None]:
        if place is None:
            yield
            return
        line = self._lines.setdefault(place, _Line())
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[place]


def _place(update: object) -> Hashable | None:
    """Return what orders an update: its chat, else its member.

    The buttons under an answer have a line of their own: a press waits for no question.
    """
    if not isinstance(update, Update):
        return None
    pressed = update.callback_query
    if pressed is not None and pressed.message is not None and is_press(pressed.data):
        return pressed.message.chat.id, pressed.message.message_id
    where = update.effective_chat or update.effective_user
    return where.id if where else None
