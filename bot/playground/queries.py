"""Questions that Telegram puts to the bot and that it answers once: taps and inline queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject, Marked


@dataclass(slots=True)
class CallbackQuery:
    """A tapped button; `answer` is what the member is shown, `None` while the tap waits."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    answer: JsonObject | None = None

    def as_json(self) -> JsonObject:
        """Return the tap as the page shows it."""
        return {
            "id": self.id,
            "message_id": self.message_id,
            "data": self.data,
            "answer": self.answer,
        }


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result that a member may choose: what the list shows, and the message that it becomes."""

    id: str
    shape: JsonObject
    message: Marked
    reply_markup: JsonObject | None


@dataclass(slots=True)
class InlineQuery:
    """What a member typed behind the bot's name; `answered` once the bot has replied."""

    id: str
    user_id: int
    text: str
    answered: bool = False
    results: list[InlineResult] = field(default_factory=list)
    button: JsonObject | None = None
    next_offset: str = ""

    def as_json(self) -> JsonObject:
        """Return the query as the page shows it."""
        return {
            "id": self.id,
            "query": self.text,
            "answered": self.answered,
            "results": [result.shape for result in self.results],
            "button": self.button,
            "next_offset": self.next_offset,
        }
