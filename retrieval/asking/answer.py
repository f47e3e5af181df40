"""What was found becomes an answer: the sentences that answer, quoted exactly, or an honest no."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.choose import choose, is_over_several
from retrieval.asking.confidence import WEIGHTS, Signals, confidence
from retrieval.asking.kinds import PLAIN
from retrieval.asking.needs import RARE, beginning, lacks_a_need
from retrieval.asking.quoting import quotes
from retrieval.text import folded
from retrieval.types import NoEvidenceReason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.asking.search import Found, ScoredSentence
    from retrieval.text import Tokenizer
    from retrieval.types import ArticleRef, Quote

MAX_NEAREST = 3
_YEAR = re.compile(r"(?:19|20)\d\d年")
# An article that has this share of the question's words is on its subject; of those with which the
# question begins, before the first that it has not, a smaller one will do: 大赛奖金, without 奖金.
ON_SUBJECT_COVERAGE = 0.6
SUBJECT_COVERAGE = 0.4
# A keyword asks for nothing but what is said of it: where it stands in print, that is shown.
OF_KEYWORD = 0.9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer would show, how sure we are that it answers, and what to say if it does not.

    `quotes` and `nearest` stand best first; `signals` are what the confidence was worked out from,
    `None` when nothing was found.
    """

    quotes: tuple[Quote, ...]
    confidence: float
    nearest: tuple[ArticleRef, ...]
    reason: NoEvidenceReason
    signals: Signals | None = None


def gather(
    found: Found,
    weights: Mapping[str, float] = WEIGHTS,
    *,
    tokenizer: Tokenizer | None = None,
) -> Evidence:
    """Return the best sentences of what was found, with the confidence that they answer.

    `weights` are those of `confidence.Signals`. With a tokenizer, it counts against them if they
    lack what an answer cannot do without (`needs.py`).

    Where a reading model has read them, it says how sure that is.
    """
    nearest = tuple(dict.fromkeys(hit.article for hit in found.hits))[:MAX_NEAREST]
    if not found.sentences:
        return Evidence((), 0.0, nearest, NoEvidenceReason.NOTHING_ON_SUBJECT)
    chosen = choose(found)
    signals = _signals(chosen, found)
    if tokenizer is not None and lacks_a_need(chosen, found, tokenizer):
        signals = dataclasses.replace(signals, lacks=1.0)
    covered = signals.article_coverage >= ON_SUBJECT_COVERAGE
    on_subject = covered or _names_the_subject(found) or _is_headed_by_it(found, tokenizer)
    reason = NoEvidenceReason.DETAIL_MISSING if on_subject else NoEvidenceReason.NOTHING_ON_SUBJECT
    read = [found.readings[s].answerability for s in chosen if s in found.readings]
    least_sure = OF_KEYWORD if _stands_in_print(found, signals) else 0.0
    sure = max(read) if read else max(least_sure, confidence(signals, weights))
    return Evidence(quotes(chosen, found), sure, nearest, reason, signals)


def _stands_in_print(found: Found, signals: Signals) -> bool:
    """Whether a keyword, and no question for news, stands in the best sentence word by word."""
    of_its_own = found.query.is_keyword and not is_over_several(found.query.text)
    return of_its_own and not found.rarity.unknown and signals.coverage >= 1.0


def _names_the_subject(found: Found) -> bool:
    """Whether the best article has what the question begins with, that is what it asks of.

    Two nouns that are rare together are enough: 通州培训. Names of the question count with that
    wherever they stand, if the article has them all, and so do longer words that hold a word of
    it: 拱辰街道 with 拱辰.
    """
    article = found.article_of(found.sentences[0])
    text = f"{folded(article.heading)}\n{folded(article.text)}"
    standing = found.rarity.standing_in(text)
    words = list(enumerate(found.rarity.weights))
    leading = standing & ~(standing + 1)  # the bits below the first that is not set
    subject = [word for at, word in words if leading >> at & 1]
    names = found.query.names if all(name in text for name in found.query.names) else ()
    of_it = sum(
        1 << at
        for at, word in words
        if any(part in word for part in subject) or any(word in name for name in names)
    )
    of_two = [found.nouns.weights[w] for w in subject if w in found.nouns.weights]
    led = len(of_two) > 1 and sum(of_two) >= RARE
    return led or found.rarity.shares[standing & of_it] >= SUBJECT_COVERAGE


def _is_headed_by_it(found: Found, tokenizer: Tokenizer | None) -> bool:
    """Whether the question begins with a rare word that stands in a headline of what was found.

    The name of a person or a body may stand in the text; that of a well-known place says where
    something is, not what.
    """
    subject, weights = beginning(found, found.nouns), found.nouns.weights
    if not subject:
        subject, weights = beginning(found, found.rarity), found.rarity.weights
    if not subject or tokenizer is None or weights[subject] < RARE:
        return False
    if any(flag == "ns" and known for _, flag, known in tokenizer.tagged_again(subject)):
        return False
    nearest = dict.fromkeys(sentence.article.id for sentence in found.sentences)
    articles = [found.filed[i].article for i in list(nearest)[:MAX_NEAREST]]
    named = subject in found.query.names
    return any(subject in folded(a.text if named else a.heading) for a in articles)


def _signals(chosen: Sequence[ScoredSentence], found: Found) -> Signals:
    best = max(chosen, key=lambda sentence: sentence.score).signals
    rarity, names = found.rarity, found.query.names
    articles = [found.filed[i].article for i in dict.fromkeys(s.article.id for s in chosen)]
    headings = [folded(article.heading) for article in articles]
    shown = [*headings, *(folded(found.text_of(sentence)) for sentence in chosen)]
    whole = [*headings, *(folded(article.text) for article in articles)]
    plain = found.expected.kind in PLAIN
    expected = max(s.signals.expected for s in chosen)
    of_the_days = best.days > 0  # 2023年 need not stand in an article that was printed then
    named = [
        any(name in text for text in whole) or (of_the_days and _YEAR.fullmatch(name) is not None)
        for name in names
    ]
    return Signals(
        similarity=max(s.signals.similarity for s in chosen),
        passage_similarity=best.passage_similarity,
        telling=max(s.signals.telling for s in chosen),
        coverage=best.coverage,
        shown_coverage=rarity.coverage(*shown),
        article_coverage=rarity.coverage(*whole),
        names_found=sum(named) / len(named) if named else 1.0,
        nouns_shown=found.nouns.coverage(*shown) if found.nouns.weights else 1.0,
        nouns_found=found.nouns.coverage(*whole) if found.nouns.weights else 1.0,
        asks_plainly=float(plain),
        has_plain=expected * plain,
        support=max(s.signals.support for s in chosen) * plain,
        asks=float(found.expected.kind is not None),
        has_expected=expected,
        lacks=float(expected < found.expected.least),
        agreement=(best.lexical + best.dense) / 2,
    )
