"""Generations: which there are, making one live, going back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.handlers.admin.gate import Deed, Outcome
from bot.state import Result
from bot.traffic.sending import edit_buttons, typing
from bot.views.admin_buttons import ACTIVATE, ACTIVATE_NOW, order_button
from bot.views.operations import render_generations
from bot.views.rich import Run
from retrieval.errors import GenerationDamaged, GenerationUnknown
from retrieval.types import GenerationNumber, GenerationState

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Order
    from retrieval.types import GenerationSummary

OFFERED = (GenerationState.KEPT, GenerationState.REFUSED)


async def show(order: Order) -> Outcome:
    """List the generations, with a button for each that could be made live."""
    async with typing(order.message):  # each is held to its checksums, which takes its time
        stored = await asyncio.to_thread(order.parts.archive.generations)
    label = order.texts.operating.activate_this
    rows = [
        [order_button(label.format(number=one.number), ACTIVATE, str(one.number))]
        for one in reversed(stored)
        if one.state in OFFERED
    ]
    buttons = InlineKeyboardMarkup(rows) if rows else None
    await order.say(render_generations(stored, order.texts), buttons)
    return Outcome()


async def ask_to_activate(order: Order) -> Outcome:
    """Show a generation, and ask whether it is really to go live."""
    if not order.words.isdecimal():
        await order.say((Run(order.texts.operating.activate_usage),))
        return Outcome(Result.REFUSED)
    async with typing(order.message):
        stored = await asyncio.to_thread(order.parts.archive.generations)
    wanted = [one for one in stored if one.number == int(order.words)]
    if not wanted:
        raise GenerationUnknown(int(order.words), tuple(one.number for one in stored))
    if wanted[0].damage is not None:
        raise GenerationDamaged(wanted[0].number, wanted[0].damage.problem)
    await order.say(*_question(order, wanted[0]))
    return Outcome()


async def activate(order: Order) -> Outcome:
    """Make a generation live, and take the button away."""
    await edit_buttons(order.message, None)
    number = GenerationNumber(int(order.words)) if order.words.isdecimal() else None
    if number is None:
        return Outcome(Result.REFUSED)
    return await _live(order, await asyncio.to_thread(order.parts.archive.activate, number))


async def roll_back(order: Order) -> Outcome:
    """Make the generation before the live one live again, or the one that is named."""
    number = GenerationNumber(int(order.words)) if order.words.isdecimal() else None
    if order.words and number is None:
        await order.say((Run(order.texts.operating.activate_usage),))
        return Outcome(Result.REFUSED)
    return await _live(order, await asyncio.to_thread(order.parts.archive.roll_back, number))


SHOW = Deed("generations", show, audited=False)
ASK = Deed("activate", ask_to_activate, audited=False)
ACTIVATION = Deed("activate", activate)
ROLLBACK = Deed("rollback", roll_back)


def _question(
    order: Order, generation: GenerationSummary
) -> tuple[tuple[Run, ...], InlineKeyboardMarkup]:
    said, number = order.texts.operating, str(generation.number)
    shown = render_generations([generation], order.texts)
    label = said.activate_this.format(number=number)
    buttons = InlineKeyboardMarkup([[order_button(f"✅ {label}", ACTIVATE_NOW, number)]])
    return (Run(said.activate_sure.format(number=number)), *shown[1:]), buttons


async def _live(order: Order, number: GenerationNumber) -> Outcome:
    await order.say((Run(order.texts.operating.live.format(number=number)),))
    return Outcome(Result.DONE, order.texts.operating.generation.format(number=number))
