"""What the page shows: one chat as one person sees it, and what the engineer's panel tells.

GET /control/view      ?user_id&chat_id&seen=VERSION&wait_s     → once the version is newer
GET /control/answer    ?number                                  → how the last answer came about
GET /control/journal   ?after=NUMBER                            → updates and calls beyond it
GET /control/examples                                           → questions to begin with
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.playground.api.profile import menu_for
from bot.playground.people import ADMIN_IDS
from bot.playground.state import reaction_types
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from bot.playground.markup import JsonObject
    from bot.playground.messages import Message
    from bot.playground.parameters import Parameters
    from bot.playground.people import Chat, Person
    from bot.playground.state import PlaygroundState
    from bot.playground.watching import Watching
    from retrieval.types import Explanation, Hit

    Action = Callable[[PlaygroundState, Request, Parameters], Awaitable[object]]

MAX_WAIT_S = 25
MAX_MESSAGES = 200
MAX_HITS = 10
MAX_TAPS = 50


def actions(watching: Watching) -> dict[str, Action]:
    """Return what the page reads, by path."""

    async def answer(_: PlaygroundState, __: Request, ___: Parameters) -> object:
        last = watching.last()
        if last is None:
            return None
        shown = await asyncio.to_thread(_explained, last.explanation, watching)
        return {"number": last.number, **shown}

    async def examples(_: PlaygroundState, __: Request, ___: Parameters) -> object:
        return await asyncio.to_thread(watching.examples)

    async def viewed(state: PlaygroundState, _: Request, given: Parameters) -> object:
        return await _view(state, given, watching)

    return {"view": viewed, "answer": answer, "examples": examples, "journal": _journal}


async def _view(state: PlaygroundState, given: Parameters, watching: Watching) -> object:
    person = state.person(given.integer("user_id"))
    chat = state.chat(given.integer("chat_id", person.id))
    seen = given.integer("seen", -1)
    wait_s = min(given.seconds("wait_s"), MAX_WAIT_S)
    await state.wait_until(lambda: state.version != seen, wait_s)
    last = watching.last()
    return {
        "version": state.version,
        "closing": state.closing,
        "bot": state.bot.as_json(),
        "people": [_person(one) for one in state.people.values()],
        "chats": [_listed(one) for one in state.chats.values() if one.migrated_to is None],
        "chat": _chat(chat),
        "messages": [_message(m) for m in list(chat.messages.values())[-MAX_MESSAGES:]],
        "commands": menu_for(state, chat, person),
        "description": state.descriptions.get("description:", ""),
        "taps": [t.as_json() for t in list(state.callbacks.values())[-MAX_TAPS:]],
        "faults": [fault.as_json() for fault in state.faults],
        "answers": last.number if last else 0,
        "journal": state.journal.entries[-1].number if state.journal.entries else 0,
        "watching": watching.archive is not None,
        "polled": state.poller > 0 or state.webhook is not None,
    }


async def _journal(state: PlaygroundState, _: Request, given: Parameters) -> object:
    return [asdict(entry) for entry in state.journal.after(given.integer("after", 0))[-200:]]


def _person(person: Person) -> JsonObject:
    return {**person.as_json(), "admin": person.id in ADMIN_IDS}


def _listed(chat: Chat) -> JsonObject:
    last = next(reversed(chat.messages.values()), None)
    return {
        **chat.as_json(),
        "members": sorted(chat.members),
        "last": last.as_json(with_reply=False) if last else None,
    }


def _chat(chat: Chat) -> JsonObject:
    left_s = chat.action.until - time.monotonic() if chat.action else 0.0
    return {
        **chat.as_json(),
        "members": sorted(chat.members),
        "started": chat.started,
        "bot_is_out": chat.bot_is_out,
        "bot_is_admin": chat.bot_is_admin,
        "topics": chat.topics,
        "action": chat.action.name if chat.action and left_s > 0 else None,
        "action_left_s": max(left_s, 0.0),
    }


def _message(message: Message) -> JsonObject:
    return {
        **message.as_json(),
        "reactions": [
            {"user_id": who, "types": reaction_types(emoji)}
            for who, emoji in message.reactions.items()
        ],
    }


def _explained(explanation: Explanation, watching: Watching) -> JsonObject:
    answer = explanation.answer
    return {
        "question": answer.question,
        "searched": explanation.query.text,
        "terms": explanation.query.terms,
        "status": answer.status,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "threshold": explanation.threshold,
        "signals": dict(explanation.signals),
        "generation": answer.generation,
        "elapsed_ms": answer.elapsed_ms,
        "stages": [asdict(stage) for stage in explanation.stages],
        "hits": [_hit(hit) for hit in explanation.hits[:MAX_HITS]],
        "quotes": _quotes(explanation, watching),
    }


def _hit(hit: Hit) -> JsonObject:
    names = ("rank", "lexical_rank", "dense_rank", "similarity", "score", "text")
    source = {"headline": hit.article.headline, "source": hit.article.source}
    return {**{name: getattr(hit, name) for name in names}, **source}


def _quotes(explanation: Explanation, watching: Watching) -> list[JsonObject]:
    """Return each quoted article once, with the spans that are quoted."""
    if watching.archive is None:
        return []
    shown: dict[str, JsonObject] = {}
    for quote in explanation.answer.quotes:
        article = quote.citation.article
        span = [quote.citation.span.start, quote.citation.span.end]
        if article.id in shown:
            spans = shown[article.id]["spans"]
            assert isinstance(spans, list)
            spans.append(span)
            continue
        try:
            text = watching.archive.article(article.id)[1].text
        except WenbaoError:  # it left the archive after the answer
            continue
        shown[article.id] = {"headline": article.headline, "text": text, "spans": [span]}
    return list(shown.values())
