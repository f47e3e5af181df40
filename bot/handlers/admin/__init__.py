"""What admins alone may do: every conversation of theirs, behind one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.admin import (
    articles,
    audit,
    gaps,
    generations,
    lists,
    pages,
    reload,
    upload,
    view,
)
from bot.handlers.admin.gate import command, presses
from bot.views import admin_buttons

if TYPE_CHECKING:
    from bot.handlers.admin.gate import Handler

COMMANDS = (
    reload.RELOAD,
    pages.SHOW,
    generations.SHOW,
    generations.ASK,
    generations.ROLLBACK,
    articles.REMOVE,
    articles.WITHDRAW,
    articles.RESTORE,
    articles.CORRECT,
    gaps.SHOW,
    audit.SHOW,
)
PRESSES = {
    admin_buttons.VIEW: view.SEND,
    admin_buttons.AUDIT: audit.TURN,
    admin_buttons.GAPS: gaps.TURN,
    admin_buttons.ACTIVATE: generations.ASK,
    admin_buttons.ACTIVATE_NOW: generations.ACTIVATION,
    admin_buttons.ALLOW: reload.ALLOWED,
    admin_buttons.WHOLE: lists.SEND,
    admin_buttons.PAGES: pages.TURN,
    admin_buttons.PAGE: pages.OPEN,
    admin_buttons.ASK_REMOVE_PAGE: articles.PAGE_REMOVE,
    admin_buttons.REMOVE_PAGE: articles.PAGE_REMOVAL,
    admin_buttons.REMOVE_ARTICLE: articles.ARTICLE_REMOVAL,
}


def handlers() -> list[Handler]:
    """Return the handlers of commands, files and buttons."""
    return [*(command(deed) for deed in COMMANDS), presses(PRESSES), *upload.handlers()]
