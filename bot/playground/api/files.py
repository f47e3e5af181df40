"""Files down: where the bot gets what was sent to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.parameters import Parameters
    from bot.playground.state import PlaygroundState


async def get_file(state: PlaygroundState, given: Parameters) -> JsonObject:
    """Return where a file can be downloaded."""
    return state.files.to_download(given.text("file_id"))
