"""What the bot looks after by itself: damage, and whether new pages still come.

Admins are told of a damage once, of missing pages once a day while it lasts, and of pages that
vanished from the folder when no more do so, once a day at most.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from functools import partial
from typing import TYPE_CHECKING

from bot.shanghai import moment_text
from bot.state.clock import DAY_S
from bot.views.listing import listing
from bot.views.rich import plain
from bot.views.trouble import cause_text, damage_words
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.context import Parts
    from bot.texts import Texts
    from bot.traffic.outgoing import Delivery
    from retrieval.types import ArchiveStatus, Damage, DamageFault, GenerationNumber

    _Known = tuple[GenerationNumber, DamageFault, str]

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0


class Caretaker:
    """Looks at the archive now and then, and tells the admins what needs them."""

    def __init__(self, bot: ExtBot[Delivery], parts: Parts) -> None:
        self._bot = bot
        self._parts = parts
        self._told_damage: set[_Known] = set()
        self._told_error = ""
        self._seen_vanished: tuple[str, ...] = ()
        self._told_vanished: tuple[str, ...] = ()
        self._vanished_quiet_until = self._quiet_until = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._looked_back = False

    async def look(self, now: dt.datetime | None = None) -> None:
        """Look once, at a moment of UTC or now."""
        now = now or dt.datetime.now(dt.UTC)
        if not self._looked_back:
            self._looked_back = True
            await self._tell_cut_short(now)
        try:
            held = await asyncio.to_thread(self._parts.archive.status)
            gone = await asyncio.to_thread(self._vanished)
        except WenbaoError as error:
            await self._tell_error(error)
            return
        self._told_error = ""
        for damage in held.damaged:
            await self._tell_damage(damage)
        self._told_damage &= {_known(damage) for damage in held.damaged}
        await self._tell_missing_pages(held, now)
        await self._tell_vanished(gone, now)

    async def _tell_cut_short(self, now: dt.datetime) -> None:
        """Tell of what admins began and a kill ended."""
        began = now - dt.timedelta(seconds=self._parts.metrics.uptime_s)
        for action in await self._parts.state.audit.cut_short(began.timestamp()):
            at = moment_text(dt.datetime.fromtimestamp(action.at, dt.UTC))
            logger.warning("%s of %s was cut short", action.name, at)

            def words(texts: Texts, name: str = action.name, at: str = at) -> str:
                return texts.operating.cut_short.format(name=name, at=at)

            await self._parts.alerts.tell(self._bot, words)

    async def _tell_error(self, error: WenbaoError) -> None:
        if str(error) != self._told_error:
            logger.error("the archive cannot be read: %s", error)
            self._told_error = str(error)

            def words(texts: Texts) -> str:
                return texts.trouble.unreadable.format(cause=cause_text(error, texts))

            await self._parts.alerts.tell(self._bot, words)

    def _vanished(self) -> tuple[str, ...]:
        """Return the pages that are gone from the folder that is watched, where they are many."""
        settings = self._parts.settings
        return self._parts.archive.vanished(settings.news_dir) if settings.watch_seconds else ()

    async def _tell_vanished(self, gone: tuple[str, ...], now: dt.datetime) -> None:
        """Tell of pages that are gone from the folder; they stay in the archive."""
        rests, self._seen_vanished = gone == self._seen_vanished, gone
        if not gone:
            self._told_vanished = ()
        if gone == self._told_vanished or not rests or now < self._vanished_quiet_until:
            return
        self._told_vanished = gone
        self._vanished_quiet_until = now + dt.timedelta(seconds=DAY_S)
        logger.warning("%d pages are gone from %s", len(gone), self._parts.settings.news_dir)

        def words(texts: Texts) -> str:
            heading = texts.trouble.vanished.format(count=len(gone))
            return plain(listing(heading, gone, texts, gap=""))

        await self._parts.alerts.tell(self._bot, words)

    async def _tell_damage(self, damage: Damage) -> None:
        if _known(damage) in self._told_damage:
            return
        self._told_damage.add(_known(damage))
        logger.error("generation %d is damaged: %s", damage.number, damage.problem)

        await self._parts.alerts.tell(self._bot, partial(damage_words, damage))

    async def _tell_missing_pages(self, held: ArchiveStatus, now: dt.datetime) -> None:
        days = self._parts.settings.alert_days
        if not days or held.built_at is None or now < self._quiet_until:
            return
        since = (now - held.built_at).days
        if since < days:
            return
        self._quiet_until = now + dt.timedelta(seconds=DAY_S)
        at = moment_text(held.built_at)
        logger.warning("no new page for %d days", since)
        await self._parts.alerts.tell(
            self._bot, lambda texts: texts.operating.no_new_page.format(days=since, at=at)
        )


def _known(damage: Damage) -> _Known:
    """Return by what a damage is known again; which pages it took changes with what is served."""
    return damage.number, damage.fault, damage.file
