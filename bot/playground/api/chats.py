"""Methods that concern a chat as a whole, and the check whether the bot may write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatAction

from bot.playground.refusals import Refusal, bad_request, forbidden

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat
    from bot.playground.state import PlaygroundState

CHAT_ACTIONS = frozenset(ChatAction)
GROUP_HAS_MOVED = "group chat was upgraded to a supergroup chat"


def writable_chat(state: PlaygroundState, given: Parameters) -> Chat:
    """Return the chat to write to. Raises `Refusal` 400 if unknown or moved, 403 if not allowed."""
    chat = state.chat(given.integer("chat_id"))
    if chat.migrated_to is not None:
        raise Refusal(400, f"Bad Request: {GROUP_HAS_MOVED}", migrate_to_chat_id=chat.migrated_to)
    if chat.bot_is_out and chat.private:
        raise forbidden("bot was blocked by the user")
    if chat.bot_is_out:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def thread_of(chat: Chat, given: Parameters) -> int | None:
    """Return the forum topic to write to. Raises `Refusal` 400 where there is none."""
    thread_id = given.integer("message_thread_id", 0) or None
    if thread_id is not None and thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return thread_id


async def send_chat_action(state: PlaygroundState, given: Parameters) -> bool:
    """Show what the bot is doing."""
    chat = writable_chat(state, given)
    thread_of(chat, given)
    action = given.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    state.act(chat, action)
    return True


async def get_chat(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Return Telegram's ChatFullInfo, as far as the playground knows it."""
    return {
        **state.chat(given.integer("chat_id")).as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


async def get_chat_member(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Return a member of a chat: the bot, or a person."""
    chat, user_id = state.chat(given.integer("chat_id")), given.integer("user_id")
    if user_id == state.bot.id:
        status = "left" if chat.bot_is_out else "member"
        return {"user": state.bot.as_json(), "status": status}
    person = state.person(user_id)
    return {
        "user": person.as_json(),
        "status": "member" if user_id in chat.members else "left",
    }


async def get_chat_member_count(state: PlaygroundState, given: Parameters) -> int:
    """Return how many are in a chat, the bot among them."""
    return len(state.chat(given.integer("chat_id")).members) + 1


async def leave_chat(state: PlaygroundState, given: Parameters) -> bool:
    """Leave a group."""
    chat = writable_chat(state, given)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    state.set_out(chat, state.bot, out=True)
    return True
