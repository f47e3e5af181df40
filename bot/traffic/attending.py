"""Which accepted question the running code attends to, and how far its answer is.

It is noted in the state store as it happens: that the answer is about to be sent, that it surely
was not, that all is done. So a start after a kill knows which questions are still to be answered.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from bot.state import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.state import Inbox


class Question:
    """One accepted question, while it is answered. `stage` is what the store holds of it."""

    def __init__(self, update_id: int, inbox: Inbox) -> None:
        self._update_id = update_id
        self._inbox = inbox
        self._stage = Stage.ACCEPTED
        self._sent = False

    async def sending(self) -> None:
        """Note that a message of the answer is about to go out."""
        await self._note(Stage.SENDING)

    async def not_sent(self) -> None:
        """Note that the message surely did not arrive; one that went before it may have."""
        if not self._sent:
            await self._note(Stage.ACCEPTED)

    def sent(self) -> None:
        """Remember that a message of the answer has arrived."""
        self._sent = True

    @property
    def may_be_lost(self) -> bool:
        """Whether its answer went out and nobody knows whether it arrived."""
        return self._stage is Stage.SENDING and not self._sent

    async def done(self) -> None:
        """Note that nothing is left to do."""
        await self._note(Stage.ANSWERED)

    async def _note(self, stage: Stage) -> None:
        if stage is not self._stage:
            self._stage = stage
            await self._inbox.note(self._update_id, stage)


_attended: ContextVar[Question | None] = ContextVar("attended", default=None)


def attended() -> Question | None:
    """Return the question that the running code attends to."""
    return _attended.get()


@asynccontextmanager
async def attending(question: Question) -> AsyncIterator[None]:
    """Attend to a question. One whose block is cut short by the end of the bot stays accepted."""
    token = _attended.set(question)
    try:
        yield
    finally:
        _attended.reset(token)
    await question.done()
