"""The order in which conversations are offered an update: the first that wants it takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import (
    admin,
    ask,
    conversation,
    errors,
    feedback,
    groups,
    inline,
    own_menu,
    paper,
    press,
    privacy,
    start_help,
    status,
)

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotApplication

BEFORE_ALL = -1  # the group of those who look on
QUESTIONS = (*ask.handlers(), *paper.commands(), *start_help.taps())


def add_handlers(application: BotApplication) -> None:
    """Register every conversation; unknown commands come last."""
    application.add_handlers(
        [
            *start_help.handlers(),
            *status.handlers(),
            *privacy.handlers(),
            *groups.handlers(),
            *inline.handlers(),
            *paper.handlers(),
            *admin.handlers(),
            *conversation.handlers(),
            *press.handlers(),
            *feedback.handlers(),
            *ask.handlers(),
            *start_help.fallbacks(),
            *press.fallbacks(),
        ]
    )
    application.add_handlers(own_menu.watchers(), BEFORE_ALL)
    application.add_error_handler(errors.report)


def is_question(update: Update) -> bool:
    """Whether an update asks us something, which has to be answered whatever happens.

    An edited message may ask something else now.
    """
    checks = (handler.check_update(update) for handler in QUESTIONS)
    return any(check is not None and check is not False for check in checks)
