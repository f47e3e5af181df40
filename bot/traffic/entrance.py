"""Where updates come in: a question is kept in the state store before Telegram may forget it.

What comes twice is taken once; what is too much is refused, and its member told. A question that is
edited counts as one; what is typed in inline mode is limited by itself, and never kept. Polling and
webhook both put updates here, and go on when `put` returns.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from telegram import Update

from bot.state import Accepted
from bot.traffic.attending import Question, attending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.state import Inbox
    from bot.traffic.limits import Limits, Refusal


class Entrance(asyncio.Queue[object]):
    """The queue of the application. `refused` is told of each question that is not taken."""

    def __init__(
        self,
        inbox: Inbox,
        limits: Limits,
        typed: Limits,
        is_question: Callable[[Update], bool],
        refused: Callable[[Update, Refusal], object],
    ) -> None:
        """Take the `limits` of questions, and those of what is `typed` in inline mode."""
        super().__init__()
        self._inbox = inbox
        self._limits = limits
        self._typed = typed
        self._is_question = is_question
        self._refused = refused
        self._open: dict[int, Question] = {}

    async def put(self, item: object) -> None:
        """Take an update in; a question is in the store when this returns."""
        if not isinstance(item, Update):
            await super().put(item)
        elif item.inline_query is not None:
            await self._put_typed(item)
        elif self._is_question(item) and await self._is_for_us(item):
            await self._put_question(item)
        else:
            await super().put(item)

    async def _put_typed(self, item: Update) -> None:
        member_id = item.effective_user.id if item.effective_user else 0
        refusal = self._typed.take(member_id, time.monotonic())
        if refusal is not None:
            self._refused(item, refusal)
            return
        self._typed.done()
        await super().put(item)

    async def _is_for_us(self, item: Update) -> bool:
        """Whether a question was put to us; an edited one is when it was before it was edited.

        What members say to each other may be edited as well, and is not kept.
        """
        edited = item.edited_message
        if edited is None:
            return True
        return await self._inbox.knows(edited.chat_id, edited.message_id)

    async def _put_question(self, item: Update) -> None:
        accepted = _accepted(item)
        if item.update_id in self._open:
            return
        refusal = self._limits.take(accepted.member_id, time.monotonic())
        if refusal is not None:
            self._refused(item, refusal)
        elif await self._inbox.accept(accepted):
            await self._enter(item)
        else:
            self._limits.done()

    async def put_again(self, update: Update) -> None:
        """Take in a question that is in the store already, whatever the limits."""
        self._limits.waiting += 1
        await self._enter(update)

    @asynccontextmanager
    async def attending(self, update: object) -> AsyncIterator[None]:
        """Attend to an update; a question that was answered is noted as such."""
        question = self._open.get(update.update_id) if isinstance(update, Update) else None
        if question is None or not isinstance(update, Update):
            yield
            return
        try:
            async with attending(question):
                yield
        finally:
            del self._open[update.update_id]
            self._limits.done()

    async def _enter(self, update: Update) -> None:
        self._open[update.update_id] = Question(update.update_id, self._inbox)
        await super().put(update)


def _accepted(update: Update) -> Accepted:
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    return Accepted(
        update.update_id,
        chat.id if chat else 0,
        user.id if user else 0,
        message.message_id if message else 0,
        update.to_json(),
    )
