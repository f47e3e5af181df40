"""The methods of the Bot API that the playground models, and the table that finds them."""

from bot.playground.api.table import METHODS, Method, method_named, unmodelled_methods

__all__ = ["METHODS", "Method", "method_named", "unmodelled_methods"]
