"""The order in which conversations are offered an update: the first that wants it takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import (
    ask,
    conversation,
    errors,
    feedback,
    press,
    reload,
    start_help,
    status,
    upload,
)

if TYPE_CHECKING:
    from bot.context import BotApplication


def add_handlers(application: BotApplication) -> None:
    """Register every conversation; unknown commands come last."""
    application.add_handlers(
        [
            *start_help.handlers(),
            *status.handlers(),
            *reload.handlers(),
            *upload.handlers(),
            *conversation.handlers(),
            *press.handlers(),
            *feedback.handlers(),
            *ask.handlers(),
            *start_help.fallbacks(),
        ]
    )
    application.add_error_handler(errors.report)
