"""Methods that send, edit, delete and mark messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.constants import BulkRequestLimit, ReactionEmoji

from bot.playground.api.chats import thread_of, writable_chat
from bot.playground.content import caption_of, content_of, reply_of
from bot.playground.keyboards import keyboard
from bot.playground.refusals import bad_request
from bot.playground.world import now

if TYPE_CHECKING:
    from bot.playground.files import StoredFile
    from bot.playground.markup import JsonObject, Marked
    from bot.playground.messages import Message
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat
    from bot.playground.state import PlaygroundState

EMOJI = frozenset(ReactionEmoji)


async def send_message(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Send text to a chat."""
    chat = writable_chat(state, given)
    message = _send(state, chat, content_of(given), given)
    if preview := given.fields("link_preview_options"):
        message = state.keep(replace(message, extra={"link_preview_options": preview}))
    return message.as_json()


async def send_document(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Send a file to a chat: bytes that came along, or one that the playground has already."""
    chat = writable_chat(state, given)
    words = caption_of(given)
    document = _document(state, given)
    message = replace(_send(state, chat, words, given), document=document)
    return state.keep(message).as_json()


async def edit_message_text(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Replace the text of one of the bot's own messages."""
    message = _own_message(state, given)
    if message.document is not None:
        raise bad_request("there is no text in the message to edit")
    markup = keyboard(given.fields("reply_markup"))
    return _edit(state, message, content_of(given), markup)


async def edit_message_caption(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Replace the words under a file that the bot has sent."""
    message = _own_message(state, given)
    if message.document is None:
        raise bad_request("there is no caption in the message to edit")
    markup = keyboard(given.fields("reply_markup"))
    return _edit(state, message, caption_of(given), markup)


async def edit_message_reply_markup(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Replace the buttons under one of the bot's own messages."""
    message = _own_message(state, given)
    return _edit(state, message, message.marked, keyboard(given.fields("reply_markup")))


async def delete_message(state: PlaygroundState, given: Parameters) -> bool:
    """Delete a message."""
    chat = writable_chat(state, given)
    _delete(state, chat, given.integer("message_id"))
    return True


async def delete_messages(state: PlaygroundState, given: Parameters) -> bool:
    """Delete several messages; those that are not there are passed over."""
    chat = writable_chat(state, given)
    ids = given.items("message_ids") or []
    if not BulkRequestLimit.MIN_LIMIT <= len(ids) <= BulkRequestLimit.MAX_LIMIT:
        raise bad_request("there must be between 1 and 100 message identifiers")
    for message_id in ids:
        if isinstance(message_id, int) and message_id in chat.messages:
            _delete(state, chat, message_id)
    return True


async def set_message_reaction(state: PlaygroundState, given: Parameters) -> bool:
    """Put a reaction of the bot on a message, or take it back."""
    chat = writable_chat(state, given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    emoji = [
        str(one.get("emoji", "")) if isinstance(one, dict) else ""
        for one in given.items("reaction") or ()
    ]
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one not in EMOJI for one in emoji):
        raise bad_request("REACTION_INVALID")
    state.keep(message.reacted(state.bot.id, tuple(emoji)))
    return True


def _send(state: PlaygroundState, chat: Chat, marked: Marked, given: Parameters) -> Message:
    reply, thread_id = reply_of(chat, given), thread_of(chat, given)
    markup = keyboard(given.fields("reply_markup"))
    message = state.put(chat, state.bot, marked, reply, markup)
    return state.keep(replace(message, thread_id=thread_id)) if thread_id else message


def _edit(
    state: PlaygroundState, message: Message, marked: Marked, markup: JsonObject | None
) -> JsonObject:
    if (marked, markup) == (message.marked, message.reply_markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    return state.keep(message.edited(marked, markup, now())).as_json()


def _delete(state: PlaygroundState, chat: Chat, message_id: int) -> None:
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if message.sender != state.bot and not (chat.private or chat.bot_is_admin):
        raise bad_request("message can't be deleted")
    del chat.messages[message_id]
    state.notify()


def _own_message(state: PlaygroundState, given: Parameters) -> Message:
    chat = writable_chat(state, given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != state.bot:
        raise bad_request("message can't be edited")
    return message


def _document(state: PlaygroundState, given: Parameters) -> StoredFile:
    sent = given.file("document")
    if sent is not None:
        return state.files.add(sent.name, sent.content)
    if not given.text("document"):
        raise bad_request("there is no document in the request")
    return state.files.get(given.text("document"))
