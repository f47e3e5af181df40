"""An answer as a member reads it: quotes with their sources, or an honest no with its reason.

Pure: no Telegram, no clock, no archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.views.freshness import counted_from, is_stamped, newest_day
from bot.views.render import correction, day_text, days_text, source_line, withdrawal
from bot.views.rich import MAX_MESSAGE_UNITS, Run, Style, plain, shortened, units
from retrieval.types import AnswerStatus, NoEvidenceReason, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.state import Shown
    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import Answer, ArchiveStatus, ArticleRef, Quote
LEFT_UNITS = 80
MOST_LEFT = 5


def render_shown(
    shown: Shown, texts: Texts, *, changed: bool = False, with_buttons: bool = True
) -> Rich:
    """Return an answer as it stands in a message."""
    title: Rich = ()
    if shown.titled:
        question = texts.browse.asked.format(question=shown.answer.question)
        title = (Run(question + "\n\n", (Style.ITALIC,)),)
    answer, held = shown.answer, shown.searched
    if answer.small_talk is SmallTalk.ABOUT_ARCHIVE and held is not None and held.articles:
        return (*title, Run(_about_archive(held, shown.newspapers, texts)))
    return (*title, *render_answer(answer, texts, held, changed=changed, with_buttons=with_buttons))


def render_left(questions: Sequence[str], texts: Texts) -> Rich:
    """Return what to do about questions of a message that were not taken."""
    shown = (Run("\n• " + shortened(question, LEFT_UNITS)) for question in questions[:MOST_LEFT])
    others = len(questions) - MOST_LEFT
    more = (Run("\n" + texts.and_more.format(count=others)),) if others > 0 else ()
    return (Run(texts.answer.left), *shown, *more)


def render_answer(
    answer: Answer,
    texts: Texts,
    searched: ArchiveStatus | None = None,
    *,
    changed: bool = False,
    with_buttons: bool = False,
) -> Rich:
    """Return an answer as its reader sees it.

    `searched` lets a "no" say what was searched, and an answer how recent the archive is;
    `changed` adds that what it quotes has been changed since; `with_buttons` leaves out the nearest
    headlines, which stand on the buttons below. Passages around quotes are left out,
    the longest first, where the answer would not fit one message: the whole article is a tap away.
    """
    if answer.status is AnswerStatus.SMALL_TALK and answer.small_talk is not None:
        return (Run(texts.small_talk[answer.small_talk]),)
    if answer.status is AnswerStatus.NO_EVIDENCE:
        return tuple(_no_evidence(answer, texts, searched, with_buttons=with_buttons))
    notes = tuple(_notes(answer, texts, searched, changed=changed))
    quotes = answer.quotes
    rich = (*_quotes(quotes, texts), *notes)
    while units(plain(rich)) > MAX_MESSAGE_UNITS and any(quote.surrounding for quote in quotes):
        longest = max(quotes, key=lambda quote: units(quote.surrounding)).surrounding
        quotes = tuple(
            replace(quote, surrounding="") if quote.surrounding == longest else quote
            for quote in quotes
        )
        rich = (*_quotes(quotes, texts), *notes)
    return rich


def _about_archive(held: ArchiveStatus, newspapers: Sequence[str], texts: Texts) -> str:
    """Return what papers there are, of which days, and how much of them."""
    names = texts.answer.name_separator.join(f"《{name}》" for name in newspapers)
    return texts.answer.held_papers.format(
        papers=texts.answer.papers.format(newspapers=names) if names else "",
        pages=held.pages,
        articles=held.articles,
        days=days_text(texts.answer.of_days, held, texts),
    )


def _quotes(quotes: Sequence[Quote], texts: Texts) -> Iterator[Run]:
    shown: set[str] = set()  # neighbouring quotes share the passage around them
    named: dict[ArticleRef, int] = {}
    for number, quote in enumerate(quotes, start=1):
        yield Run(("\n\n" if number > 1 else "") + f"[{number}] ")
        article = quote.citation.article
        if article.withdrawal:
            yield Run(withdrawal(article, texts))
        else:
            yield from _emphasised(quote)
        yield Run("\n—— ")
        if article in named:
            yield Run(texts.answer.same_source.format(number=named[article]))
        else:
            named[article] = number
            yield from source_line(article, texts, styles=())
            yield from correction(article, texts)
        if quote.also:
            yield Run(texts.answer.also.format(count=len(quote.also)))
        if article.withdrawal:
            continue
        if len(quote.surrounding) > len(quote.text) and quote.surrounding not in shown:
            shown.add(quote.surrounding)
            yield Run("\n")
            yield Run(quote.surrounding, (Style.FOLDED_QUOTE,))


def _emphasised(quote: Quote) -> Iterator[Run]:
    done = 0
    for span in sorted(quote.emphasis, key=lambda span: (span.start, span.end)):
        start = max(span.start, done)
        yield Run(quote.text[done:start])
        yield Run(quote.text[start : span.end], (Style.BOLD,))
        done = max(done, span.end)
    yield Run(quote.text[done:])


def _notes(
    answer: Answer, texts: Texts, held: ArchiveStatus | None, *, changed: bool
) -> Iterator[Run]:
    """Yield what stands below the quotes: how recent the archive is, and what has changed."""
    if held is not None and is_stamped(answer, held):
        yield Run("\n\n")
        yield Run(_stamp(answer, texts, held), (Style.ITALIC,))
        days = counted_from(answer, held)
        if days and days.anchor and held.first_day != held.last_day:
            line = texts.answer.counted.format(words=days.text, day=day_text(days.anchor, texts))
            yield Run(line, (Style.ITALIC,))
    if changed:
        yield Run("\n\n")
        yield Run(texts.answer.changed, (Style.ITALIC,))


def _stamp(answer: Answer, texts: Texts, held: ArchiveStatus) -> str:
    if held.first_day == held.last_day:
        return days_text(texts.answer.held_one_day, held, texts)
    day = newest_day(answer)
    if day is None:
        return days_text(texts.answer.held, held, texts)
    template = texts.answer.held_newest.replace("{day}", day_text(day, texts))
    return days_text(template, held, texts)


def _no_evidence(
    answer: Answer, texts: Texts, searched: ArchiveStatus | None, *, with_buttons: bool
) -> Iterator[Run]:
    if answer.reason is NoEvidenceReason.EMPTY_QUESTION:
        yield Run(texts.reasons[answer.reason])
        return
    if answer.reason is NoEvidenceReason.NOTHING_MORE:  # there was an answer before
        yield Run(texts.reasons[answer.reason], (Style.BOLD,))
        searched = None
    else:
        yield Run(texts.no_evidence, (Style.BOLD,))
        yield Run(texts.reasons[answer.reason] if answer.reason else "")
    if searched is not None and searched.articles:
        days = days_text(texts.searched_days, searched, texts)
        line = texts.searched.format(pages=searched.pages, articles=searched.articles, days=days)
        yield Run("\n" + line)
    if answer.nearest:
        yield Run("\n\n" + texts.nearest)
    for article in () if with_buttons else answer.nearest:
        yield Run("\n• ")
        yield from source_line(article, texts)
