"""The command menus that Telegram shows: for private chats, for groups, and for each admin's chat.

Telegram tells languages apart by two letters, so both Chinese scripts are `zh` to it. The menus
that are everybody's are in Simplified Chinese, with an English version for who uses Telegram in
English; a reader of Traditional Chinese gets a menu of their own chat when they /start.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.texts import ENGLISH, SIMPLIFIED_CHINESE, TRADITIONAL_CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Bot

    from bot.texts import Texts

logger = logging.getLogger(__name__)

# The language that Telegram is told, and the strings: None is for all others.
LANGUAGES = ((None, SIMPLIFIED_CHINESE), ("en", ENGLISH))
IN_PRIVATE = ("latest", "issues", "search", "new", "help", "status", "privacy", "forget")
IN_GROUPS = ("ask", "search", "latest", "new", "help", "privacy")


async def publish_menus(bot: Bot, admin_ids: Iterable[int]) -> None:
    """Set the menus. A failure is logged only: a menu is a convenience, never a right.

    Telegram answers 400 for an admin who has not started the bot yet.
    """
    for language, texts in LANGUAGES:
        await _publish(bot, _menu(texts, IN_PRIVATE), BotCommandScopeAllPrivateChats(), language)
        await _publish(bot, _menu(texts, IN_GROUPS), BotCommandScopeAllGroupChats(), language)
        for admin_id in sorted(admin_ids):
            await _publish(bot, _admin_menu(texts), BotCommandScopeChat(admin_id), language)


async def publish_own_menu(bot: Bot, user_id: int, texts: Texts, *, is_admin: bool) -> None:
    """Set the menu of one member's private chat, where everybody's menu is in another script."""
    if texts is TRADITIONAL_CHINESE:
        menu = _admin_menu(texts) if is_admin else _menu(texts, IN_PRIVATE)
        await _publish(bot, menu, BotCommandScopeChat(user_id), None)


def _menu(texts: Texts, commands: Iterable[str]) -> list[tuple[str, str]]:
    return [(command, texts.command_help[command]) for command in commands]


def _admin_menu(texts: Texts) -> list[tuple[str, str]]:
    return [*_menu(texts, IN_PRIVATE), *texts.admin_command_help.items()]


async def _publish(
    bot: Bot, menu: list[tuple[str, str]], scope: BotCommandScope, language: str | None
) -> None:
    try:
        await bot.set_my_commands(menu, scope, language)
    except TelegramError as error:
        logger.info("no menu for scope %s: %s", scope.type, error)
