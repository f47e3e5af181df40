"""Every modelled method with the parameters it models. The rest is refused, and listed."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

import telegram

from bot.playground.api import chats, files, messages, profile, queries, updates
from bot.playground.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.playground.parameters import Parameters
    from bot.playground.state import PlaygroundState

    Run = Callable[[PlaygroundState, Parameters], Awaitable[object]]

# Where a message goes and how it arrives; the last three change nothing that can be seen here.
TO = "chat_id message_thread_id reply_parameters reply_markup"
QUIETLY = "disable_notification protect_content allow_paid_broadcast"
OF_OURS = "chat_id message_id reply_markup"
# python-telegram-bot sends its default along where no text is parsed; Telegram passes over it.
SENT_ALONG = frozenset({"parse_mode"})


@dataclass(frozen=True, slots=True)
class Method:
    """One method: what carries it out, and the parameters that it understands."""

    name: str
    run: Run
    parameters: frozenset[str]

    async def __call__(self, state: PlaygroundState, given: Parameters) -> object:
        """Carry it out. Raises `Refusal`, also for a parameter that is not modelled."""
        for name in sorted(given.values.keys() - self.parameters - SENT_ALONG):
            if given.values[name] not in ("", None):
                raise bad_request(f"the playground does not model parameter {name} of {self.name}")
        return await self.run(state, given)


def _method(name: str, run: Run, parameters: str = "") -> tuple[str, Method]:
    return name.lower(), Method(name, run, frozenset(parameters.split()))


METHODS: dict[str, Method] = dict(
    [
        _method("getMe", profile.get_me),
        _method("getUpdates", updates.get_updates, "offset limit timeout allowed_updates"),
        _method(
            "setWebhook",
            updates.set_webhook,
            "url max_connections allowed_updates drop_pending_updates secret_token",
        ),
        _method("deleteWebhook", updates.delete_webhook, "drop_pending_updates"),
        _method("getWebhookInfo", updates.get_webhook_info),
        _method(
            "sendMessage",
            messages.send_message,
            f"{TO} {QUIETLY} text parse_mode link_preview_options",
        ),
        _method(
            "sendDocument",
            messages.send_document,
            f"{TO} {QUIETLY} document caption parse_mode disable_content_type_detection",
        ),
        _method(
            "editMessageText",
            messages.edit_message_text,
            f"{OF_OURS} text parse_mode link_preview_options",
        ),
        _method(
            "editMessageCaption",
            messages.edit_message_caption,
            f"{OF_OURS} caption parse_mode",
        ),
        _method("editMessageReplyMarkup", messages.edit_message_reply_markup, OF_OURS),
        _method("deleteMessage", messages.delete_message, "chat_id message_id"),
        _method("deleteMessages", messages.delete_messages, "chat_id message_ids"),
        _method(
            "setMessageReaction",
            messages.set_message_reaction,
            "chat_id message_id reaction is_big",
        ),
        _method("sendChatAction", chats.send_chat_action, "chat_id message_thread_id action"),
        _method("getChat", chats.get_chat, "chat_id"),
        _method("getChatMember", chats.get_chat_member, "chat_id user_id"),
        _method("getChatMemberCount", chats.get_chat_member_count, "chat_id"),
        _method("leaveChat", chats.leave_chat, "chat_id"),
        _method("getFile", files.get_file, "file_id"),
        _method(
            "answerCallbackQuery",
            queries.answer_callback_query,
            "callback_query_id text show_alert url cache_time",
        ),
        _method(
            "answerInlineQuery",
            queries.answer_inline_query,
            "inline_query_id results cache_time is_personal next_offset button",
        ),
        _method("setMyCommands", profile.set_my_commands, "commands scope language_code"),
        _method("getMyCommands", profile.get_my_commands, "scope language_code"),
        _method("deleteMyCommands", profile.delete_my_commands, "scope language_code"),
        _method("setMyDescription", profile.set_my_description, "description language_code"),
        _method(
            "setMyShortDescription",
            profile.set_my_short_description,
            "short_description language_code",
        ),
    ]
)


def method_named(name: str) -> Method:
    """Return a method; names are case-insensitive. Raises `Refusal` 404, naming the method."""
    method = METHODS.get(name.lower())
    if method is None:
        raise Refusal(404, f"Not Found: the playground does not model the method {name}")
    return method


def unmodelled_methods() -> list[str]:
    """Return the methods that python-telegram-bot knows and the playground does not."""
    known = (
        name
        for name, _ in inspect.getmembers(telegram.Bot, inspect.iscoroutinefunction)
        if not name.startswith("_") and "_" not in name and name != name.lower()
    )
    return sorted(name for name in known if name.lower() not in METHODS)
