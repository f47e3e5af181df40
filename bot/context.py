"""What every handler is given: the typed context, and the parts that the bot is made of."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.care.metrics import Metrics
from bot.loading.albums import Albums
from bot.loading.loads import Loads
from bot.loading.remembered import Remembered
from bot.loading.viewable import Viewable
from bot.state.clock import DAY_S
from bot.texts import texts_for
from bot.traffic.outgoing import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import User

    from bot.care.alerts import Alerts
    from bot.examples import Examples
    from bot.menus import Menus
    from bot.ports import NewsArchive
    from bot.settings import BotSettings
    from bot.state import State
    from bot.texts import Texts


ALLOW_WITHIN_S = 600  # an admin's leave to remove many pages holds for what was shown just now

WHOLE_LISTS = 10  # of a large archive, each may be megabytes


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the running bot, made once at the composition root."""

    settings: BotSettings
    archive: NewsArchive
    state: State
    examples: Examples
    link: Callable[[str], str]  # payload of a deep link → the address that opens it
    alerts: Alerts
    menus: Menus
    metrics: Metrics = field(default_factory=Metrics)
    loads: Loads = field(default_factory=Loads)
    albums: Albums = field(default_factory=Albums)
    viewable: Viewable = field(default_factory=Viewable)
    allowable: Remembered[tuple[str, ...]] = field(
        default_factory=lambda: Remembered(ALLOW_WITHIN_S)
    )
    whole_lists: Remembered[str] = field(default_factory=lambda: Remembered(DAY_S, WHOLE_LISTS))
    stopping: threading.Event = field(default_factory=threading.Event)

    def is_admin(self, user: User | None) -> bool:
        """Whether this user may load pages."""
        return user is not None and user.id in self.settings.telegram_admin_ids

    def keep_whole(self, whole: str) -> str:
        """Keep a list whose message shows only its beginning; return its token, "" for none."""
        return self.whole_lists.keep(whole) if whole else ""

    def texts(self, user: User | None) -> Texts:
        """Return the strings in the language of this user."""
        return texts_for(user.language_code if user else None)


Nothing = dict[Any, Any]  # user_data and chat_data, which we do not use


class BotContext(CallbackContext[ExtBot[Delivery], Nothing, Nothing, Parts]):
    """The context of every handler; `parts` is what the bot is made of."""

    @property
    def parts(self) -> Parts:
        """The parts of the running bot."""
        return self.bot_data


BotApplication = Application[ExtBot[Delivery], BotContext, Nothing, Nothing, Parts, None]
