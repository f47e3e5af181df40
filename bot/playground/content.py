"""What a message may contain: text in a parse mode, what it replies to, a file, a caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import MessageLimit

from bot.playground.markup import Marked, read_html, trimmed, units
from bot.playground.messages import ReplyTo, TextQuote, recognised
from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat


def content_of(given: Parameters) -> Marked:
    """Return the text to show. Raises `Refusal` 400: unreadable, empty, too long."""
    marked = _marked(given, "text", "parse_mode")
    if not marked.text:
        raise bad_request("message text is empty")
    if units(marked.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("message is too long")
    return _first_entities(recognised(marked))


def caption_of(given: Parameters) -> Marked:
    """Return the words under a file, which may be none. Raises `Refusal` 400 as for text."""
    marked = _marked(given, "caption", "parse_mode")
    if units(marked.text) > MessageLimit.CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return _first_entities(recognised(marked))


def reply_of(chat: Chat, given: Parameters) -> ReplyTo | None:
    """Return what is replied to. Raises `Refusal` 400 if it is gone and must not be."""
    fields = given.fields("reply_parameters")
    if fields is None:
        return None
    reply = given.inside(fields)
    if reply.integer("chat_id", chat.id) != chat.id:
        raise bad_request("the playground does not model replies to another chat")
    target = chat.messages.get(reply.integer("message_id", 0))
    if target is None:
        if reply.truth("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    quoted = _marked(reply, "quote", "quote_parse_mode").text
    if not quoted:
        return ReplyTo(target.id)
    if quoted not in target.marked.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    start = units(target.marked.text[: target.marked.text.index(quoted)])
    return ReplyTo(target.id, TextQuote(quoted, start))


def _marked(given: Parameters, name: str, mode_name: str) -> Marked:
    text, mode = given.text(name), given.text(mode_name).lower()
    if mode not in ("", "html"):
        raise bad_request(f"the playground does not model {mode_name} {mode}")
    return read_html(text) if mode else trimmed(Marked(text, ()))


def _first_entities(marked: Marked) -> Marked:
    """Keep the entities that Telegram keeps; what lies beyond them is shown plain."""
    return Marked(marked.text, marked.entities[: MessageLimit.MESSAGE_ENTITIES])
