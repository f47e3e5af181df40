"""What is tried again towards Telegram, and what is not."""

import asyncio
import datetime as dt

import pytest
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut

from bot.traffic.connection import NotSent
from bot.traffic.outgoing import MAX_ATTEMPTS, Delivery, Outgoing


class Line:
    """A line to Telegram that fails as told, and then works."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.tries = 0

    async def send(self) -> bool:
        self.tries += 1
        if self.failures:
            raise self.failures.pop(0)
        return True


async def send(outgoing: Outgoing, line: Line, endpoint="sendMessage", chat=1, delivery=None):
    return await outgoing.process_request(line.send, (), {}, endpoint, {"chat_id": chat}, delivery)


async def test_a_message_that_surely_never_left_is_sent_again():
    line = Line(NotSent("no route"))

    assert await send(Outgoing(), line) is True
    assert line.tries == 2


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("cut"),
        TimedOut(),
        NetworkError("Bad Gateway (502)"),
        BadRequest("chat not found"),
    ],
)
async def test_a_message_that_may_have_arrived_or_was_refused_is_not_sent_again(error):
    line = Line(error)
    with pytest.raises(type(error)):
        await send(Outgoing(), line)

    assert line.tries == 1


async def test_what_does_no_harm_twice_is_tried_again():
    line = Line(NetworkError("Bad Gateway (502)"))

    assert await send(Outgoing(), line, "editMessageText") is True
    assert line.tries == 2


async def test_what_may_be_dropped_is_dropped_while_its_chat_pauses_and_others_go_on():
    outgoing, line = Outgoing(), Line(RetryAfter(dt.timedelta(seconds=30)))
    with pytest.raises(RetryAfter):
        await send(outgoing, line, "editMessageText", delivery=Delivery.MAY_DROP)
    with pytest.raises(RetryAfter):
        await send(outgoing, line, "sendChatAction")
    assert line.tries == 1

    async with asyncio.timeout(1):
        assert await send(outgoing, line, chat=2) is True


async def test_a_chat_that_pauses_gets_its_message_when_the_pause_is_over():
    outgoing, line = Outgoing(), Line(RetryAfter(dt.timedelta(seconds=0.3)))
    loop = asyncio.get_running_loop()
    begin = loop.time()

    assert await send(outgoing, line) is True
    assert loop.time() - begin >= 0.3


async def test_a_message_that_never_left_is_tried_for_as_long_as_it_takes():
    line = Line(*(NotSent("no route") for _ in range(20)))

    assert await send(Outgoing(longest_backoff_s=0.001), line) is True
    assert line.tries == 21


async def test_other_requests_give_up_after_some_tries():
    line = Line(*(NotSent("no route") for _ in range(20)))
    with pytest.raises(NetworkError):
        await send(Outgoing(longest_backoff_s=0.001), line, "getChat")

    assert line.tries == MAX_ATTEMPTS


@pytest.mark.parametrize(
    ("endpoint", "refusal"),
    [
        ("editMessageText", "Message is not modified: specified new message content …"),
        ("editMessageReplyMarkup", "Message is not modified: specified new message content …"),
        ("answerCallbackQuery", "Query is too old and response timeout expired …"),
        ("answerInlineQuery", "Query is too old and response timeout expired …"),
    ],
)
async def test_a_refusal_that_leaves_nothing_to_do_is_no_error(endpoint, refusal):
    line = Line(BadRequest(refusal))

    assert await send(Outgoing(), line, endpoint) is True
    assert line.tries == 1


async def test_messages_follow_a_group_that_moved_and_know_it_from_then_on():
    outgoing_, line = Outgoing(), Line(ChatMigrated(-1002))
    first = {"chat_id": -1, "reply_parameters": {"message_id": 5}}
    await outgoing_.process_request(line.send, (), {}, "sendMessage", first, None)
    second = {"chat_id": -1}
    await outgoing_.process_request(line.send, (), {}, "sendMessage", second, None)

    assert (first, second, line.tries) == ({"chat_id": -1002}, {"chat_id": -1002}, 3)
