"""What admins are told without asking: faults with their causes, and what else needs somebody.

Faults that repeat are told together, so that a broken disk does not flood a phone.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from telegram.error import TelegramError

from bot.correlation import current_mark
from bot.texts import texts_for
from bot.views.rich import Run, messages, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import SecretStr
    from telegram import InlineKeyboardMarkup, User
    from telegram.ext import ExtBot

    from bot.texts import Texts
    from bot.traffic.outgoing import Delivery
    from bot.views.rich import Rich

logger = logging.getLogger(__name__)

QUIET_S = 600.0  # faults within so long after one that was told are told together
CAUSE_UNITS = 400


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of ours: the number that its member was given, where it was, and its cause."""

    incident: str
    mark: str
    cause: str


class Message(Protocol):
    """What is shown: rich text, and the buttons under it."""

    @property
    def rich(self) -> Rich:
        """The text."""

    @property
    def buttons(self) -> InlineKeyboardMarkup | None:
        """The buttons."""


@dataclass(slots=True)
class Alerts:
    """Writes to every admin, in the language in which they last gave an order."""

    admin_ids: Iterable[int]
    secrets: tuple[SecretStr | None, ...] = ()
    quiet_s: float = QUIET_S
    _languages: dict[int, str | None] = field(default_factory=dict)
    _held_back: list[Fault] = field(default_factory=list)
    _quiet: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def heard(self, admin: User) -> None:
        """Remember the language of an admin."""
        self._languages[admin.id] = admin.language_code

    async def tell(self, bot: ExtBot[Delivery], words: Callable[[Texts], str]) -> None:
        """Tell every admin; one who never started the bot cannot be told, and is logged."""
        for admin_id in sorted(self.admin_ids):
            said = words(texts_for(self._languages.get(admin_id)))
            await _send(bot, admin_id, (Run(said),))

    async def show(self, bot: ExtBot[Delivery], told: Callable[[Texts], Message]) -> None:
        """Show every admin the same in their language."""
        for admin_id in sorted(self.admin_ids):
            texts = texts_for(self._languages.get(admin_id))
            message = await asyncio.to_thread(told, texts)
            await _send(bot, admin_id, message.rich, message.buttons)

    async def fault(self, bot: ExtBot[Delivery], incident: str, error: BaseException) -> None:
        """Tell of a fault, at once unless one was told a short while ago."""
        fault = Fault(incident, current_mark(), self._cause(error))
        if self._quiet:
            self._held_back.append(fault)
            return
        self._quiet = True
        asyncio.get_running_loop().call_later(self.quiet_s, self._quiet_is_over, bot)
        await self.tell(
            bot,
            lambda texts: texts.operating.incident.format(
                incident=fault.incident, mark=fault.mark or "–", cause=fault.cause
            ),
        )

    def _quiet_is_over(self, bot: ExtBot[Delivery]) -> None:
        self._quiet = False
        if self._held_back:
            task = asyncio.create_task(self._tell_held_back(bot))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tell_held_back(self, bot: ExtBot[Delivery]) -> None:
        faults, last = self._held_back, self._held_back[-1]
        self._held_back = []
        await self.tell(
            bot,
            lambda texts: texts.operating.incidents_more.format(
                count=len(faults), incident=last.incident, mark=last.mark or "–", cause=last.cause
            ),
        )

    def _cause(self, error: BaseException) -> str:
        """Return what happened and where in our own code, cleared of secrets."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
        text = f"{type(error).__name__}: {error}"
        for secret in self.secrets:
            text = text.replace(secret.get_secret_value(), "***") if secret else text
        return shortened(text, CAUSE_UNITS) + (f"\n{places[-1]}" if places else "")


async def _send(
    bot: ExtBot[Delivery], admin_id: int, rich: Rich, buttons: InlineKeyboardMarkup | None = None
) -> None:
    parts = messages(rich)
    try:
        for place, part in enumerate(parts, start=1):
            markup = buttons if place == len(parts) else None
            await bot.send_message(admin_id, part, reply_markup=markup)
    except TelegramError as error:
        logger.warning("admin %d could not be told: %s", admin_id, error)
