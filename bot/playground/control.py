"""The control API: make people and groups, act as them, cause trouble, read what happened.

POST /control/people     {id, first_name, username?, language_code?}
POST /control/groups     {title, members}                  → the group
POST /control/messages   {user_id, text, chat_id?, replies_to?}   → the message
POST /control/presses    {user_id, chat_id, message_id, data}
POST /control/faults     {method, status?, description?, retry_after?}
GET  /control/chats/ID   ?after=MESSAGE_ID&wait_s=S        → messages after that one, actions
GET  /control/calls                                        → requests of the bot, oldest first
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.playground.parameters import Parameters
from bot.playground.refusals import Refusal, bad_request
from bot.playground.state import Fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from bot.playground.state import PlaygroundState

    Action = Callable[[PlaygroundState, Request, Parameters], Awaitable[object]]

MAX_WAIT_S = 60


def control_routes(state: PlaygroundState) -> list[Route]:
    """Return the routes of the control API."""

    def route(path: str, method: str, action: Action) -> Route:
        async def endpoint(request: Request) -> JSONResponse:
            try:
                return JSONResponse(await action(state, request, await Parameters.of(request)))
            except Refusal as refusal:
                return JSONResponse(refusal.body(), refusal.code)

        return Route(f"/control/{path}", endpoint, methods=[method])

    return [
        route("people", "POST", _add_person),
        route("groups", "POST", _add_group),
        route("messages", "POST", _say),
        route("presses", "POST", _press),
        route("faults", "POST", _add_fault),
        route("chats/{chat_id:int}", "GET", _chat),
        route("calls", "GET", _calls),
    ]


async def _add_person(state: PlaygroundState, _: Request, given: Parameters) -> object:
    person = state.add_person(
        given.integer("id"),
        given.text("first_name", "读者"),
        given.text("username"),
        given.text("language_code", "zh-hans"),
    )
    return person.as_json()


async def _add_group(state: PlaygroundState, _: Request, given: Parameters) -> object:
    members = {int(str(member)) for member in given.items("members") or ()}
    return state.add_group(given.text("title", "群"), members).as_json()


async def _say(state: PlaygroundState, _: Request, given: Parameters) -> object:
    message = state.say(
        given.integer("user_id"),
        given.text("text"),
        given.integer("chat_id", given.integer("user_id")),
        given.integer("replies_to", 0) or None,
    )
    return message.as_json()


async def _press(state: PlaygroundState, _: Request, given: Parameters) -> object:
    user_id, chat_id = given.integer("user_id"), given.integer("chat_id")
    state.press(user_id, chat_id, given.integer("message_id"), given.text("data"))
    return {}


async def _add_fault(state: PlaygroundState, _: Request, given: Parameters) -> object:
    if not given.text("method"):
        raise bad_request("method is empty")
    fault = Fault(
        given.text("method"),
        given.integer("status", 0) or None,
        given.text("description"),
        given.integer("retry_after", 0) or None,
    )
    state.faults.append(fault)
    return {}


async def _chat(state: PlaygroundState, request: Request, given: Parameters) -> object:
    chat = state.chat(request.path_params["chat_id"])
    after = given.integer("after", 0)
    wait_s = min(float(given.text("wait_s", "0")), MAX_WAIT_S)

    def from_bot() -> bool:
        return any(m.id > after and m.sender.is_bot for m in chat.messages.values())

    await state.wait_until(from_bot, wait_s)
    messages = [m.as_json() for m in chat.messages.values() if m.id > after]
    return {"chat": chat.as_json(), "messages": messages, "actions": chat.actions}


async def _calls(state: PlaygroundState, _: Request, __: Parameters) -> object:
    return [asdict(call) for call in state.calls]
