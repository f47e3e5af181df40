"""What admins alone may do: every conversation of theirs, behind one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.admin import audit, reload, upload
from bot.handlers.admin.gate import command, presses

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Handler

COMMANDS = (reload.RELOAD, audit.SHOW)
PRESSES = (audit.TURN,)


def handlers() -> list[Handler]:
    """Return the handlers of commands, files and buttons."""
    return [*(command(deed) for deed in COMMANDS), presses(*PRESSES), *upload.handlers()]
