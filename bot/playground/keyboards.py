"""Inline keyboards: what a button must have, and how long each part may be."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit

from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject

KINDS = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
)
DECORATIONS = frozenset({"text", "style"})
SCHEMES = frozenset({"http", "https", "tg", "ton"})


def keyboard(markup: JsonObject | None) -> JsonObject | None:
    """Return the keyboard under a message, `None` for none. Raises `Refusal` 400."""
    if markup is None:
        return None
    if markup.keys() != {"inline_keyboard"}:
        other = next((name for name in sorted(markup) if name != "inline_keyboard"), "nothing")
        raise bad_request(f"the playground models inline keyboards only, not {other}")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("field inline_keyboard of the reply markup must be an Array of Arrays")
    if sum(map(len, rows)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    if any(len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: object) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    kinds = [kind for kind in KINDS if kind in button]
    if other := sorted(button.keys() - set(KINDS) - DECORATIONS):
        raise bad_request(f"the playground does not model {other[0]} of a button")
    if not kinds:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one optional field allowed")
    value = button[kinds[0]]
    if kinds[0] == "callback_data":
        _check_data(value)
    elif kinds[0] == "url":
        _check_url(value)
    elif kinds[0] == "copy_text":
        _check_copied(value)


def _check_data(value: object) -> None:
    limit = InlineKeyboardButtonLimit
    if not limit.MIN_CALLBACK_DATA <= len(str(value).encode()) <= limit.MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(value: object) -> None:
    parts = urlsplit(str(value))
    if parts.scheme not in SCHEMES or not parts.netloc or " " in str(value):
        raise bad_request(
            f"inline keyboard button URL '{value}' is invalid: unsupported URL protocol"
        )


def _check_copied(value: object) -> None:
    limit = InlineKeyboardButtonLimit
    text = str(value.get("text", "")) if isinstance(value, dict) else ""
    if not limit.MIN_COPY_TEXT <= len(text) <= limit.MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
