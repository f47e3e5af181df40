"""Watch mode: what arrives in `NEWS_DIR` is loaded by itself, and the admins are told."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.handlers.admin.gate import DETAIL_UNITS
from bot.handlers.admin.loading import ended_load
from bot.loading.loads import LoadUnderWay
from bot.state import Result
from bot.texts import SIMPLIFIED_CHINESE
from bot.views.rich import shortened
from retrieval.archive import Arrivals

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.context import Parts
    from bot.handlers.admin.loading import Ended
    from bot.traffic.outgoing import Delivery
    from retrieval.ports import Progress
    from retrieval.types import LoadProgress, LoadReport

logger = logging.getLogger(__name__)

LONGEST_PAUSE_S = 5.0
NOBODY = 0  # the bot itself, in the audit log


class FolderWatch:
    """Loads what has arrived in the folder of pages; what vanishes from it stays in the archive."""

    def __init__(self, bot: ExtBot[Delivery], parts: Parts) -> None:
        self._bot = bot
        self._parts = parts
        settings = parts.settings
        self._arrivals = Arrivals(settings.news_dir, settings.watch_seconds)
        self._has_arrived = False

    @property
    def pause_s(self) -> float:
        """Seconds from one look to the next."""
        return min(self._parts.settings.watch_seconds, LONGEST_PAUSE_S)

    async def look(self) -> None:
        """Look once; what arrived while another load is under way waits for the next look."""
        self._has_arrived |= bool(await asyncio.to_thread(self._arrivals.settled))
        if not self._has_arrived:
            return
        try:
            with self._parts.loads.only(""):
                self._has_arrived = False  # what fails is tried again when more arrives
                ended = await self._load()
        except LoadUnderWay:
            return
        self._has_arrived = ended.result is Result.BUSY
        if ended.result not in {Result.NOTHING, Result.BUSY, Result.STOPPED}:
            await self._parts.alerts.show(self._bot, ended.told)

    async def _load(self) -> Ended:
        parts = self._parts
        number = await parts.state.audit.begin(NOBODY, "watch", str(parts.settings.news_dir))

        def load(progress: Progress) -> LoadReport:
            return parts.archive.load([parts.settings.news_dir], progress=progress)

        ended = await ended_load(parts, load, _unheard)
        detail = shortened(ended.detail(SIMPLIFIED_CHINESE), DETAIL_UNITS)
        await parts.state.audit.end(number, ended.result, detail)
        return ended


def _unheard(_progress: LoadProgress) -> None:
    """Hear nothing of a load's progress."""
