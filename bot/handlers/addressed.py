"""When a message in a group is meant for us, and what it says without our name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext import filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Message


class AddressedToUs(filters.MessageFilter):
    """Lets through what is said to the bot: in private, by its @name, or in reply to it."""

    def filter(self, message: Message) -> bool:
        """Whether this message is meant for the bot."""
        if message.chat.type == message.chat.PRIVATE:
            return True
        return _replies_to_us(message) or any(True for _ in _our_mentions(message))


def question_in(message: Message) -> str:
    """Return the text of a message without mentions of the bot."""
    text = message.text or ""
    for mention in _our_mentions(message):
        text = text.replace(mention, " ")
    return whole(text).strip()


def whole(text: str) -> str:
    """Return a text without halves of characters, which no file and no request can hold.

    A client that cuts an emoji in two leaves such a half.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def topic_of(message: Message) -> int:
    """Return the id of the topic of a forum that a message stands in, 0 where there is none."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0


def _replies_to_us(message: Message) -> bool:
    replied = message.reply_to_message
    author = replied.from_user if replied else None
    return author is not None and author.id == message.get_bot().id


def _our_mentions(message: Message) -> Iterator[str]:
    us = f"@{message.get_bot().username}".lower()
    for mention in message.parse_entities([MessageEntity.MENTION]).values():
        if mention.lower() == us:
            yield mention
