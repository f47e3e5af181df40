"""The state of the playground, in memory: what members do, and the updates that reach the bot."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from bot.playground.markup import Marked
from bot.playground.people import Chat, Message, Person, entities_typed
from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.markup import JsonObject

FIRST_GROUP_ID = -1001
MAX_CALLS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot and the HTTP status that answered it."""

    method: str
    parameters: JsonObject
    status: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Trouble for the next call of `method`.

    With a `status` the call is refused with it; without one it is carried out and its response is
    lost on the way.
    """

    method: str
    status: int | None
    description: str = ""
    retry_after: int | None = None


class PlaygroundState:
    """Everything that Telegram would remember. To be used from one event loop only."""

    def __init__(self, token: str, username: str = "wenbao_playground_bot") -> None:
        self.token = token
        self.bot = Person(int(token.partition(":")[0]), "问报", username, is_bot=True)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates: deque[JsonObject] = deque()
        self.menus: dict[str, JsonObject] = {}
        self.calls: deque[Call] = deque(maxlen=MAX_CALLS_KEPT)
        self.faults: list[Fault] = []
        self.webhook_url = ""
        self.allowed_updates: list[str] = []
        self.poller = 0  # number of the newest getUpdates call
        self._changed = asyncio.Event()
        self._message_ids = count(1)
        self._update_ids = count(1000)
        self._callback_ids = count(1)

    # --- what people do ---

    def add_person(
        self, user_id: int, first_name: str, username: str = "", language_code: str = "zh-hans"
    ) -> Person:
        """Let a member in; the bot cannot write to them before they write to it."""
        person = Person(user_id, first_name, username, language_code)
        self.people[user_id] = person
        self.chats[user_id] = Chat(user_id, first_name, {user_id}, started=False)
        return person

    def add_group(self, title: str, members: set[int]) -> Chat:
        """Make a group of these members and the bot."""
        for user_id in members:
            self.person(user_id)
        group_id = FIRST_GROUP_ID - sum(not chat.private for chat in self.chats.values())
        self.chats[group_id] = Chat(group_id, title, set(members), started=True)
        return self.chats[group_id]

    def say(
        self, user_id: int, text: str, chat_id: int | None = None, replies_to: int | None = None
    ) -> Message:
        """Write as a member: to the bot in private, or in the chat `chat_id`."""
        chat = self.chat(user_id if chat_id is None else chat_id)
        if user_id not in chat.members:
            raise bad_request("this person is not in the chat")
        chat.started = True
        marked = Marked(text.strip(), entities_typed(text.strip()))
        message = self.put(chat, self.person(user_id), marked, replies_to)
        if self._reaches_bot(message):
            self._update("message", message.as_json())
        return message

    def press(self, user_id: int, chat_id: int, message_id: int, data: str) -> None:
        """Tap a button under a message of the bot."""
        message = self.message(chat_id, message_id)
        query: JsonObject = {
            "id": str(next(self._callback_ids)),
            "from": self.person(user_id).as_json(),
            "message": message.as_json(),
            "chat_instance": str(chat_id),
            "data": data,
        }
        self._update("callback_query", query)

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

    def put(
        self,
        chat: Chat,
        sender: Person,
        marked: Marked,
        replies_to: int | None = None,
        reply_markup: JsonObject | None = None,
    ) -> Message:
        """Add a message to a chat."""
        message = Message(
            next(self._message_ids), chat, sender, now(), marked, replies_to, reply_markup
        )
        chat.messages[message.id] = message
        self.notify()
        return message

    def take_fault(self, method: str) -> Fault | None:
        """Return the trouble that awaits this call, once."""
        for fault in self.faults:
            if fault.method == method:
                self.faults.remove(fault)
                return fault
        return None

    # --- waiting ---

    def notify(self) -> None:
        """Wake everybody who waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait_until(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        """Wait for `condition` to hold; return whether it does."""
        try:
            async with asyncio.timeout(timeout_s):
                while not condition():
                    await self._changed.wait()
        except TimeoutError:
            return condition()
        return True

    def _reaches_bot(self, message: Message) -> bool:
        """Privacy mode: in a group a bot hears commands, its name, and replies to itself."""
        if message.chat.private:
            return True
        replied = message.chat.messages.get(message.replies_to or 0)
        if replied is not None and replied.sender.is_bot:
            return True
        name = f"@{self.bot.username}".lower()
        text = message.marked.text.lower()
        return name in text or any(e["type"] == "bot_command" for e in message.marked.entities)

    def _update(self, kind: str, content: JsonObject) -> None:
        if not self.allowed_updates or kind in self.allowed_updates:
            self.updates.append({"update_id": next(self._update_ids), kind: content})
            self.notify()


def now() -> int:
    """Return the time in Telegram's seconds."""
    return int(time.time())
