"""/audit: what admins did, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.admin.gate import Deed, Outcome
from bot.shanghai import moment_text
from bot.views.admin_buttons import AUDIT, turning_keyboard
from bot.views.rich import Run, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup

    from bot.handlers.admin.gate import Order
    from bot.state import Action
    from bot.texts import Texts
    from bot.views.rich import Rich

A_PAGE = 10


async def show(order: Order) -> Outcome:
    """Show the newest actions."""
    await order.say(*await _view(order, 0))
    return Outcome()


async def turn(order: Order) -> Outcome:
    """Show other actions in the message of the button."""
    await order.show(*await _view(order, order.offset))
    return Outcome()


SHOW = Deed("audit", show, audited=False)
TURN = Deed("audit", turn, audited=False)


async def _view(order: Order, offset: int) -> tuple[Rich, InlineKeyboardMarkup | None]:
    audit, texts = order.parts.state.audit, order.texts
    actions, total = await audit.newest(offset, A_PAGE), await audit.count()
    buttons = turning_keyboard(AUDIT, offset, A_PAGE, total, texts)
    return render_actions(actions, total, texts), buttons


def render_actions(actions: Sequence[Action], total: int, texts: Texts) -> Rich:
    """Return actions, a line each: when, who, what, on what, and how it ended."""
    said = texts.operating
    rich = [Run(said.audit.format(count=total), (Style.BOLD,))]
    for action in actions:
        who = str(action.admin_id) if action.admin_id else said.the_bot
        what = f"{action.name} {action.object}".strip()
        end = said.results[action.result] + (f" · {action.detail}" if action.detail else "")
        rich.append(Run(f"\n{moment_text(action.at)} · {who} · {what} → {end}"))
    return tuple(rich)
