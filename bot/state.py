"""What the bot remembers of its conversations: the last turn of each member in each chat.

In memory and bounded for now; a follow-up question leans on it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.types import Turn


class Conversations:
    """The last turn per (chat, member); the longest unused is forgotten beyond `max_members`."""

    def __init__(self, max_members: int = 10_000) -> None:
        self._max_members = max_members
        self._turns: OrderedDict[tuple[int, int], Turn] = OrderedDict()

    def last_turn(self, chat_id: int, user_id: int) -> Turn | None:
        """Return the turn that a new question would continue, or `None`."""
        turn = self._turns.get((chat_id, user_id))
        if turn is not None:
            self._turns.move_to_end((chat_id, user_id))
        return turn

    def remember(self, chat_id: int, user_id: int, turn: Turn) -> None:
        """Keep `turn` as the last one of this member in this chat."""
        self._turns[chat_id, user_id] = turn
        self._turns.move_to_end((chat_id, user_id))
        if len(self._turns) > self._max_members:
            self._turns.popitem(last=False)
