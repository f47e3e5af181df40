"""What answers as a whole goes before what answers in part: all the people, the number of all.

Of sentences nearly as likely the one that lists people leads where several are asked for, and the
one with the headline's number where a number is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.asking.kinds import PART_ASKED, Kind
from retrieval.quantities import quantities
from retrieval.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.search import Found, ScoredSentence

BEFORE_CHARS = 40
"""How far before a sentence that tells what it is about, where it does not say so itself."""


def whole_first(best_first: Sequence[ScoredSentence], found: Found) -> list[ScoredSentence]:
    """Return sentences in their order, but those first that tell the whole of what is asked for."""
    if found.expected.several:
        return sorted(best_first, key=lambda sentence: not _lists_people(sentence, found))
    number = found.expected.kind is Kind.NUMBER and not PART_ASKED.search(found.expected.asked)
    best = best_first[0]
    headed = [s for s in best_first if number and _has_the_headlines(s, best, found)]
    return [*headed[:1], *(s for s in best_first if s not in headed[:1])]


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
