"""Who and what is in the playground: people, chats, messages, and their Telegram shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.playground.markup import JsonObject, units

if TYPE_CHECKING:
    from bot.playground.markup import Marked

COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?")
MENTION = re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}")


@dataclass(frozen=True, slots=True)
class Person:
    """A member, or the bot itself."""

    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_json(self) -> JsonObject:
        """Return Telegram's User."""
        shape: JsonObject = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            shape["username"] = self.username
        if self.language_code:
            shape["language_code"] = self.language_code
        return shape


@dataclass(slots=True)
class Chat:
    """A private chat, whose id is its member's, or a group, whose id is negative."""

    id: int
    title: str
    members: set[int]
    started: bool  # the bot may write: the member has written to it, or it is in the group
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)

    @property
    def private(self) -> bool:
        """Whether this is a chat of one member with the bot."""
        return self.id > 0

    def as_json(self) -> JsonObject:
        """Return Telegram's Chat."""
        if self.private:
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": "group", "title": self.title}


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now."""

    id: int
    chat: Chat
    sender: Person
    date: int
    marked: Marked
    replies_to: int | None = None
    reply_markup: JsonObject | None = None
    edit_date: int | None = None

    def edited(self, marked: Marked, reply_markup: JsonObject | None, date: int) -> Message:
        """Return the message with new content."""
        return replace(self, marked=marked, reply_markup=reply_markup, edit_date=date)

    def as_json(self, *, with_reply: bool = True) -> JsonObject:
        """Return Telegram's Message; a replied-to message is shown one level deep."""
        shape: JsonObject = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
            "text": self.marked.text,
        }
        if self.marked.entities:
            shape["entities"] = list(self.marked.entities)
        if self.reply_markup is not None:
            shape["reply_markup"] = self.reply_markup
        if self.edit_date is not None:
            shape["edit_date"] = self.edit_date
        replied = self.chat.messages.get(self.replies_to or 0)
        if with_reply and replied is not None:
            shape["reply_to_message"] = replied.as_json(with_reply=False)
        return shape


def entities_typed(text: str) -> tuple[JsonObject, ...]:
    """Return the commands and mentions that Telegram recognises in what a member types."""
    found: list[JsonObject] = []
    for kind, pattern in (("bot_command", COMMAND), ("mention", MENTION)):
        for match in pattern.finditer(text):
            span = {"offset": units(text[: match.start()]), "length": units(match[0])}
            found.append({"type": kind, **span})
    return tuple(sorted(found, key=lambda entity: int(str(entity["offset"]))))
