"""getUpdates: an update stays until an offset beyond it confirms it; a newer poll ends an older."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.playground.refusals import Refusal

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.state import PlaygroundState

MAX_UPDATES = 100
MAX_WAIT_S = 50


async def get_updates(state: PlaygroundState, parameters: Parameters) -> list[JsonObject]:
    """Return the pending updates, waiting up to `timeout` seconds for the first."""
    if state.webhook_url:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    allowed = parameters.items("allowed_updates")
    if allowed is not None:  # kept until it is given again
        state.allowed_updates = [str(kind) for kind in allowed]
    _confirm(state, parameters.integer("offset", 0))
    mine = state.poller = state.poller + 1
    state.notify()
    timeout_s = min(max(parameters.integer("timeout", 0), 0), MAX_WAIT_S)
    await state.wait_until(lambda: bool(state.updates) or state.poller != mine, timeout_s)
    if state.poller != mine:
        raise Refusal(
            409,
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        )
    limit = min(max(parameters.integer("limit", MAX_UPDATES), 1), MAX_UPDATES)
    return list(islice(state.updates, limit))


def _confirm(state: PlaygroundState, offset: int) -> None:
    """Forget what lies before `offset`; a negative one keeps that many from the end."""
    if offset < 0:
        while len(state.updates) > -offset:
            state.updates.popleft()
        return
    while state.updates and int(str(state.updates[0]["update_id"])) < offset:
        state.updates.popleft()
