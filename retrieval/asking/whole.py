"""What answers as a whole goes before what answers in part: all the people, the number of all.

Of sentences nearly as likely the one that lists people leads where several are asked for, or that
has most of the question; the one that lists the things asked for, or has the headline's number
where a number is, leads wherever it stands in the best article.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from retrieval.asking.forms import ITEM, NUMERAL, UNITS
from retrieval.asking.kinds import MEASURED, PART_ASKED, Kind
from retrieval.quantities import quantities
from retrieval.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.expected import Expectation
    from retrieval.asking.search import Found, ScoredSentence

# What is asked for at the end of a question, by the two characters that say what kind it is.
_THINGS_ASKED = re.compile(
    r"(?:(?<!为)什么|哪些|哪几[个种类项门条])[\u4e00-\u9fff]{0,4}?(?P<thing>[\u4e00-\u9fff]{2})[吗呢啊]?[?]?$"
)
# An item and what sums all up: 等8类, 三门. Behind 的, or far behind, a word is of other things.
_SUM = rf"(?:(?:等|{NUMERAL}[{UNITS}])[^。、,;:!?]{{0,14}}?)?"
_LAST_ITEM = rf"[^。、,;:!?的]{{1,12}}?{_SUM}"
# Items in quotation marks need nothing between them: “春送岗位”“夏送清凉”等品牌.
_QUOTED_ITEMS = '(?:[“"][^。“”"]{1,24}[”"][、和及]?){2,40}'
# 送了什么: things that are handed over, and not what is only said to be: 送温暖, 送法.
_GIFTS_ASKED = re.compile(
    r"(?:送|发|领|捐|赠)[^,。?]{0,5}?(?:什么|哪些)(?:东西|礼[物品]|慰问品|物品)?[吗呢啊]?[?]?$"
)
# Laws are told by their names: 《劳动法》.
_LAWS_ASKED = re.compile(
    r"(?:什么|哪[些几两三一]?[部个种]?)(?:法律法规|法律|法规|法)(?:知识)?[吗呢啊]?[?]?$"
)
_LAWS = re.compile("(?P<summed>《[^》]{1,30}(?:法|典|条例)》)")
_FEELINGS = "关怀|关爱|关心|温暖|清凉|问候|祝福|岗位|健康|法律?|政策"
_GIFT = rf"(?:(?!{_FEELINGS})[^、,。;:!?]){{1,16}}"
_GIVEN = re.compile(
    r"(?P<summed>(?:发放|发给|赠送|捐[赠献]|准备|配发|领取|领到|送[上去来出]|带来|[送发赠](?=了))了?"
    rf"{_GIFT}(?:(?:[、和及]{_GIFT}?)+等?|等)"
    r"(?:慰问品|物品|礼品|物资|用品|[,。;:!?]|$))"
)
MUCH_MORE = 0.3
"""How much more of the question's words, by weight, one sentence has that says it plainly."""
# Parts are asked for, and told as what something is made up of: 大赛包括A、B和C.
_PARTS_ASKED = re.compile("(?:科目|项目|环节|内容|单元|板块|赛项|课程)[吗呢啊]?[?]?$")
_MADE_UP = re.compile(rf"(?:包括|包含|涵盖|含有?|分为|设[置有立]?)了?{ITEM}(?:、{ITEM}){{1,40}}")
BEFORE_CHARS = 40
"""How far before a sentence that tells what it is about, where it does not say so itself."""


def whole_first(best_first: Sequence[ScoredSentence], found: Found) -> list[ScoredSentence]:
    """Return sentences in their order, but that first that tells the whole of what is asked for.

    That may be one that is not among them, of the article of the first.
    """
    if found.expected.several:
        whole = _most_of_people(best_first, found)
    elif _asks_who_did(found.expected):
        whole = _told_plainly(best_first)
    else:
        whole = _listing(best_first, found)
    return [*([whole] if whole else []), *(s for s in best_first if s is not whole)]


def _asks_who_did(expected: Expectation) -> bool:
    """Whether somebody is asked for by what they did, and not by their office or as an author."""
    return expected.kind is Kind.PERSON and not (expected.beside or expected.of_authors)


def _told_plainly(best_first: Sequence[ScoredSentence]) -> ScoredSentence | None:
    """Return the sentence that names somebody and says much more of the question than the first.

    In 谁会见了代表团 somebody who was there stands beside whoever met them.
    """
    best = best_first[0]
    own = (s for s in best_first if s.article.id == best.article.id and s.signals.expected == 1.0)
    most = max(own, key=lambda s: s.signals.coverage, default=best)
    plainer = most.signals.coverage - best.signals.coverage >= MUCH_MORE
    return most if plainer and most.signals.telling > best.signals.telling else None


def _most_of_people(best_first: Sequence[ScoredSentence], found: Found) -> ScoredSentence | None:
    """Return the sentence that lists people, else of those that surely name one the most telling.

    Of those it is the one that has the most of the question's words.
    """
    listing = next((s for s in best_first if _lists_people(s, found)), None)
    same = (s for s in best_first if s.article.id == best_first[0].article.id)
    naming = (s for s in same if s.signals.expected == 1.0)
    return listing or max(naming, key=lambda s: s.signals.coverage, default=None)


def _listing(best_first: Sequence[ScoredSentence], found: Found) -> ScoredSentence | None:
    """Return the sentence of the best article that has the list or the number asked for as such.

    One that is not among the best must end its list with the word for what it lists: 服务对象有
    职工、居民和老人 lists no services.
    """
    best, expected = found.sentences[0], found.expected
    own = (s for s in found.sentences if s.article.id == best.article.id)
    if expected.kind is Kind.NUMBER and not PART_ASKED.search(expected.asked):
        return next((s for s in own if _has_the_headlines(s, best, found)), None)
    listed = None if expected.kind in MEASURED else list_of(expected.asked)  # 什么时候进的工会
    if listed is None:
        return None
    every = tuple(own)
    matches = ((s, listed.search(folded(found.text_of(s)))) for s in every)
    summed = next((s for s, m in matches if m and (m["summed"] or s in best_first)), None)
    return summed or (_made_up(every, found) if _PARTS_ASKED.search(expected.asked) else None)


def _made_up(own: Sequence[ScoredSentence], found: Found) -> ScoredSentence | None:
    """Return the only sentence of the best article that says what a thing is made up of."""
    lists = [s for s in own if _MADE_UP.search(folded(found.text_of(s)))]
    return lists[0] if len(lists) == 1 and own[0] not in lists else None


@functools.lru_cache(maxsize=256)
def list_of(question: str) -> re.Pattern[str] | None:
    """Return what finds the list of what a folded question asks for: 什么服务, A、B、C等8类服务.

    Its group `summed` is there where the list ends with the word for what it lists.
    """
    if _GIFTS_ASKED.search(question):
        return _GIVEN
    if _LAWS_ASKED.search(question):
        return _LAWS
    asked = _THINGS_ASKED.search(question)
    if asked is None:
        return None
    thing = re.escape(asked["thing"])
    before = rf"(?:{ITEM}(?:、{ITEM}){{1,40}}?、{_LAST_ITEM}|{_QUOTED_ITEMS}{_SUM}){thing}"
    behind = rf"{thing}[^。、,;!?]{{0,8}}{ITEM}、{ITEM}[、和及与]"
    return re.compile(f"(?P<summed>{before})|{behind}")


def _lists_people(sentence: ScoredSentence, found: Found) -> bool:
    """Whether a sentence names more than one of the people asked for."""
    held = found.expected.names(found.filed[sentence.article.id].names)
    named = found.expected.spans(folded(found.text_of(sentence)), held)
    apart = bool(named) and any(span.start >= named[0].end for span in named)
    return apart and sentence.signals.expected == 1.0


def _has_the_headlines(sentence: ScoredSentence, best: ScoredSentence, found: Found) -> bool:
    """Whether a sentence of the best one's article has the number in its headline.

    It must have as many words of the question as that and what stands before it, which may be of a
    part that the question names.
    """
    article = found.article_of(best)
    heading = folded(article.heading)
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
