"""The buttons under an answer, and under what one browses to from it: values in, values out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.state import Reason, Verdict
from bot.views.buttons import Act, Press
from bot.views.citation import citation
from bot.views.paper import share_url
from bot.views.rich import shortened
from retrieval.types import AnswerStatus, NoEvidenceReason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.state import Given
    from bot.texts import Texts
    from bot.views.article import ArticlePage
    from retrieval.types import ArticleRef

LABEL_UNITS = 60
LISTED_IN_A_ROW = 5
# A no for these reasons is no news to the editors.
NO_GAP = (
    NoEvidenceReason.EMPTY_QUESTION,
    NoEvidenceReason.EMPTY_ARCHIVE,
    NoEvidenceReason.NOTHING_MORE,
)

Row = list[InlineKeyboardButton]


def answer_buttons(
    given: Given,
    texts: Texts,
    verdict: Verdict | None = None,
    *,
    told: bool = False,
    link: Callable[[str], str] | None = None,
) -> InlineKeyboardMarkup | None:
    """Return the buttons under an answer; `None` under small talk.

    With a `link`, which makes addresses of deep links, the answer can be shared.
    `verdict` and `told` are what the member has said of it, where that is theirs alone to see.
    """
    answer = given.shown.answer
    if answer.status is AnswerStatus.ANSWERED:
        opening, copying = _opening(given, texts), _copying(given, texts)
        more = _press(texts.answer.more, Press(Act.MORE, given.id))
        first = [opening + copying] if len(opening) == 1 else [opening, copying]
        sharing = [_share(given, texts, link)] if link else []
        return InlineKeyboardMarkup([*first, [more, *sharing], _judging(given, texts, verdict)])
    label = texts.answer.told if told else texts.answer.tell
    is_gap = answer.reason is not None and answer.reason not in NO_GAP
    telling = [[_press(label, Press(Act.TELL, given.id))]] if is_gap else []
    nearest = [
        [_press(_headline(article, texts), Press(Act.OPEN, given.id, number))]
        for number, article in enumerate(given.cited)
    ]
    rows = [*nearest, *telling]
    return InlineKeyboardMarkup(rows) if rows else None


def reason_buttons(
    given: Given, texts: Texts, chosen: Collection[Reason] = ()
) -> InlineKeyboardMarkup:
    """Return the reasons that a member may give after 👎, in place of the answer's buttons."""
    return _reasons(given, texts, chosen, Act.REASON, Press(Act.JUDGED, given.id))


def why_buttons(
    given: Given, texts: Texts, chosen: Collection[Reason] = ()
) -> InlineKeyboardMarkup:
    """Return the reasons under the message that asks a member in private."""
    return _reasons(given, texts, chosen, Act.WHY, Press(Act.WHY, given.id, len(Reason)))


def article_buttons(
    given: Given, number: int, texts: Texts, page: ArticlePage | None
) -> InlineKeyboardMarkup:
    """Return the buttons under an article; `page` is `None` when the article is gone."""
    turning: Row = []
    if page is not None and page.number > 0:
        to = Press(Act.OPEN, given.id, number, page.number - 1)
        turning.append(_press(texts.answer.previous, to))
    if page is not None and page.number < page.count - 1:
        to = Press(Act.OPEN, given.id, number, page.number + 1)
        turning.append(_press(texts.answer.next, to))
    is_listed = number >= len(given.cited)
    back = _press(texts.answer.back, Press(Act.MORE if is_listed else Act.ANSWER, given.id))
    copying = _copy(texts.answer.copy_one, given.articles[number])
    return InlineKeyboardMarkup([row for row in (turning, [copying, back]) if row])


def more_buttons(given: Given, texts: Texts) -> InlineKeyboardMarkup:
    """Return a numbered button for each further article, five in a row."""
    before = len(given.cited)
    numbers = [
        _press(str(place + 1), Press(Act.OPEN, given.id, before + place))
        for place in range(len(given.more or ()))
    ]
    rows = [numbers[i : i + LISTED_IN_A_ROW] for i in range(0, len(numbers), LISTED_IN_A_ROW)]
    back = _press(texts.answer.back, Press(Act.ANSWER, given.id))
    return InlineKeyboardMarkup([*rows, [back]])


def _reasons(
    given: Given, texts: Texts, chosen: Collection[Reason], act: Act, done: Press
) -> InlineKeyboardMarkup:
    """Return a chip for each reason, two in a row, and a button that ends the choice."""
    chips = [
        _press(
            _chosen(texts.answer.reasons[reason], texts, is_chosen=reason in chosen),
            Press(act, given.id, number),
        )
        for number, reason in enumerate(Reason)
    ]
    return InlineKeyboardMarkup([chips[:2], chips[2:], [_press(texts.answer.judged, done)]])


def _opening(given: Given, texts: Texts) -> Row:
    labels = _labels(given, texts.answer.open_one, texts.answer.open_numbered)
    return [_press(label, Press(Act.OPEN, given.id, number)) for number, label in enumerate(labels)]


def _copying(given: Given, texts: Texts) -> Row:
    labels = _labels(given, texts.answer.copy_one, texts.answer.copy_numbered)
    return [_copy(label, article) for label, article in zip(labels, given.cited, strict=True)]


def _labels(given: Given, one: str, numbered: str) -> Sequence[str]:
    """Return a label for each quoted article, with the number of its first quote."""
    if len(given.cited) == 1:
        return [one]
    quoted = [quote.citation.article for quote in given.shown.answer.quotes]
    return [numbered.format(number=quoted.index(article) + 1) for article in given.cited]


def _judging(given: Given, texts: Texts, verdict: Verdict | None) -> Row:
    labels = ((texts.answer.good, Verdict.GOOD, Act.GOOD), (texts.answer.bad, Verdict.BAD, Act.BAD))
    return [
        _press(_chosen(label, texts, is_chosen=verdict is value), Press(act, given.id))
        for label, value, act in labels
    ]


def _share(given: Given, texts: Texts, link: Callable[[str], str]) -> InlineKeyboardButton:
    address = share_url(link(f"q_{given.id}"), given.shown.answer.question)
    return InlineKeyboardButton(texts.browse.share, url=address)


def _headline(article: ArticleRef, texts: Texts) -> str:
    headline = shortened(" ".join(article.headline.split()), LABEL_UNITS)
    return texts.answer.open_headline.format(headline=headline)


def _chosen(label: str, texts: Texts, *, is_chosen: bool) -> str:
    return texts.answer.chosen.format(label=label) if is_chosen else label


def _press(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=press.packed())


def _copy(label: str, article: ArticleRef) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, copy_text=CopyTextButton(citation(article)))
