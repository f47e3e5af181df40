"""The order in which updates are processed."""

import asyncio

import pytest
from telegram import Chat, Message, Update

from bot.traffic.ordering import ChatOrder


def update(number: int, chat: int) -> Update:
    message = Message(number, None, Chat(chat, "private"))  # type: ignore[arg-type]
    return Update(number, message)


class Log:
    """Updates note when they begin and end; each ends when the test lets it."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def work(self, name: str) -> None:
        self.gates[name] = asyncio.Event()
        self.events.append(f"{name} begins")
        await self.gates[name].wait()
        self.events.append(f"{name} ends")


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_updates_of_a_chat_follow_one_another_and_chats_run_side_by_side():
    order, log = ChatOrder(), Log()
    tasks = [
        asyncio.create_task(order.process_update(update(n, chat), log.work(name)))
        for n, (name, chat) in enumerate([("a1", 1), ("a2", 1), ("b1", 2)])
    ]
    await settle()
    assert log.events == ["a1 begins", "b1 begins"]

    log.gates["a1"].set()
    await settle()
    assert log.events[2:] == ["a1 ends", "a2 begins"]

    log.gates["a2"].set()
    log.gates["b1"].set()
    await asyncio.gather(*tasks)
    assert order._lines == {}


async def test_a_chat_that_floods_the_bot_leaves_slots_to_others():
    order, log = ChatOrder(side_by_side=2), Log()
    flood = [
        asyncio.create_task(order.process_update(update(n, 1), log.work(f"flood{n}")))
        for n in range(10)
    ]
    other = asyncio.create_task(order.process_update(update(99, 2), log.work("other")))
    await settle()

    assert log.events == ["flood0 begins", "other begins"]
    for task in (*flood, other):
        task.cancel()
    await asyncio.gather(*flood, other, return_exceptions=True)


async def test_a_failed_update_lets_the_next_of_its_chat_through():
    order, log = ChatOrder(), Log()

    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await order.process_update(update(1, 1), fail())
    task = asyncio.create_task(order.process_update(update(2, 1), log.work("next")))
    await settle()

    assert log.events == ["next begins"]
    log.gates["next"].set()
    await task
