"""The conversations of the bot, one a file; `add_handlers` puts them in order of precedence."""

from bot.handlers.refused import tell_refusal
from bot.handlers.registry import add_handlers, is_question

__all__ = ["add_handlers", "is_question", "tell_refusal"]
