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


class Menus:
    """Sets the menus. A failure is logged only: a menu is a convenience, never a right."""

    def __init__(self, admin_ids: Iterable[int]) -> None:
        self._admin_ids = frozenset(admin_ids)
        self._without: set[int] = set()  # admins whom Telegram does not let us know yet

    async def publish(self, bot: Bot) -> None:
        """Set the menus of everybody, and of each admin's private chat.

        Telegram answers 400 for an admin who has not started the bot yet: see `of_admin`.
        """
        for language, texts in LANGUAGES:
            private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
            await _publish(bot, _menu(texts, IN_PRIVATE), private, language)
            await _publish(bot, _menu(texts, IN_GROUPS), groups, language)
        for admin_id in sorted(self._admin_ids):
            await self._publish_of(bot, admin_id)

    async def of_admin(self, bot: Bot, admin_id: int) -> None:
        """Set the menu of an admin who writes to the bot for the first time."""
        if admin_id in self._without:
            await self._publish_of(bot, admin_id)

    async def own(self, bot: Bot, user_id: int, texts: Texts) -> None:
        """Set the menu of one member's private chat, where everybody's is in another script."""
        if texts is TRADITIONAL_CHINESE:
            is_admin = user_id in self._admin_ids
            menu = _admin_menu(texts) if is_admin else _menu(texts, IN_PRIVATE)
            await _publish(bot, menu, BotCommandScopeChat(user_id), None)

    async def _publish_of(self, bot: Bot, admin_id: int) -> None:
        self._without.discard(admin_id)
        for language, texts in LANGUAGES:
            scope = BotCommandScopeChat(admin_id)
            if not await _publish(bot, _admin_menu(texts), scope, language):
                self._without.add(admin_id)
                return


def _menu(texts: Texts, commands: Iterable[str]) -> list[tuple[str, str]]:
    return [(command, texts.command_help[command]) for command in commands]


def _admin_menu(texts: Texts) -> list[tuple[str, str]]:
    return [*_menu(texts, IN_PRIVATE), *texts.admin_command_help.items()]


async def _publish(
    bot: Bot, menu: list[tuple[str, str]], scope: BotCommandScope, language: str | None
) -> bool:
    """Set one menu, and return whether it is set."""
    try:
        await bot.set_my_commands(menu, scope, language)
    except TelegramError as error:
        logger.info("no menu for scope %s: %s", scope.type, error)
        return False
    return True
