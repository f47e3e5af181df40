"""Who is in the playground and where they talk: people, the bot, private chats and groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.messages import Message

ADMIN_IDS = frozenset({1, 2, 3})  # people with these ids are admins of the bot
TYPING_LASTS_S = 5.0


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


@dataclass(frozen=True, slots=True)
class Action:
    """What the bot says that it is doing, and until when that is shown."""

    name: str
    until: float


@dataclass(slots=True)
class Chat:
    """A private chat, whose id is its member's, or a group, whose id is negative."""

    id: int
    title: str
    members: set[int]
    started: bool  # the bot may write: the member has written to it, or it is in the group
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    action: Action | None = None
    supergroup: bool = False
    bot_is_admin: bool = False
    bot_is_out: bool = False  # blocked by the member, or removed from the group
    migrated_to: int | None = None
    topics: dict[int, str] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Whether this is a chat of one member with the bot."""
        return self.id > 0

    @property
    def kind(self) -> str:
        """Telegram's type of chat."""
        if self.private:
            return "private"
        return "supergroup" if self.supergroup else "group"

    def as_json(self) -> JsonObject:
        """Return Telegram's Chat."""
        if self.private:
            return {"id": self.id, "type": self.kind, "first_name": self.title}
        shape: JsonObject = {"id": self.id, "type": self.kind, "title": self.title}
        return {**shape, "is_forum": True} if self.topics else shape
