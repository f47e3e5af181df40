"""How updates reach the bot: getUpdates with its offset, or a webhook. Never both."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.constants import SUPPORTED_WEBHOOK_PORTS, PollingLimit, WebhookLimit

from bot.playground.refusals import bad_request, conflict
from bot.playground.webhook import Webhook

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.state import PlaygroundState

MAX_WAIT_S = 50
SECRET = re.compile(rf"[A-Za-z0-9_-]{{{WebhookLimit.MIN_SECRET_TOKEN_LENGTH.value},256}}")


async def get_updates(state: PlaygroundState, given: Parameters) -> list[JsonObject]:
    """Return the pending updates, waiting up to `timeout` seconds for the first.

    An update stays until an offset beyond it confirms it; a newer poll ends an older.
    """
    if state.webhook:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _want(state, given)
    _confirm(state, given.integer("offset", 0))
    mine = state.poller = state.poller + 1
    state.notify()
    timeout_s = min(max(given.integer("timeout", 0), 0), MAX_WAIT_S)
    await state.wait_until(
        lambda: bool(state.updates or state.webhook) or state.poller != mine, timeout_s
    )
    if state.webhook:
        raise conflict("terminated by setWebhook request")
    if state.poller != mine and not state.closing:
        raise conflict(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
    most = PollingLimit.MAX_LIMIT.value
    limit = min(max(given.integer("limit", most), PollingLimit.MIN_LIMIT), most)
    return list(islice(state.updates, limit))


async def set_webhook(state: PlaygroundState, given: Parameters) -> bool:
    """Deliver updates to an address from now on; an empty one takes the webhook away."""
    url = given.text("url")
    if not url:
        return await delete_webhook(state, given)
    _check_address(url)
    secret = given.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = given.integer("max_connections", 40)
    low, high = WebhookLimit.MIN_CONNECTIONS_LIMIT, WebhookLimit.MAX_CONNECTIONS_LIMIT
    if not low <= connections <= high:
        raise bad_request(f"max_connections must be between {low} and {high}")
    _want(state, given)
    _drop_pending(state, given)
    if state.webhook is not None:
        await state.webhook.stop()
    state.webhook = Webhook(state, url, secret, connections)
    state.webhook.start()
    state.notify()
    return True


async def delete_webhook(state: PlaygroundState, given: Parameters) -> bool:
    """Forget the webhook, and the pending updates if asked to."""
    if state.webhook is not None:
        await state.webhook.stop()
    state.webhook = None
    _drop_pending(state, given)
    return True


async def get_webhook_info(state: PlaygroundState, _: Parameters) -> JsonObject:
    """Return what is known of the webhook."""
    info: JsonObject = {
        "url": state.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }
    if state.allowed_updates:
        info["allowed_updates"] = state.allowed_updates
    return {**info, **(state.webhook.info() if state.webhook else {})}


def _want(state: PlaygroundState, given: Parameters) -> None:
    """Note which kinds of update the bot wants; kept until it says otherwise."""
    allowed = given.items("allowed_updates")
    if allowed is not None:
        state.allowed_updates = [str(kind) for kind in allowed]


def _drop_pending(state: PlaygroundState, given: Parameters) -> None:
    if given.truth("drop_pending_updates"):
        state.updates.clear()


def _confirm(state: PlaygroundState, offset: int) -> None:
    """Forget what lies before `offset`; a negative one keeps that many from the end."""
    if offset < 0:
        while len(state.updates) > -offset:
            state.updates.popleft()
        return
    while state.updates and int(str(state.updates[0]["update_id"])) < offset:
        state.updates.popleft()


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in SUPPORTED_WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
