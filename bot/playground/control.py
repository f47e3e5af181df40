"""The control API: make people and groups, act as them, cause trouble, read what happened.

POST   /control/people         {first_name, id?, username?, language_code?, admin?}
POST   /control/people/ID      {blocks: bool}
POST   /control/groups         {title, members}                    → the group
POST   /control/groups/ID      {migrate | bot_is_admin: bool | topic: name | bot_is_out: bool}
POST   /control/messages       {user_id, text, chat_id?, replies_to?, quote?, thread_id?}
POST   /control/edits          {user_id, chat_id, message_id, text}
POST   /control/deletions      {user_id, chat_id, message_id}
POST   /control/reactions      {user_id, chat_id, message_id, emoji}    emoji empty: taken back
POST   /control/presses        {user_id, chat_id, message_id, data}
POST   /control/uploads        ?user_id&chat_id&caption as a form of files
POST   /control/inline         {user_id, query, offset?, wait_s?}       → the results
POST   /control/inline/choice  {query_id, result_id, chat_id}
POST   /control/faults         {method, status? | cut? | delay_s?, retry_after?, times?}
DELETE /control/faults         ?id                                      without an id: all
POST   /control/webhook        {tls_proxy}    where webhook deliveries go on this machine
GET    /control/chats/ID       ?after=MESSAGE_ID&wait_s=S        → messages after that one, actions
GET    /control/calls                                        → requests of the bot, oldest first
GET    /control/methods                                      → what is modelled, and what is not
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.playground import view
from bot.playground.api import METHODS, unmodelled_methods
from bot.playground.faults import Fault
from bot.playground.parameters import Parameters
from bot.playground.people import ADMIN_IDS
from bot.playground.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from bot.playground.state import PlaygroundState
    from bot.playground.watching import Watching

    Action = Callable[[PlaygroundState, Request, Parameters], Awaitable[object]]

MAX_WAIT_S = 60
FIRST_MEMBER_ID = 100


def control_routes(state: PlaygroundState, watching: Watching) -> list[Route]:
    """Return the routes of the control API."""

    def route(path: str, method: str, action: Action) -> Route:
        async def endpoint(request: Request) -> JSONResponse:
            try:
                return JSONResponse(await action(state, request, await _given(request)))
            except Refusal as refusal:
                return JSONResponse(refusal.body(), refusal.code)

        return Route(f"/control/{path}", endpoint, methods=[method])

    return [
        route("people", "POST", _add_person),
        route("people/{user_id:int}", "POST", _change_person),
        route("groups", "POST", _add_group),
        route("groups/{chat_id}", "POST", _change_group),
        route("messages", "POST", _say),
        route("edits", "POST", _edit),
        route("deletions", "POST", _delete),
        route("reactions", "POST", _react),
        route("presses", "POST", _press),
        route("uploads", "POST", _upload),
        route("inline", "POST", _ask_inline),
        route("inline/choice", "POST", _choose_inline),
        route("faults", "POST", _add_fault),
        route("faults", "DELETE", _remove_fault),
        route("webhook", "POST", _set_proxy),
        route("chats/{chat_id}", "GET", _chat),
        route("calls", "GET", _calls),
        route("methods", "GET", _methods),
        *(route(path, "GET", action) for path, action in view.actions(watching).items()),
    ]


async def _given(request: Request) -> Parameters:
    """Read what came with a request; an upload reads its form itself."""
    if request.url.path.endswith("/uploads"):
        return Parameters(dict(request.query_params))
    return await Parameters.of(request)


async def _add_person(state: PlaygroundState, _: Request, given: Parameters) -> object:
    free = ADMIN_IDS if given.truth("admin") else range(FIRST_MEMBER_ID, FIRST_MEMBER_ID + 10_000)
    next_id = next((user_id for user_id in sorted(free) if user_id not in state.people), 0)
    user_id = given.integer("id", next_id)
    if user_id in state.people or user_id < 1:
        raise bad_request("there is no room for this person")
    person = state.add_person(
        user_id,
        given.text("first_name") or "读者",
        given.text("username"),
        given.text("language_code", "zh-hans"),
    )
    return person.as_json()


async def _change_person(state: PlaygroundState, request: Request, given: Parameters) -> object:
    state.block(request.path_params["user_id"], blocked=given.truth("blocks"))
    return {}


async def _add_group(state: PlaygroundState, _: Request, given: Parameters) -> object:
    members = {int(str(member)) for member in given.items("members") or ()}
    return state.add_group(given.text("title") or "群", members).as_json()


async def _change_group(state: PlaygroundState, request: Request, given: Parameters) -> object:
    chat = state.chat(_chat_id(request))
    if given.truth("migrate"):
        return state.migrate(chat.id).as_json()
    if topic := given.text("topic"):
        chat.supergroup = True
        thread_id = max(chat.topics, default=1) + 1
        chat.topics[thread_id] = topic
        state.notify()
        return {"message_thread_id": thread_id, "name": topic}
    if "bot_is_out" in given.values:
        by = state.person(min(chat.members))
        state.set_out(chat, by, out=given.truth("bot_is_out"))
    if "bot_is_admin" in given.values:
        chat.bot_is_admin = given.truth("bot_is_admin")
        state.notify()
    return chat.as_json()


async def _say(state: PlaygroundState, _: Request, given: Parameters) -> object:
    message = state.say(
        given.integer("user_id"),
        given.text("text"),
        given.integer("chat_id", given.integer("user_id")),
        given.integer("replies_to", 0) or None,
        quote=given.text("quote"),
        thread_id=given.integer("thread_id", 0) or None,
    )
    return message.as_json()


async def _edit(state: PlaygroundState, _: Request, given: Parameters) -> object:
    return state.edit(*_who_where_what(given), given.text("text")).as_json()


async def _delete(state: PlaygroundState, _: Request, given: Parameters) -> object:
    state.take_back(*_who_where_what(given))
    return {}


async def _react(state: PlaygroundState, _: Request, given: Parameters) -> object:
    emoji = given.text("emoji")
    state.react(*_who_where_what(given), [emoji] if emoji else [])
    return {}


async def _press(state: PlaygroundState, _: Request, given: Parameters) -> object:
    return state.press(*_who_where_what(given), given.text("data")).as_json()


async def _upload(state: PlaygroundState, request: Request, given: Parameters) -> object:
    user_id = given.integer("user_id")
    async with request.form() as form:
        sent = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        files = [(file.filename or "file", await file.read()) for file in sent]
    if not files:
        raise bad_request("there is no document in the request")
    chat_id = given.integer("chat_id", user_id)
    return [m.as_json() for m in state.upload(user_id, files, given.text("caption"), chat_id)]


async def _ask_inline(state: PlaygroundState, _: Request, given: Parameters) -> object:
    query = state.ask_inline(given.integer("user_id"), given.text("query"), given.text("offset"))
    await state.wait_until(lambda: query.answered, min(given.seconds("wait_s"), MAX_WAIT_S))
    return query.as_json()


async def _choose_inline(state: PlaygroundState, _: Request, given: Parameters) -> object:
    message = state.choose_inline(
        given.text("query_id"), given.text("result_id"), given.integer("chat_id")
    )
    return message.as_json()


async def _add_fault(state: PlaygroundState, _: Request, given: Parameters) -> object:
    if not given.text("method"):
        raise bad_request("method is empty")
    fault = Fault(
        given.text("method"),
        given.integer("status", 0) or None,
        given.text("description"),
        given.integer("retry_after", 0) or None,
        given.seconds("delay_s"),
        given.truth("cut"),
        given.integer("times", 1),
    )
    state.faults.append(fault)
    state.notify()
    return fault.as_json()


async def _remove_fault(state: PlaygroundState, _: Request, given: Parameters) -> object:
    state.faults.remove_id(given.integer("id", 0) or None)
    state.notify()
    return {}


async def _set_proxy(state: PlaygroundState, _: Request, given: Parameters) -> object:
    state.tls_proxy = given.text("tls_proxy")
    state.notify()
    return {}


async def _chat(state: PlaygroundState, request: Request, given: Parameters) -> object:
    chat = state.chat(_chat_id(request))
    after = given.integer("after", 0)

    def from_bot() -> bool:
        return any(m.id > after and m.sender.is_bot for m in chat.messages.values())

    await state.wait_until(from_bot, min(given.seconds("wait_s"), MAX_WAIT_S))
    messages = [m.as_json() for m in chat.messages.values() if m.id > after]
    return {"chat": chat.as_json(), "messages": messages, "actions": chat.actions}


async def _calls(state: PlaygroundState, _: Request, __: Parameters) -> object:
    return [asdict(call) for call in state.calls]


async def _methods(_: PlaygroundState, __: Request, ___: Parameters) -> object:
    modelled = {method.name: sorted(method.parameters) for method in METHODS.values()}
    return {"modelled": modelled, "not_modelled": unmodelled_methods()}


def _who_where_what(given: Parameters) -> tuple[int, int, int]:
    user_id = given.integer("user_id")
    return user_id, given.integer("chat_id", user_id), given.integer("message_id")


def _chat_id(request: Request) -> int:
    return Parameters(dict(request.path_params)).integer("chat_id")
