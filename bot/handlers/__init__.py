"""The conversations of the bot, one a file; `add_handlers` puts them in order of precedence."""

from bot.handlers.registry import add_handlers

__all__ = ["add_handlers"]
