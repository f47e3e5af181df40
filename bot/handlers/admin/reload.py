"""Loading the pages of `NEWS_DIR` again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.admin.gate import Deed
from bot.handlers.admin.loading import Wanted, load_pages

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Order, Outcome


async def reload(order: Order) -> Outcome:
    """Load what is new in `NEWS_DIR`, and drop what it has no more."""
    folder = order.parts.settings.news_dir
    return await load_pages(order, Wanted([folder], mirror=True))


RELOAD = Deed("reload", reload)
