"""Files that were sent together come as messages of their own: here they are gathered again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message

QUIET_S = 0.6  # an album is whole when so long no more of it came


class Albums:
    """The albums that are coming in. To be used from one event loop only."""

    def __init__(self, quiet_s: float = QUIET_S) -> None:
        self._quiet_s = quiet_s
        self._coming: dict[tuple[int, str], list[Message]] = {}

    async def whole(self, message: Message) -> Sequence[Message]:
        """Return the messages of an album in order, to the one who brings its first; else none.

        A message of no album is whole by itself.
        """
        if message.media_group_id is None:
            return [message]
        key = (message.chat_id, message.media_group_id)
        if key in self._coming:
            self._coming[key].append(message)
            return []
        self._coming[key] = gathered = [message]
        count = 0
        while count < len(gathered):
            count = len(gathered)
            await asyncio.sleep(self._quiet_s)
        del self._coming[key]
        return sorted(gathered, key=lambda one: one.message_id)
