"""What there is to say, as fields: the shape that every language fills.

A template names its placeholders in braces; every language uses the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.feedback import Reason
    from bot.texts.browse import Browse
    from bot.texts.manners import Manners
    from bot.texts.operating import Operating
    from bot.texts.reading import Reading
    from bot.texts.trouble import Trouble
    from retrieval.types import LoadStage, NoEvidenceReason, SmallTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    """What stands on and around an answer: its buttons, its articles, what members say of it."""

    left: str
    held_papers: str
    papers: str
    name_separator: str
    of_days: str

    same_source: str
    also: str
    counted: str
    held: str
    held_one_day: str
    held_newest: str
    changed: str

    open_one: str
    open_numbered: str
    open_headline: str
    more: str
    copy_one: str
    copy_numbered: str
    back: str
    previous: str
    next: str
    position: str
    article_changed: str
    article_gone: str
    more_heading: str
    more_none: str

    good: str
    bad: str
    chosen: str
    thanks_good: str
    thanks_bad: str
    why: str
    taken_back: str
    reasons: Mapping[Reason, str]
    judged: str
    tell: str
    told: str
    told_thanks: str
    told_before: str

    too_old: str
    button_gone: str
    fresh_start: str


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
    undated: str
    day: str
    days: str
    separator: str
    no_evidence: str
    reasons: Mapping[NoEvidenceReason, str]
    searched: str
    searched_days: str
    nearest: str
    small_talk: Mapping[SmallTalk, str]
    archive_empty: str
    answer: AnswerTexts

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

    browse: Browse
    manners: Manners
    reading: Reading
    operating: Operating
    trouble: Trouble
