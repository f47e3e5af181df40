"""The buttons of admins: which deed each orders, and on what, in Telegram's 64 bytes.

Whether who presses one may do it is decided where the press arrives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.places import key_of
from bot.rich import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "ad"
PATTERN = rf"^{PREFIX}:"
VIEW, AUDIT, GAPS = "view", "audit", "gaps"
ACTIVATE, REMOVE_PAGE, REMOVE_ARTICLE = "activate_now", "remove_page_now", "remove_article_now"
LABEL_UNITS = 40
MOST_VIEWS = 6


def order_button(label: str, deed: str, words: str) -> InlineKeyboardButton:
    """Return a button that orders a deed."""
    return InlineKeyboardButton(label, callback_data=f"{PREFIX}:{deed}:{words}")


def ordered(data: str) -> tuple[str, str]:
    """Return the deed that callback data name, and their words."""
    deed, _, words = data.removeprefix(f"{PREFIX}:").partition(":")
    return deed, words


def view_buttons(sources: Iterable[str], label: str) -> list[list[InlineKeyboardButton]]:
    """Return a button for each of the first pages, which sends how it was read."""
    return [
        [order_button(label.format(page=shortened(source, LABEL_UNITS)), VIEW, key_of(source))]
        for source in list(dict.fromkeys(sources))[:MOST_VIEWS]
    ]
