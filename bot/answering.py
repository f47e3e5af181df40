"""A question becomes what a member is shown, and an article is looked up again.

These calls block: they are for a thread of their own.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.render import answer_text
from bot.state import Shown
from retrieval.errors import ArticleUnknown, NothingLoaded
from retrieval.types import AnswerStatus, NoEvidenceReason, Quote, Turn
from retrieval.types import Citation as Cited

if TYPE_CHECKING:
    from bot.ports import NewsArchive
    from bot.state import Given
    from retrieval.types import Article, ArticleId, ArticleRef

logger = logging.getLogger(__name__)

MAX_MORE = 5
MORE_DEPTH = 40  # passages to look through for articles that were not quoted


def ask(archive: NewsArchive, question: str, context: Turn | None) -> Shown:
    """Ask the archive. Raises `NothingLoaded`, `ModelError`."""
    answer = archive.ask(question, context=context)
    logger.info(
        "%s with %d quotes, generation %d, %.0f ms",
        answer.status,
        len(answer.quotes),
        answer.generation,
        answer.elapsed_ms,
    )
    quoted = {quote.citation.article.id for quote in answer.quotes}
    return Shown(answer, context, archive.status(), _fingerprints(archive, quoted))


def turn_of(shown: Shown) -> Turn | None:
    """Return the turn that a later question may continue; `None` where nothing was asked."""
    answer = shown.answer
    asks_nothing = (
        answer.status is AnswerStatus.SMALL_TALK or answer.reason is NoEvidenceReason.EMPTY_QUESTION
    )
    return None if asks_nothing else Turn(answer.question, answer_text(answer))


def more_of(archive: NewsArchive, given: Given) -> tuple[Quote, ...]:
    """Return what else the archive has on the question: one passage of each further article."""
    shown = {article.id for article in given.cited}
    found: dict[ArticleId, Quote] = {}
    with suppress(NothingLoaded):
        for hit in archive.search(given.shown.answer.question, MORE_DEPTH):
            if hit.article.id not in shown:
                lead = Quote(hit.text, Cited(hit.article, hit.span))
                found.setdefault(hit.article.id, lead)
    return tuple(found.values())[:MAX_MORE]


def look_up(archive: NewsArchive, article_id: ArticleId) -> tuple[ArticleRef, Article] | None:
    """Return an article as it reads now, `None` when it is not in the archive any more."""
    try:
        return archive.article(article_id)
    except (ArticleUnknown, NothingLoaded):
        return None


def has_changed(archive: NewsArchive, given: Given) -> bool:
    """Whether an article that an answer quotes reads otherwise now, or is gone."""
    then = given.shown.fingerprints
    return _fingerprints(archive, set(then)) != then


def fingerprint(article: Article) -> str:
    """Return what tells whether an article reads as it did."""
    text = f"{article.heading}\n{article.text}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fingerprints(archive: NewsArchive, ids: set[ArticleId]) -> dict[ArticleId, str]:
    found = ((article_id, look_up(archive, article_id)) for article_id in sorted(ids))
    return {article_id: fingerprint(pair[1]) for article_id, pair in found if pair is not None}
