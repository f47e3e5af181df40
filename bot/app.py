"""The composition root: settings and archive in, an `Application` out, ready to be run."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, cast

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults
from telegram.helpers import create_deep_linked_url

from bot.care.alerts import Alerts
from bot.care.metrics import Metrics
from bot.context import BotContext, Parts
from bot.errors import BotError
from bot.examples import Examples
from bot.handlers import add_handlers, is_question, tell_refusal
from bot.menus import Menus
from bot.overheard import overheard
from bot.sharing import sharing
from bot.state import State
from bot.traffic.connection import Connection
from bot.traffic.entrance import Entrance
from bot.traffic.limits import Limits
from bot.traffic.ordering import ChatOrder
from bot.traffic.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.context import BotApplication
    from bot.ports import NewsArchive
    from bot.settings import BotSettings
    from bot.traffic.limits import Refusal

DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
    do_quote=True,  # an answer replies to its question, even if that was deleted meanwhile
    allow_sending_without_reply=True,
)
# Inline mode asks again while a member types, a few times for each question.
TYPED_A_QUESTION = 3


def build_application(
    settings: BotSettings,
    archive: NewsArchive,
    examples: Examples | None = None,
    *,
    shares: bool = False,
) -> BotApplication:
    """Put the bot together. Nothing is sent and no thread is started yet.

    `examples` are drawn from the archive itself where none are given. With `shares`, the same
    question is answered from memory.
    Raises `BotError` when the settings hold no token, `StateUnusable`, `StateTooNew`.
    """
    if settings.telegram_bot_token is None:
        raise BotError("TELEGRAM_BOT_TOKEN is not set")

    def link(payload: str) -> str:
        return create_deep_linked_url(application.bot.username, payload)

    metrics = Metrics()
    metrics.watch_archive(archive)
    archive = overheard(archive, metrics.explained)
    if shares:
        archive = sharing(archive)
    state = State(settings.data_dir)
    secrets = (settings.telegram_bot_token, settings.telegram_webhook_secret)
    alerts = Alerts(settings.telegram_admin_ids, secrets)
    menus = Menus(settings.telegram_admin_ids)
    examples = examples or Examples(archive)
    parts = Parts(settings, archive, state, examples, link, alerts, menus, metrics)

    def refused(update: Update, refusal: Refusal) -> None:
        metrics.entered(refusal.cause.value)
        application.create_task(tell_refusal(application.bot, update, refusal, parts))

    limits = Limits(settings.questions_per_minute, settings.max_waiting_questions)
    typed = Limits(TYPED_A_QUESTION * settings.questions_per_minute, settings.max_waiting_questions)
    entrance = Entrance(parts.state.inbox, limits, typed, is_question, refused)
    metrics.watch_queue(lambda: limits.waiting)
    order = ChatOrder(entrance.attending, watching=partial(_timed, metrics))
    connection = Connection()
    # The library wants a class to make bot_data from; a factory that hands over our parts does.
    make_parts = cast("type[Parts]", lambda: parts)
    application: BotApplication = (
        ApplicationBuilder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(settings.telegram_api_base_url)
        .base_file_url(settings.telegram_api_base_file_url)
        .context_types(ContextTypes(context=BotContext, bot_data=make_parts))
        .defaults(DEFAULTS)
        .request(connection)
        .get_updates_request(connection)
        .rate_limiter(Outgoing(on_error=metrics.telegram_failed))
        .update_queue(entrance)
        .concurrent_updates(order)
        .job_queue(None)
        .build()
    )
    add_handlers(application)
    return application


@contextmanager
def _timed(metrics: Metrics, update: object) -> Iterator[None]:
    """Measure an update that is a question."""
    if not isinstance(update, Update) or not is_question(update):
        yield
        return
    metrics.entered("taken")
    with metrics.question():
        yield
