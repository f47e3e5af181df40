"""The command menus that Telegram shows: one for members, a longer one for each admin."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError

from bot.texts import SIMPLIFIED_CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from telegram import Bot

logger = logging.getLogger(__name__)


async def publish_menus(bot: Bot, admin_ids: Iterable[int]) -> None:
    """Set the menus. A failure is logged only: a menu is a convenience, never a right.

    Telegram answers 400 for an admin who has not started the bot yet.
    """
    texts = SIMPLIFIED_CHINESE
    await _publish(bot, texts.command_help, BotCommandScopeDefault())
    for admin_id in sorted(admin_ids):
        menu = {**texts.command_help, **texts.admin_command_help}
        await _publish(bot, menu, BotCommandScopeChat(admin_id))


async def _publish(bot: Bot, menu: Mapping[str, str], scope: BotCommandScope) -> None:
    try:
        await bot.set_my_commands(list(menu.items()), scope=scope)
    except TelegramError as error:
        logger.info("no menu for scope %s: %s", scope.type, error)
