"""What answers as a whole goes before what answers in part: all the people, the number of all.

Of sentences nearly as likely the one that lists people leads where several are asked for, the one
that lists things where such are, and the one with the headline's number where a number is.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from retrieval.asking.forms import NUMERAL, UNITS
from retrieval.asking.kinds import PART_ASKED, Kind
from retrieval.quantities import quantities
from retrieval.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.search import Found, ScoredSentence

# What is asked for at the end of a question, by the two characters that say what kind it is.
_THINGS_ASKED = re.compile(
    r"(?:(?<!为)什么|哪些|哪几[个种类项门条])[\u4e00-\u9fff]{0,4}?(?P<thing>[\u4e00-\u9fff]{2})[吗呢啊]?[?]?$"
)
_ITEM = "[^。、,;:!?]{1,24}"
# An item and what sums all up: 等8类, 三门. Behind 的, or far behind, a word is of other things.
_LAST_ITEM = rf"[^。、,;:!?的]{{1,12}}?(?:(?:等|{NUMERAL}[{UNITS}])[^。、,;:!?]{{0,14}}?)?"
BEFORE_CHARS = 40
"""How far before a sentence that tells what it is about, where it does not say so itself."""


def whole_first(best_first: Sequence[ScoredSentence], found: Found) -> list[ScoredSentence]:
    """Return sentences in their order, but that first that tells the whole of what is asked for."""
    whole = next((s for s in best_first if _tells_whole(s, best_first[0], found)), None)
    return [*([whole] if whole else []), *(s for s in best_first if s is not whole)]


def _tells_whole(sentence: ScoredSentence, best: ScoredSentence, found: Found) -> bool:
    expected = found.expected
    if expected.several:
        return _lists_people(sentence, found)
    if expected.kind is Kind.NUMBER and not PART_ASKED.search(expected.asked):
        return _has_the_headlines(sentence, best, found)
    listed = list_of(expected.asked)
    same = sentence.article.id == best.article.id
    return listed is not None and same and bool(listed.search(folded(found.text_of(sentence))))


@functools.lru_cache(maxsize=256)
def list_of(question: str) -> re.Pattern[str] | None:
    """Return what finds the list of what a folded question asks for: 什么服务, A、B、C等8类服务."""
    asked = _THINGS_ASKED.search(question)
    if asked is None:
        return None
    thing = re.escape(asked["thing"])
    before = rf"{_ITEM}(?:、{_ITEM}){{1,40}}?、{_LAST_ITEM}{thing}"
    behind = rf"{thing}[^。、,;!?]{{0,8}}{_ITEM}、{_ITEM}[、和及与]"
    return re.compile(f"{before}|{behind}")


def _lists_people(sentence: ScoredSentence, found: Found) -> bool:
    """Whether a sentence names more than one of the people asked for."""
    held = found.expected.names(found.filed[sentence.article.id].names)
    named = found.expected.spans(folded(found.text_of(sentence)), held)
    apart = bool(named) and any(span.start >= named[0].end for span in named)
    return apart and sentence.signals.expected == 1.0


def _has_the_headlines(sentence: ScoredSentence, best: ScoredSentence, found: Found) -> bool:
    """Whether a sentence has the number in the headline of the best one's article.

    It must have as many words of the question as that and what stands before it, which may be of a
    part that the question names.
    """
    article = found.article_of(best)
    heading = folded(article.heading)
    if sentence.article.id != best.article.id:
        return False
    start = max(0, best.span.start - BEFORE_CHARS)
    around_best = folded(article.text[start : best.span.end])
    own = folded(found.text_of(sentence))
    coverage = found.rarity.coverage
    asked = coverage(own, heading) >= coverage(around_best, heading)
    return asked and bool(_numbers(own, found) & _numbers(heading, found))


def _numbers(text: str, found: Found) -> set[str]:
    """Return the numbers of the kind asked for in a folded text, in one form."""
    spans = found.expected.spans(text)
    return {number for span in spans for number in quantities(text[span.start : span.end])}
