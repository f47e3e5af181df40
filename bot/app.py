"""The composition root: settings and archive in, an `Application` out, ready to be run."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults
from telegram.helpers import create_deep_linked_url

from bot.connection import Connection
from bot.context import BotContext, Parts
from bot.entrance import Entrance
from bot.errors import BotError
from bot.examples import Examples
from bot.handlers import add_handlers, is_question, tell_refusal
from bot.limits import Limits
from bot.ordering import ChatOrder
from bot.outgoing import Outgoing
from bot.state import State

if TYPE_CHECKING:
    from telegram import Update

    from bot.context import BotApplication
    from bot.limits import Refusal
    from bot.ports import NewsArchive
    from bot.settings import BotSettings

DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
    do_quote=True,  # an answer replies to its question, even if that was deleted meanwhile
    allow_sending_without_reply=True,
)
# Inline mode asks again while a member types, a few times for each question.
TYPED_A_QUESTION = 3


def build_application(
    settings: BotSettings, archive: NewsArchive, examples: Examples | None = None
) -> BotApplication:
    """Put the bot together. Nothing is sent and no thread is started yet.

    `examples` are drawn from the archive itself where none are given.
    Raises `BotError` when the settings hold no token, `StateUnusable`, `StateTooNew`.
    """
    if settings.telegram_bot_token is None:
        raise BotError("TELEGRAM_BOT_TOKEN is not set")

    def link(payload: str) -> str:
        return create_deep_linked_url(application.bot.username, payload)

    parts = Parts(settings, archive, State(settings.data_dir), examples or Examples(archive), link)

    def refused(update: Update, refusal: Refusal) -> None:
        application.create_task(tell_refusal(application.bot, update, refusal, parts))

    limits = Limits(settings.questions_per_minute, settings.max_waiting_questions)
    typed = Limits(TYPED_A_QUESTION * settings.questions_per_minute, settings.max_waiting_questions)
    entrance = Entrance(parts.state.inbox, limits, typed, is_question, refused)
    # The library wants a class to make bot_data from; a factory that hands over our parts does.
    make_parts = cast("type[Parts]", lambda: parts)
    application: BotApplication = (
        ApplicationBuilder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(settings.telegram_api_base_url)
        .base_file_url(settings.telegram_api_base_file_url)
        .context_types(ContextTypes(context=BotContext, bot_data=make_parts))
        .defaults(DEFAULTS)
        .request(Connection())
        .get_updates_request(Connection())
        .rate_limiter(Outgoing())
        .update_queue(entrance)
        .concurrent_updates(ChatOrder(entrance.attending))
        .job_queue(None)
        .build()
    )
    add_handlers(application)
    return application
