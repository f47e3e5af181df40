"""What people do in the playground, and the updates by which the bot hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.constants import InlineQueryLimit, ReactionEmoji

from bot.playground.faults import Fault
from bot.playground.journal import Call
from bot.playground.markup import Marked, units
from bot.playground.messages import Message, ReplyTo, TextQuote, entities_of, recognised
from bot.playground.people import Chat, Person
from bot.playground.queries import CallbackQuery, InlineQuery
from bot.playground.refusals import bad_request
from bot.playground.world import World, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.playground.markup import JsonObject

__all__ = ["Call", "Chat", "Fault", "Message", "PlaygroundState"]


class PlaygroundState(World):
    """The world of the playground, with people who act in it."""

    # --- people and groups ---

    def add_person(
        self, user_id: int, first_name: str, username: str = "", language_code: str = "zh-hans"
    ) -> Person:
        """Let a member in; the bot cannot write to them before they write to it."""
        person = Person(user_id, first_name, username, language_code)
        self.people[user_id] = person
        self.chats[user_id] = Chat(user_id, first_name, {user_id}, started=False)
        self.notify()
        return person

    def add_group(self, title: str, members: Iterable[int]) -> Chat:
        """Make a group of these members and the bot."""
        return self.new_group(title, {self.person(user_id).id for user_id in members})

    def block(self, user_id: int, *, blocked: bool) -> None:
        """Let a member block the bot, or take it back."""
        self.set_out(self.chat(user_id), self.person(user_id), out=blocked)

    def set_out(self, chat: Chat, by: Person, *, out: bool) -> None:
        """Take the bot out of a chat, or let it in again."""
        gone = "kicked" if chat.private else "left"
        before, after = ("member", gone) if out else (gone, "member")
        chat.bot_is_out = out
        self.update(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": by.as_json(),
                "date": now(),
                "old_chat_member": self._membership(before),
                "new_chat_member": self._membership(after),
            },
        )
        self.notify()

    def migrate(self, group_id: int) -> Chat:
        """Turn a group into a supergroup, which has another id."""
        old = self.chat(group_id)
        if old.private or old.supergroup:
            raise bad_request("only a group can become a supergroup")
        new = self.new_group(old.title, old.members, supergroup=True)
        old.migrated_to = new.id
        by = self.person(min(old.members))
        for chat, name, other in (
            (old, "migrate_to_chat_id", new.id),
            (new, "migrate_from_chat_id", old.id),
        ):
            told = self.keep(replace(self.put(chat, by, Marked("", ())), extra={name: other}))
            self.update("message", told.as_json())
        return new

    # --- messages ---

    def say(
        self,
        user_id: int,
        text: str,
        chat_id: int | None = None,
        replies_to: int | None = None,
        *,
        quote: str = "",
        thread_id: int | None = None,
    ) -> Message:
        """Write as a member: to the bot in private, or in the chat `chat_id`."""
        chat = self._chat_of(user_id, chat_id)
        marked = recognised(Marked(text.strip(), ()))
        if not marked.text:
            raise bad_request("message text is empty")
        reply = self._reply(chat, replies_to, quote)
        message = self.put(chat, self.person(user_id), marked, reply)
        if thread_id is not None:
            message = self.keep(replace(message, thread_id=thread_id))
        self._heard("message", message)
        return message

    def upload(
        self,
        user_id: int,
        files: Sequence[tuple[str, bytes]],
        caption: str = "",
        chat_id: int | None = None,
    ) -> list[Message]:
        """Send files as documents; several are an album, its caption on the first."""
        chat = self._chat_of(user_id, chat_id)
        stored = [self.files.add(name, content) for name, content in files]
        album: JsonObject = {"media_group_id": self.next_query_id()} if len(stored) > 1 else {}
        sent = []
        for place, file in enumerate(stored):
            words = recognised(Marked(caption.strip() if place == 0 else "", ()))
            message = self.put(chat, self.person(user_id), words)
            sent.append(self.keep(replace(message, document=file, extra=album)))
            self._heard("message", sent[-1])
        return sent

    def edit(self, user_id: int, chat_id: int, message_id: int, text: str) -> Message:
        """Change one's own message."""
        message = self.message(chat_id, message_id)
        if message.sender.id != user_id:
            raise bad_request("this is not this person's message")
        marked = recognised(Marked(text.strip(), ()))
        if not marked.text:
            raise bad_request("message text is empty")
        edited = self.keep(message.edited(marked, message.reply_markup, now()))
        self._heard("edited_message", edited)
        return edited

    def take_back(self, user_id: int, chat_id: int, message_id: int) -> None:
        """Delete a message as a member; Telegram tells bots nothing of it."""
        message = self.message(chat_id, message_id)
        if not message.chat.private and message.sender.id != user_id:
            raise bad_request("this is not this person's message")
        del message.chat.messages[message_id]
        self.notify()

    # --- taps, reactions, inline mode ---

    def press(self, user_id: int, chat_id: int, message_id: int, data: str) -> CallbackQuery:
        """Tap a button under a message of the bot."""
        message = self.message(chat_id, message_id)
        if data not in _callback_data(message):
            raise bad_request("this message has no such button")
        tap = CallbackQuery(self.next_query_id(), user_id, chat_id, message_id, data)
        self.callbacks[tap.id] = tap
        query: JsonObject = {
            "id": tap.id,
            "from": self.person(user_id).as_json(),
            "message": message.as_json(),
            "chat_instance": str(chat_id),
            "data": data,
        }
        self.update("callback_query", query)
        return tap

    def react(self, user_id: int, chat_id: int, message_id: int, emoji: Sequence[str]) -> None:
        """Put a reaction on a message, or take it back with no emoji."""
        if any(one not in set(ReactionEmoji) for one in emoji) or len(emoji) > 1:
            raise bad_request("REACTION_INVALID")
        message = self.message(chat_id, message_id)
        before = message.reactions.get(user_id, ())
        self.keep(message.reacted(user_id, tuple(emoji)))
        if message.chat.private or message.chat.bot_is_admin:
            self.update(
                "message_reaction",
                {
                    "chat": message.chat.as_json(),
                    "message_id": message_id,
                    "user": self.person(user_id).as_json(),
                    "date": now(),
                    "old_reaction": reaction_types(before),
                    "new_reaction": reaction_types(emoji),
                },
            )

    def ask_inline(self, user_id: int, text: str, offset: str = "") -> InlineQuery:
        """Type behind the bot's name in any chat."""
        if len(text) > InlineQueryLimit.MAX_QUERY_LENGTH:
            text = text[: InlineQueryLimit.MAX_QUERY_LENGTH]
        query = InlineQuery(self.next_query_id(), user_id, text)
        self.inline_queries[query.id] = query
        self.update(
            "inline_query",
            {
                "id": query.id,
                "from": self.person(user_id).as_json(),
                "query": text,
                "offset": offset,
            },
        )
        return query

    def choose_inline(self, query_id: str, result_id: str, chat_id: int) -> Message:
        """Send one of the results of an inline query to a chat."""
        query = self.inline_queries.get(query_id)
        chosen = next((r for r in query.results if r.id == result_id), None) if query else None
        if query is None or chosen is None:
            raise bad_request("there is no such inline result")
        chat = self._chat_of(query.user_id, chat_id)
        person = self.person(query.user_id)
        message = self.put(chat, person, chosen.message, reply_markup=chosen.reply_markup)
        message = self.keep(replace(message, via_bot=self.bot))
        self._heard("message", message)
        shape: JsonObject = {"result_id": result_id, "from": person.as_json(), "query": query.text}
        self.update("chosen_inline_result", shape)
        return message

    # --- how the bot hears of it ---

    def _chat_of(self, user_id: int, chat_id: int | None) -> Chat:
        chat = self.chat(user_id if chat_id is None else chat_id)
        if user_id not in chat.members:
            raise bad_request("this person is not in the chat")
        if chat.private and chat.bot_is_out:
            self.block(user_id, blocked=False)
        chat.started = True
        return chat

    def _reply(self, chat: Chat, replies_to: int | None, quote: str) -> ReplyTo | None:
        if replies_to is None:
            return None
        text = self.message(chat.id, replies_to).marked.text
        if not quote:
            return ReplyTo(replies_to)
        if quote not in text:
            raise bad_request("the quote does not stand in the message")
        return ReplyTo(replies_to, TextQuote(quote, units(text[: text.index(quote)])))

    def _heard(self, kind: str, message: Message) -> None:
        if self._reaches_bot(message):
            self.update(kind, message.as_json())

    def _reaches_bot(self, message: Message) -> bool:
        """Privacy mode: in a group a bot hears commands, its name, and replies to itself."""
        chat = message.chat
        if chat.bot_is_out:
            return False
        if chat.private or chat.bot_is_admin or message.via_bot is not None:
            return True
        replied = chat.messages.get(message.replies_to or 0)
        if replied is not None and replied.sender.is_bot:
            return True
        name = f"@{self.bot.username}".lower()
        words = [word.lower() for word in entities_of(message.marked, "mention", "bot_command")]
        return any(
            word == name or (word.startswith("/") and word.partition("@")[2] in ("", name[1:]))
            for word in words
        )

    def _membership(self, status: str) -> JsonObject:
        shape: JsonObject = {"user": self.bot.as_json(), "status": status}
        return {**shape, "until_date": 0} if status == "kicked" else shape


def reaction_types(emoji: Iterable[str]) -> list[JsonObject]:
    """Return Telegram's ReactionType for each emoji."""
    return [{"type": "emoji", "emoji": one} for one in emoji]


def _callback_data(message: Message) -> set[object]:
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    return {b.get("callback_data") for row in (rows if isinstance(rows, list) else []) for b in row}
