"""The whole of a list whose message shows only its beginning, sent as a file."""

from __future__ import annotations

from bot.handlers.admin.gate import Deed, Order, Outcome
from bot.state import Result
from bot.views.rich import Run


async def send(order: Order) -> Outcome:
    """Send the list that a button stands for."""
    said, whole = order.texts.operating, order.parts.whole_lists.get(order.words)
    if whole is None:
        await order.say((Run(said.everything_gone),))
        return Outcome(Result.REFUSED)
    await order.message.reply_document(whole.encode(), filename=said.everything_file)
    return Outcome()


SEND = Deed("whole", send, audited=False)
