"""Which of the sentences that were found are shown: of one article, of several, or one of each.

Scores are logits of a choice among all that was found, so a difference says how much likelier one
sentence is to answer than another: 1 is e times, 4 is fifty times.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.asking.kinds import PLAIN, Kind
from retrieval.asking.whole import whole_first
from retrieval.text import fold, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.search import Found, ScoredSentence

MAX_SENTENCES = 3
# Share of the question's words beside what is asked for, from which a sentence is taken to answer.
SUPPORTED = 0.6
# How far below the best sentence another one of its article may lie, and one of another article.
SCORE_MARGIN = 4.0
OTHER_ARTICLE_MARGIN = 1.0
# Beside the best article of a question over several, others as likely as this are named too.
SEVERAL_MARGIN = 9.0

# An article that has less of the question's words than this share of the best one's is of others.
OF_THE_SAME = 0.5

# Many are asked for, and what is counted is news, or who or where it is about.
_NEWS = "新闻|消息|报道|稿|文章|活动|动态"
_EVENTS = "(?:比赛|大赛|竞赛|培训|讲座|演出|展览)(?!项目|内容|工种)"
_OVER_SEVERAL = re.compile(
    rf"哪[些几两三][个家条篇场]?[^,。?]{{0,4}}(?:{_NEWS}|{_EVENTS}|单位|地[方区]|[区县](?!别)|街道|企业|公司|工会)|"
    rf"(?:{_NEWS})子?[^,。?]{{0,3}}有?(?:哪些|什么|啥)|有(?:什么|啥)[^,。?]{{0,6}}(?:{_NEWS}|{_EVENTS})|"
    r"[几多]少?[篇条]|各区"
)
_THING_ASKED = re.compile(
    r"(?:(?<!为)什么|哪[些几一]?个?)(?P<thing>[\u4e00-\u9fff]{2})[吗呢啊]?[?]?$"
)
# What happened is asked for: the first sentence of an article says it best.
_WHAT_HAPPENED = re.compile(
    rf"(?:什么|啥|哪[些几])[^,。?]{{0,6}}?(?:{_NEWS}|{_EVENTS})(?:呢|啊|吗)?[?]?$"
)


def choose(found: Found) -> list[ScoredSentence]:
    """Return the sentences to show, the most telling first, `MAX_SENTENCES` at most.

    A bare name or keyword wants the articles on it, as a question over several does.
    """
    may_answer = [s for s in _nearly_best(found.sentences) if _may_answer(s, found)]
    of_the_thing = _with_the_thing_first(_lacking_last(may_answer, found), found)
    best_first = whole_first(of_the_thing, found)
    if not (found.query.is_keyword or is_over_several(found.query.text)):
        return best_first[:MAX_SENTENCES]
    leading = _leading(found)
    rest = (sentence for sentence in best_first if sentence not in leading)
    return [*leading, *rest][:MAX_SENTENCES]


def _lacking_last(sentences: list[ScoredSentence], found: Found) -> list[ScoredSentence]:
    """Put what lacks what hardly an answer lacks behind other sentences of the best article.

    So does what has such a thing, but hardly the one that is meant: a number of other things.
    """
    best = sentences[0]
    surely = 1.0 if found.expected.sure and found.expected.kind is Kind.NUMBER else 0.0
    least = max(found.expected.least, surely)
    if best.signals.expected >= least:
        return sentences
    have = [s for s in sentences if s.article.id == best.article.id and s.signals.expected >= least]
    return [*have, *(s for s in sentences if s not in have)]


def _with_the_thing_first(sentences: list[ScoredSentence], found: Found) -> list[ScoredSentence]:
    """Put the sentences of articles first that speak of the thing asked for: 讲座 for 什么讲座."""
    asked = _THING_ASKED.search(fold(found.query.text))
    if asked is None or _speaks_of(sentences[0], asked["thing"], found):
        return sentences
    have = [s for s in sentences if _speaks_of(s, asked["thing"], found)]
    return [*have, *(s for s in sentences if s not in have)]


def _speaks_of(sentence: ScoredSentence, thing: str, found: Found) -> bool:
    article = found.article_of(sentence)
    return thing in folded(article.heading) or thing in folded(article.text)


def is_over_several(question: str) -> bool:
    """Whether a question wants several articles: which districts, what news, how many reports."""
    return bool(_OVER_SEVERAL.search(fold(question)))


def _may_answer(sentence: ScoredSentence, found: Found) -> bool:
    """Whether a sentence has what is asked for, where the best one surely has it: a day, a number.

    What is merely near it would be read in vain.
    """
    best = found.sentences[0].signals
    plain = found.expected.kind in PLAIN and best.expected == 1.0 and best.support >= SUPPORTED
    return not plain or sentence.signals.expected >= best.expected


def _nearly_best(sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    best = sentences[0]
    return [
        s
        for s in sentences
        if best.score - s.score
        <= (SCORE_MARGIN if s.article.id == best.article.id else OTHER_ARTICLE_MARGIN)
    ]


def _leading(found: Found) -> list[ScoredSentence]:
    """Return one sentence of each article that has all names that the best one has.

    Of sentences that cover the question alike, the first of an article says best what it tells.
    """
    best = found.sentences[0]
    of_article: dict[str, list[ScoredSentence]] = {}
    for sentence in found.sentences:
        near = sentence.score >= best.score - SEVERAL_MARGIN
        if near and sentence.signals.names >= best.signals.names and _is_on(sentence, found):
            of_article.setdefault(sentence.article.id, []).append(sentence)
    of_anything = not (found.query.names or found.query.places)
    happened = of_anything and _WHAT_HAPPENED.search(fold(found.query.text))
    tells = _is_lead if happened else _tells_most
    return [max(own, key=tells) for own in of_article.values()][:MAX_SENTENCES]


def _is_on(sentence: ScoredSentence, found: Found) -> bool:
    """Whether the article of a sentence has all that the best one has of a keyword.

    Of a question it has much of that.
    """
    most = found.sentences[0].signals.article_coverage
    least = most if found.query.is_keyword else most * OF_THE_SAME
    return sentence.signals.article_coverage >= least


def _is_lead(sentence: ScoredSentence) -> tuple[float, float]:
    return (sentence.signals.lead, sentence.score)


def _tells_most(sentence: ScoredSentence) -> tuple[float, int]:
    return (round(sentence.signals.coverage, 1), -sentence.span.start)
