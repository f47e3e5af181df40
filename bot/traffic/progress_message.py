"""A message that says how far a load is, edited in place, and ends as its report."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from telegram.error import BadRequest, TelegramError

from bot.traffic.outgoing import Delivery
from bot.views.load import render_progress
from bot.views.rich import messages, to_html

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import InlineKeyboardMarkup, Message
    from telegram.ext import ExtBot

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import LoadProgress

EDIT_EVERY_S = 1.5


class ProgressMessage:
    """One message of ours in a chat. `show` may be called from any thread and never waits."""

    def __init__(self, bot: ExtBot[Delivery], asked: Message, ours: Message, texts: Texts) -> None:
        self._bot = bot
        self._asked = asked
        self._ours = ours
        self._texts = texts
        self._latest: LoadProgress | None = None
        self._finished = False
        self._one_edit = asyncio.Lock()  # a late edit must not overwrite the end

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, bot: ExtBot[Delivery], asked: Message, texts: Texts
    ) -> AsyncIterator[ProgressMessage]:
        """Send the first line in reply to `asked` and keep it current until the block ends."""
        ours = await asked.reply_html(texts.reload_started)
        message = cls(bot, asked, ours, texts)
        editing = asyncio.create_task(message._keep_current())
        try:
            yield message
        finally:
            await _end(editing)

    def show(self, progress: LoadProgress) -> None:
        """Show this progress at the next edit; the ones between are skipped."""
        self._latest = progress

    async def finish(self, rich: Rich, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Replace the progress by its end; what does not fit follows as messages.

        The buttons stand under the last part.
        """
        first, *others = messages(rich)
        async with self._one_edit:
            self._finished = True
            await self._replace(first, None if others else buttons)
        for place, part in enumerate(others, start=1):
            markup = buttons if place == len(others) else None
            await self._asked.reply_html(part, do_quote=False, reply_markup=markup)

    async def _replace(self, html: str, buttons: InlineKeyboardMarkup | None) -> None:
        try:
            await self._bot.edit_message_text(
                html,
                chat_id=self._ours.chat_id,
                message_id=self._ours.message_id,
                reply_markup=buttons,
            )
        except BadRequest:  # the admin has deleted it
            await self._asked.reply_html(html, reply_markup=buttons)

    async def _keep_current(self) -> None:
        shown: LoadProgress | None = None
        while True:
            await asyncio.sleep(EDIT_EVERY_S)
            latest = self._latest
            if latest is None or latest == shown:
                continue
            async with self._one_edit:
                if self._finished:
                    return
                await self._edit(latest)
            shown = latest

    async def _edit(self, progress: LoadProgress) -> None:
        with suppress(TelegramError):  # a missed line of progress is no loss
            await self._bot.edit_message_text(
                to_html(render_progress(progress, self._texts)),
                chat_id=self._ours.chat_id,
                message_id=self._ours.message_id,
                rate_limit_args=Delivery.MAY_DROP,
            )


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
