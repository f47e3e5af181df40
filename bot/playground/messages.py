"""One message as Telegram shows it: text or file, what it answers, its buttons and reactions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.playground.markup import JsonObject, Marked, units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.files import StoredFile
    from bot.playground.people import Chat, Person

# What Telegram recognises in any text, in order of precedence.
RECOGNISED = (
    ("url", re.compile(r"https?://[^\s<>，。；！？、）】》”]+[^\s<>，。；！？、）】》”.,;:!?)]")),
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}")),
)
NEVER_INSIDE = frozenset({"code", "pre", "text_link"})


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The part of a message that a reply is about; `position` in UTF-16 units."""

    text: str
    position: int

    def as_json(self) -> JsonObject:
        """Return Telegram's TextQuote."""
        return {"text": self.text, "position": self.position, "is_manual": True}


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """What a message answers: another message, or a part of it."""

    message_id: int
    quote: TextQuote | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now. With a `document`, `marked` is its caption.

    `extra` holds what Telegram merely repeats: how links are previewed, where a group went.
    """

    id: int
    chat: Chat
    sender: Person
    date: int
    marked: Marked
    reply: ReplyTo | None = None
    reply_markup: JsonObject | None = None
    edit_date: int | None = None
    document: StoredFile | None = None
    via_bot: Person | None = None
    thread_id: int | None = None
    reactions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    extra: JsonObject = field(default_factory=dict)

    @property
    def replies_to(self) -> int | None:
        """The id of the message that this one answers."""
        return self.reply.message_id if self.reply else None

    def edited(self, marked: Marked, reply_markup: JsonObject | None, date: int) -> Message:
        """Return the message with new content."""
        return replace(self, marked=marked, reply_markup=reply_markup, edit_date=date)

    def reacted(self, user_id: int, emoji: tuple[str, ...]) -> Message:
        """Return the message with the reactions of one person, none to take them back."""
        others = {who: what for who, what in self.reactions.items() if who != user_id}
        return replace(self, reactions={**others, user_id: emoji} if emoji else others)

    def as_json(self, *, with_reply: bool = True) -> JsonObject:
        """Return Telegram's Message; a replied-to message is shown one level deep."""
        shape: JsonObject = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
            **self._content(),
            **self.extra,
        }
        if self.reply_markup is not None:
            shape["reply_markup"] = self.reply_markup
        if self.edit_date is not None:
            shape["edit_date"] = self.edit_date
        if self.via_bot is not None:
            shape["via_bot"] = self.via_bot.as_json()
        if self.thread_id is not None:
            shape |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        replied = self.chat.messages.get(self.replies_to or 0)
        if with_reply and replied is not None:
            shape["reply_to_message"] = replied.as_json(with_reply=False)
            if self.reply is not None and self.reply.quote is not None:
                shape["quote"] = self.reply.quote.as_json()
        return shape

    def _content(self) -> JsonObject:
        shape: JsonObject = {}
        text, entities = ("caption", "caption_entities") if self.document else ("text", "entities")
        if self.marked.text:
            shape[text] = self.marked.text
        if self.marked.entities:
            shape[entities] = list(self.marked.entities)
        if self.document is not None:
            shape["document"] = self.document.as_json()
        return shape


def recognised(marked: Marked) -> Marked:
    """Return the text with what Telegram marks by itself: addresses, commands, mentions."""
    closed = [_span(e) for e in marked.entities if e["type"] in NEVER_INSIDE]
    found: list[JsonObject] = []
    for kind, pattern in RECOGNISED:
        for match in pattern.finditer(marked.text):
            start, length = units(marked.text[: match.start()]), units(match[0])
            if not any(start < stop and begin < start + length for begin, stop in closed):
                found.append({"type": kind, "offset": start, "length": length})
                closed.append((start, start + length))
    entities = sorted([*marked.entities, *found], key=lambda e: (_span(e)[0], -_span(e)[1]))
    return Marked(marked.text, tuple(entities))


def entities_of(marked: Marked, *kinds: str) -> list[str]:
    """Return the texts of the entities of these kinds."""
    encoded = marked.text.encode("utf-16-le")
    spans = [_span(entity) for entity in marked.entities if entity["type"] in kinds]
    return [encoded[2 * start : 2 * stop].decode("utf-16-le") for start, stop in spans]


def _span(entity: JsonObject) -> tuple[int, int]:
    offset = int(str(entity["offset"]))
    return offset, offset + int(str(entity["length"]))
