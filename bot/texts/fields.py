"""What there is to say, as fields: the shape that every language fills.

A template names its placeholders in braces; every language uses the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.texts.manners import Manners
    from retrieval.types import LoadStage, NoEvidenceReason, SmallTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The strings of one language."""

    welcome: str
    help: str
    command_help: Mapping[str, str]
    admin_command_help: Mapping[str, str]
    unknown_command: str
    ask_what: str
    ask_example: str
    example_gone: str

    page: str
    inferred: str
    day: str
    separator: str
    no_evidence: str
    reasons: Mapping[NoEvidenceReason, str]
    searched: str
    searched_days: str
    nearest: str
    small_talk: Mapping[SmallTalk, str]
    archive_empty: str

    status_empty: str
    status: str
    status_days: str
    status_model: str
    status_your_id: str

    admins_only: str
    reload_started: str
    reload_stages: Mapping[LoadStage, str]
    reload_busy: str
    reload_stopped: str
    reload_failed: str
    reload_unchanged: str
    reload_done: str
    reload_counts: str
    reload_added: str
    reload_changed: str
    reload_removed: str
    reload_articles: str
    reload_failures: str
    reload_doubts: str
    reload_doubt: str
    and_more: str

    too_fast: str
    queue_full: str
    maybe_lost: str
    incident: str

    manners: Manners
