"""What a message may contain: text in a parse mode, what it replies to, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.markup import Marked, read_html, trimmed, units
from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat

MAX_TEXT_UNITS = 4096
MAX_CALLBACK_BYTES = 64


def content(parameters: Parameters) -> Marked:
    """Return the text to show. Raises `Refusal` 400: unreadable, empty, too long."""
    text, mode = parameters.text("text"), parameters.text("parse_mode").lower()
    if mode not in ("", "html"):
        raise bad_request(f"the playground does not model parse_mode {mode}")
    marked = read_html(text) if mode else trimmed(Marked(text, ()))
    if not marked.text:
        raise bad_request("message text is empty")
    if units(marked.text) > MAX_TEXT_UNITS:
        raise bad_request("message is too long")
    return marked


def reply_target(chat: Chat, parameters: Parameters) -> int | None:
    """Return the message replied to. Raises `Refusal` 400 if it is gone and must not be."""
    reply = parameters.fields("reply_parameters")
    if reply is None:
        return None
    message_id = int(str(reply.get("message_id", 0)))
    target = chat.messages.get(message_id)
    if target is None:
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    quote = reply.get("quote")
    if quote is not None and str(quote) not in target.marked.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message_id


def button_rows(parameters: Parameters) -> JsonObject | None:
    """Return the reply markup. Raises `Refusal` 400 for callback data beyond 64 bytes."""
    markup = parameters.fields("reply_markup")
    rows = markup.get("inline_keyboard") if markup else None
    for row in rows if isinstance(rows, list) else ():
        for button in row:
            data = str(button.get("callback_data", "-"))
            if not 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
    return markup
