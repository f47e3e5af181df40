"""A question becomes what a member is shown, and an article is looked up again.

These calls block: they are for a thread of their own.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.state import Shown
from retrieval.errors import ArticleUnknown, NothingLoaded
from retrieval.types import Citation, Quote, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.ports import NewsArchive
    from bot.state import Given
    from retrieval.types import Answer, Article, ArticleId, ArticleRef, Turn

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
    asks_what_there_is = answer.small_talk is SmallTalk.ABOUT_ARCHIVE
    return Shown(
        answer,
        context,
        archive.status(),
        _fingerprints(archive, quoted),
        newspapers=_newspapers(archive) if asks_what_there_is else (),
    )


def more_of(archive: NewsArchive, given: Given) -> tuple[Quote, ...]:
    """Return what else there is on a question: one passage of each further article.

    Those that say the same as a quote stand first. The question is searched for as it was
    understood, completed from the conversation.
    """
    answer = given.shown.answer
    shown = {article.id for article in given.cited}
    leads = [*_alike(archive, answer)]
    with suppress(NothingLoaded):
        asked = answer.query.text if answer.query else answer.question
        hits = archive.search(asked, MORE_DEPTH)
        leads += [Quote(hit.text, Citation(hit.article, hit.span)) for hit in hits]
    found: dict[ArticleId, Quote] = {}
    for lead in leads:
        if lead.citation.article.id not in shown:
            found.setdefault(lead.citation.article.id, lead)
    return tuple(found.values())[:MAX_MORE]


def _newspapers(archive: NewsArchive) -> tuple[str, ...]:
    """Return the names of the newspapers that there are pages of, those of the newest first."""
    return tuple(dict.fromkeys(page.newspaper for page in archive.pages() if page.newspaper))


def _alike(archive: NewsArchive, answer: Answer) -> Iterator[Quote]:
    """Yield what other articles say in nearly the same words as the quotes."""
    for citation in (also for quote in answer.quotes for also in quote.also):
        found = look_up(archive, citation.article.id)
        if found is not None:
            text = found[1].text[citation.span.start : citation.span.end]
            yield Quote(text, citation)


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


def with_notices(archive: NewsArchive, answer: Answer) -> Answer:
    """Return an answer with what editors have said of its articles since: corrected, withdrawn."""
    ids = {quote.citation.article.id for quote in answer.quotes}
    now = {found[0].id: found[0] for found in (look_up(archive, i) for i in ids) if found}
    quotes = tuple(_noticed(quote, now) for quote in answer.quotes)
    return replace(answer, quotes=quotes)


def _noticed(quote: Quote, now: Mapping[ArticleId, ArticleRef]) -> Quote:
    """Return a quote under its source line as it was, with the notices of now."""
    then = quote.citation.article
    if then.id not in now:
        return quote
    current = now[then.id]
    ref = replace(then, correction=current.correction, withdrawal=current.withdrawal)
    return replace(quote, citation=replace(quote.citation, article=ref))


def fingerprint(article: Article) -> str:
    """Return what tells whether an article reads as it did."""
    text = f"{article.heading}\n{article.text}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fingerprints(archive: NewsArchive, ids: set[ArticleId]) -> dict[ArticleId, str]:
    found = ((article_id, look_up(archive, article_id)) for article_id in sorted(ids))
    return {article_id: fingerprint(pair[1]) for article_id, pair in found if pair is not None}
