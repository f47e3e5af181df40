"""Answers to what members tap and to what they type behind the bot's name: once each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.constants import (
    CallbackQueryLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
)

from bot.playground.content import content_of
from bot.playground.keyboards import keyboard
from bot.playground.parameters import Parameters
from bot.playground.queries import InlineResult
from bot.playground.refusals import bad_request

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.state import PlaygroundState

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_callback_query(state: PlaygroundState, given: Parameters) -> bool:
    """Acknowledge a tapped button."""
    tap = state.callbacks.get(given.text("callback_query_id"))
    if tap is None or tap.answer is not None:
        raise bad_request(TOO_OLD)
    text = given.text("text")
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    url = given.text("url")
    if url and not url.startswith(f"https://t.me/{state.bot.username}?start="):
        raise bad_request("URL_INVALID")
    tap.answer = {"text": text, "show_alert": given.truth("show_alert"), "url": url}
    state.notify()
    return True


async def answer_inline_query(state: PlaygroundState, given: Parameters) -> bool:
    """Offer results for what a member types behind the bot's name."""
    query = state.inline_queries.get(given.text("inline_query_id"))
    if query is None or query.answered:
        raise bad_request(TOO_OLD)
    shapes = given.items("results")
    if shapes is None:
        raise bad_request("results is empty")
    if len(shapes) > InlineQueryLimit.RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [_result(shape) for shape in shapes]
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    offset = given.text("next_offset")
    if len(offset.encode()) > InlineQueryLimit.MAX_OFFSET_LENGTH:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = given.fields("button")
    if button is not None:
        _check_button(button)
    query.answered, query.results = True, results
    query.button, query.next_offset = button, offset
    state.notify()
    return True


def _result(shape: object) -> InlineResult:
    if not isinstance(shape, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    if shape.get("type") != "article":
        raise bad_request(
            f"the playground does not model inline results of type {shape.get('type')}"
        )
    result_id = str(shape.get("id", ""))
    shortest, longest = InlineQueryResultLimit.MIN_ID_LENGTH, InlineQueryResultLimit.MAX_ID_LENGTH
    if not shortest <= len(result_id.encode()) <= longest:
        raise bad_request("RESULT_ID_INVALID")
    if not shape.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    sent = Parameters.inside(shape).fields("input_message_content")
    if not sent or "message_text" not in sent:
        raise bad_request("can't parse inline query result: message text is empty")
    inner = Parameters({**sent, "text": sent["message_text"]})
    markup = keyboard(Parameters.inside(shape).fields("reply_markup"))
    return InlineResult(result_id, shape, content_of(inner), markup)


def _check_button(button: JsonObject) -> None:
    if not button.get("text"):
        raise bad_request("BUTTON_TEXT_INVALID")
    parameter = str(button.get("start_parameter", ""))
    longest = InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH
    if len(parameter) > longest or not START_PARAMETER.fullmatch(parameter):
        raise bad_request("START_PARAM_INVALID")
