"""The bot itself: who it is, its command menus by scope and language, its descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import BotCommandLimit, BotCommandScopeType, BotDescriptionLimit

from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat, Person
    from bot.playground.state import PlaygroundState

OF_ONE_CHAT = (
    BotCommandScopeType.CHAT,
    BotCommandScopeType.CHAT_ADMINISTRATORS,
    BotCommandScopeType.CHAT_MEMBER,
)
ISO_639_1_LETTERS = 2


async def get_me(state: PlaygroundState, _: Parameters) -> JsonObject:
    """Return the bot."""
    return {
        **state.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(state: PlaygroundState, given: Parameters) -> bool:
    """Set the command menu of a scope and language."""
    commands = given.items("commands")
    if commands is None or len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("commands must be an Array of at most 100")
    for command in commands:
        _check_command(command)
    scope, key = _scope(state, given)
    state.menus[key] = {"scope": scope, "commands": commands}
    state.notify()
    return True


async def get_my_commands(state: PlaygroundState, given: Parameters) -> object:
    """Return the command menu of exactly this scope and language."""
    return state.menus.get(_scope(state, given)[1], {}).get("commands", [])


async def delete_my_commands(state: PlaygroundState, given: Parameters) -> bool:
    """Take the command menu of a scope and language away."""
    state.menus.pop(_scope(state, given)[1], None)
    state.notify()
    return True


async def set_my_description(state: PlaygroundState, given: Parameters) -> bool:
    """Set what an empty chat shows."""
    _describe(state, given, "description", BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
    return True


async def set_my_short_description(state: PlaygroundState, given: Parameters) -> bool:
    """Set what the bot's profile shows."""
    longest = BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    _describe(state, given, "short_description", longest)
    return True


def menu_for(state: PlaygroundState, chat: Chat, person: Person) -> object:
    """Return the commands that a person is offered in a chat, the narrowest scope first."""
    if chat.private:
        scopes = [f"chat:{chat.id}", "all_private_chats:", "default:"]
    else:
        scopes = [f"chat_member:{chat.id}.{person.id}", f"chat:{chat.id}"]
        scopes += ["all_group_chats:", "default:"]
    language = person.language_code[:ISO_639_1_LETTERS]
    for scope in scopes:
        for key in (f"{scope}:{language}", f"{scope}:"):
            if key in state.menus:
                return state.menus[key]["commands"]
    return []


def _scope(state: PlaygroundState, given: Parameters) -> tuple[JsonObject, str]:
    """Return the scope, and the name under which its menu is kept."""
    scope = given.fields("scope") or {"type": BotCommandScopeType.DEFAULT.value}
    kind, chat_id = scope.get("type"), scope.get("chat_id", "")
    if kind not in set(BotCommandScopeType):
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if kind in OF_ONE_CHAT and not state.chat(_number(chat_id)).started:
        raise bad_request("chat not found")
    if kind == BotCommandScopeType.CHAT_MEMBER:
        chat_id = f"{chat_id}.{state.person(_number(scope.get('user_id'))).id}"
    return scope, f"{kind}:{chat_id}:{_language(given)}"


def _language(given: Parameters) -> str:
    code = given.text("language_code")
    if code and not (len(code) == ISO_639_1_LETTERS and code.isascii() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise bad_request("chat not found") from None


def _describe(state: PlaygroundState, given: Parameters, name: str, longest: int) -> None:
    text = given.text(name)
    if len(text) > longest:
        raise bad_request(f"{name} is too long")
    state.descriptions[f"{name}:{_language(given)}"] = text
    state.notify()


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("expected an Object as a command")
    name, about = str(command.get("command", "")), str(command.get("description", ""))
    allowed = name.replace("_", "a")
    fits = len(name) <= BotCommandLimit.MAX_COMMAND
    if not (fits and allowed.isascii() and allowed.isalnum() and name == name.lower()):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(about) <= BotCommandLimit.MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
