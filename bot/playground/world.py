"""What Telegram remembers, in memory: people, chats, messages, files, and updates for the bot."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from itertools import count
from typing import TYPE_CHECKING

from telegram.constants import UpdateType

from bot.playground.faults import Fault, Faults
from bot.playground.files import Files
from bot.playground.journal import Call, Journal
from bot.playground.messages import Message
from bot.playground.people import TYPING_LASTS_S, Action, Chat, Person
from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.markup import JsonObject, Marked
    from bot.playground.messages import ReplyTo
    from bot.playground.queries import CallbackQuery, InlineQuery
    from bot.playground.webhook import Webhook

FIRST_GROUP_ID = -1001
# Kinds of update that come only to who asks for them by name.
ONLY_IF_NAMED = frozenset(
    {UpdateType.CHAT_MEMBER, UpdateType.MESSAGE_REACTION, UpdateType.MESSAGE_REACTION_COUNT}
)


class World:
    """Everything that Telegram would remember. To be used from one event loop only."""

    def __init__(
        self, token: str, username: str = "wenbao_playground_bot", *, first_id: int = 1
    ) -> None:
        """Give messages and updates numbers from `first_id` on; bots remember earlier ones."""
        self.token = token
        self.bot = Person(int(token.partition(":")[0]), "问报", username, is_bot=True)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates: deque[JsonObject] = deque()
        self.menus: dict[str, JsonObject] = {}
        self.descriptions: dict[str, str] = {}
        self.journal = Journal()
        self.faults = Faults()
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.webhook: Webhook | None = None
        self.tls_proxy = ""  # where what is addressed to the webhook arrives on this machine
        self.allowed_updates: list[str] = []
        self.poller = 0  # number of the newest getUpdates call
        self.version = 0  # grows with every change
        self.closing = False
        self._changed = asyncio.Event()
        self._message_ids = count(first_id)
        self._update_ids = count(first_id + 999)
        self._query_ids = count(1)

    @property
    def webhook_url(self) -> str:
        """The address of the webhook; empty when there is none."""
        return self.webhook.url if self.webhook else ""

    @property
    def calls(self) -> deque[Call]:
        """The requests of the bot, oldest first."""
        return self.journal.calls

    def take_fault(self, method: str) -> Fault | None:
        """Return the trouble that awaits this call, and count it as met."""
        return self.faults.take(method)

    # --- what is there ---

    def person(self, user_id: int) -> Person:
        """Return a member. Raises `Refusal` 400."""
        if user_id not in self.people:
            raise bad_request("user not found")
        return self.people[user_id]

    def chat(self, chat_id: int) -> Chat:
        """Return a chat. Raises `Refusal` 400."""
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def message(self, chat_id: int, message_id: int) -> Message:
        """Return a message of a chat. Raises `Refusal` 400."""
        found = self.chat(chat_id).messages.get(message_id)
        if found is None:
            raise bad_request("message not found")
        return found

    # --- what changes ---

    def new_group(self, title: str, members: set[int], *, supergroup: bool = False) -> Chat:
        """Make a group of these people and the bot."""
        group_id = FIRST_GROUP_ID - sum(not chat.private for chat in self.chats.values())
        if supergroup:
            group_id -= 10**12
        chat = Chat(group_id, title, set(members), started=True, supergroup=supergroup)
        self.chats[group_id] = chat
        self.notify()
        return chat

    def put(
        self,
        chat: Chat,
        sender: Person,
        marked: Marked,
        reply: ReplyTo | None = None,
        reply_markup: JsonObject | None = None,
    ) -> Message:
        """Add a message to a chat."""
        return self.keep(
            Message(next(self._message_ids), chat, sender, now(), marked, reply, reply_markup)
        )

    def keep(self, message: Message) -> Message:
        """Let a message stand as it is now."""
        message.chat.messages[message.id] = message
        if message.sender.is_bot:
            message.chat.action = None
        self.notify()
        return message

    def act(self, chat: Chat, action: str) -> None:
        """Show in a chat what the bot is doing."""
        chat.actions.append(action)
        chat.action = Action(action, time.monotonic() + TYPING_LASTS_S)
        self.notify()

    def update(self, kind: str, content: JsonObject) -> None:
        """Let the bot know of something, if it wants to know."""
        wanted = self.allowed_updates
        if kind in wanted or (not wanted and kind not in ONLY_IF_NAMED):
            update: JsonObject = {"update_id": next(self._update_ids), kind: content}
            self.updates.append(update)
            self.journal.add_update(update)
            self.notify()

    def next_query_id(self) -> str:
        """Return an id for a question that Telegram puts to the bot."""
        return str(next(self._query_ids))

    # --- waiting ---

    def notify(self) -> None:
        """Wake everybody who waits for a change."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def close(self) -> None:
        """Let everybody who waits go."""
        self.closing = True
        self.poller += 1
        self.notify()

    async def wait_until(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        """Wait for `condition` to hold; return whether it does."""
        try:
            async with asyncio.timeout(timeout_s):
                while not condition() and not self.closing:
                    await self._changed.wait()
        except TimeoutError:
            return condition()
        return condition()


def now() -> int:
    """Return the time in Telegram's seconds."""
    return int(time.time())
