"""The methods of the Bot API that our bot uses, with Telegram's shapes and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatAction

from bot.playground.content import button_rows, content, reply_target
from bot.playground.polling import get_updates
from bot.playground.refusals import Refusal, bad_request
from bot.playground.state import PlaygroundState, now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat, Message

    Method = Callable[[PlaygroundState, Parameters], Awaitable[object]]

CHAT_ACTIONS = frozenset(ChatAction)
MAX_COMMANDS = 100


async def get_me(state: PlaygroundState, _: Parameters) -> JsonObject:
    """Return the bot."""
    return {
        **state.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_webhook(state: PlaygroundState, parameters: Parameters) -> bool:
    """Note the address of the webhook; updates are not delivered to it yet."""
    url = parameters.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    state.webhook_url = url
    return True


async def delete_webhook(state: PlaygroundState, parameters: Parameters) -> bool:
    """Forget the webhook, and the pending updates if asked to."""
    state.webhook_url = ""
    if parameters.truth("drop_pending_updates"):
        state.updates.clear()
    return True


async def get_webhook_info(state: PlaygroundState, _: Parameters) -> JsonObject:
    """Return what is known of the webhook."""
    return {
        "url": state.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }


async def send_message(state: PlaygroundState, parameters: Parameters) -> JsonObject:
    """Send text to a chat."""
    chat = _writable_chat(state, parameters)
    marked = content(parameters)
    replies_to = reply_target(chat, parameters)
    message = state.put(chat, state.bot, marked, replies_to, button_rows(parameters))
    return message.as_json()


async def edit_message_text(state: PlaygroundState, parameters: Parameters) -> JsonObject:
    """Replace the text of one of the bot's own messages."""
    chat = _writable_chat(state, parameters)
    message = _own_message(state, chat, parameters, "message to edit not found", "edited")
    marked, markup = content(parameters), button_rows(parameters)
    if (marked, markup) == (message.marked, message.reply_markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    chat.messages[message.id] = message.edited(marked, markup, now())
    state.notify()
    return chat.messages[message.id].as_json()


async def delete_message(state: PlaygroundState, parameters: Parameters) -> bool:
    """Delete a message."""
    chat = _writable_chat(state, parameters)
    message_id = parameters.integer("message_id")
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    del chat.messages[message_id]
    state.notify()
    return True


async def send_chat_action(state: PlaygroundState, parameters: Parameters) -> bool:
    """Show what the bot is doing."""
    chat = _writable_chat(state, parameters)
    action = parameters.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    state.notify()
    return True


async def set_my_commands(state: PlaygroundState, parameters: Parameters) -> bool:
    """Set the command menu of a scope."""
    commands = parameters.items("commands")
    if commands is None or len(commands) > MAX_COMMANDS:
        raise bad_request("commands must be an Array of at most 100")
    for command in commands:
        _check_command(command)
    scope = parameters.fields("scope") or {"type": "default"}
    if scope.get("type") == "chat":
        _started_chat(state, int(str(scope.get("chat_id"))))
    key = f"{scope.get('type')}:{scope.get('chat_id', '')}:{parameters.text('language_code')}"
    state.menus[key] = {"scope": scope, "commands": commands}
    return True


async def answer_callback_query(_: PlaygroundState, parameters: Parameters) -> bool:
    """Acknowledge a tapped button."""
    if not parameters.text("callback_query_id"):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(parameters.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    return True


METHODS: dict[str, Method] = {
    "answercallbackquery": answer_callback_query,
    "deletemessage": delete_message,
    "deletewebhook": delete_webhook,
    "editmessagetext": edit_message_text,
    "getme": get_me,
    "getupdates": get_updates,
    "getwebhookinfo": get_webhook_info,
    "sendchataction": send_chat_action,
    "sendmessage": send_message,
    "setmycommands": set_my_commands,
    "setwebhook": set_webhook,
}


def method_named(name: str) -> Method:
    """Return a method; names are case-insensitive. Raises `Refusal` 404, naming the method."""
    method = METHODS.get(name.lower())
    if method is None:
        raise Refusal(404, f"Not Found: the playground does not model the method {name}")
    return method


def _writable_chat(state: PlaygroundState, parameters: Parameters) -> Chat:
    """Return the chat to write to. Raises `Refusal` 400 if unknown, 403 if it never began."""
    chat = state.chat(parameters.integer("chat_id"))
    if not chat.started:
        raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def _started_chat(state: PlaygroundState, chat_id: int) -> Chat:
    chat = state.chat(chat_id)
    if not chat.started:
        raise bad_request("chat not found")
    return chat


def _own_message(
    state: PlaygroundState, chat: Chat, parameters: Parameters, missing: str, done: str
) -> Message:
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    if message.sender != state.bot:
        raise bad_request(f"message can't be {done}")
    return message


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("expected an Object as a command")
    name, about = str(command.get("command", "")), str(command.get("description", ""))
    allowed = name.replace("_", "a")
    if not (allowed.isascii() and allowed.isalnum() and name == name.lower() and len(name) <= 32):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(about) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
