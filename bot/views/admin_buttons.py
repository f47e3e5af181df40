"""The buttons of admins: which deed each orders, and on what, in Telegram's 64 bytes.

Whether who presses one may do it is decided where the press arrives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.views.places import key_of
from bot.views.rich import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.texts import Texts

PREFIX = "ad"
PATTERN = rf"^{PREFIX}:"
VIEW, AUDIT, GAPS = "view", "audit", "gaps"
ACTIVATE, ACTIVATE_NOW = "activate", "activate!"  # ask whether, and do it
REMOVE_PAGE, REMOVE_ARTICLE = "page!", "article!"
ASK_REMOVE_PAGE = "page?"
PAGES, PAGE = "pages", "page"
ALLOW, WHOLE = "allow", "whole"
LABEL_UNITS = 40
MOST_VIEWS = 6


def order_button(label: str, deed: str, words: str) -> InlineKeyboardButton:
    """Return a button that orders a deed."""
    return InlineKeyboardButton(label, callback_data=f"{PREFIX}:{deed}:{words}")


def ordered(data: str) -> tuple[str, str]:
    """Return the deed that callback data name, and their words."""
    deed, _, words = data.removeprefix(f"{PREFIX}:").partition(":")
    return deed, words


def without(buttons: InlineKeyboardMarkup | None, deed: str) -> InlineKeyboardMarkup | None:
    """Return the rows of buttons of which none orders a deed; `None` where nothing is left."""
    rows = [
        row
        for row in (buttons.inline_keyboard if buttons else ())
        if all(ordered(str(button.callback_data))[0] != deed for button in row)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def view_buttons(sources: Iterable[str], label: str) -> list[list[InlineKeyboardButton]]:
    """Return a button for each of the first pages, which sends how it was read."""
    return [
        [order_button(label.format(page=shortened(source, LABEL_UNITS)), VIEW, key_of(source))]
        for source in list(dict.fromkeys(sources))[:MOST_VIEWS]
    ]


def turning_keyboard(
    deed: str, offset: int, a_page: int, total: int, texts: Texts
) -> InlineKeyboardMarkup | None:
    """Return the buttons that turn a list of `total` entries; `None` where it is all shown."""
    row = []
    if offset > 0:
        row.append(order_button(texts.browse.earlier, deed, str(max(offset - a_page, 0))))
    if offset + a_page < total:
        row.append(order_button(texts.browse.later, deed, str(offset + a_page)))
    return InlineKeyboardMarkup([row]) if row else None
