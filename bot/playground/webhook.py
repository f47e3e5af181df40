"""Delivery of updates to a webhook, one after another, each until it is taken.

Telegram asks for https, which ends at a proxy in front of the bot. The playground plays that proxy:
it posts to `tls_proxy`, an address of this machine, under the path of the webhook.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.world import World

FIRST_BACKOFF_S = 0.2
LONGEST_BACKOFF_S = 5.0
ANSWER_WITHIN_S = 60.0


class Webhook:
    """One webhook, from setWebhook until it is replaced or deleted."""

    def __init__(self, world: World, url: str, secret: str, max_connections: int) -> None:
        self.url = url
        self._world = world
        self._secret = secret
        self._max_connections = max_connections
        self._failure: tuple[int, str] | None = None
        self._delivery: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver what waits."""
        self._delivery = asyncio.create_task(self._deliver())

    async def stop(self) -> None:
        """Deliver no more; what was not taken stays."""
        if self._delivery is not None:
            self._delivery.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivery

    def info(self) -> JsonObject:
        """Return what getWebhookInfo tells of the delivery."""
        info: JsonObject = {"max_connections": self._max_connections, "ip_address": "127.0.0.1"}
        if self._failure is not None:
            at, problem = self._failure
            info |= {"last_error_date": at, "last_error_message": problem}
        return info

    async def _deliver(self) -> None:
        world, backoff_s = self._world, FIRST_BACKOFF_S
        async with httpx.AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False) as client:
            while not world.closing:
                await world.wait_until(lambda: bool(world.updates and world.tls_proxy), 1)
                if not (world.updates and world.tls_proxy):
                    continue
                update = world.updates[0]
                problem = await self._post(client, update)
                if problem:
                    self._failure = int(time.time()), problem
                    await asyncio.sleep(backoff_s)
                    backoff_s = min(2 * backoff_s, LONGEST_BACKOFF_S)
                elif world.updates and world.updates[0] is update:
                    world.updates.popleft()
                    backoff_s = FIRST_BACKOFF_S
                    world.notify()

    async def _post(self, client: httpx.AsyncClient, update: JsonObject) -> str:
        """Post one update; return what went wrong, empty when it was taken."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        proxy, path = self._world.tls_proxy, urlsplit(self.url).path
        host = urlsplit(proxy).hostname or ""
        if not _is_loopback(host):
            return f"The playground delivers on this machine only, not to {host}"
        try:
            answer = await client.post(proxy.rstrip("/") + path, json=update, headers=headers)
        except httpx.HTTPError as error:
            return f"Connection failed: {type(error).__name__}"
        if answer.is_success:
            return ""
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
