"""Forms in which a message leaves out what was said: 那密云呢, 密云有几家, 还有吗.

Read from the message alone; what was left out is put back by `completing.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.asking.forms import UNIT
from retrieval.asking.keywords import asks_what_is_new, is_the_paper, without_marks
from retrieval.asking.name_kinds import counterpart
from retrieval.dates import find_dates
from retrieval.text import fold

if TYPE_CHECKING:
    from retrieval.asking.name_kinds import Words
    from retrieval.dates import DateMention
    from retrieval.types import Turn

_MARKS = "\\s。，、；：！？.,;:!?~～…—\\-"
_PUNCTUATION = re.compile(rf"^[{_MARKS}]+|[{_MARKS}]+$")
ASKING_WORD = (
    r"(?:[干做](?:嘛|什么|啥)的|什么时候|什么时间|为什么|为啥|什么样|怎么样|怎样|如何|怎么|什么|啥时候|啥|多长时间|多少钱|多少|多久|"
    r"几点|几号|几月|哪里|哪儿|哪些|哪|谁|几|吗|有没有|是不是|能不能|是否|多大|多远)"
)
MEASURE = rf"(?:一?(?:{UNIT}|[天类块])|多)?"
_ASKS = re.compile(ASKING_WORD)
_MORE = re.compile(
    r"(?:那)?(?:请)?(?:还有(?:吗|没有|呢|么|别的|其他|其它|谁|哪些|什么)?(?:的|人|内容|报道|消息)?吗?|"
    r"继续|接着(?:说|讲)?|再(?:多|详细|具体)?(?:说|讲|来)?(?:一?点|一些|几[条个])|更多|"
    r"再?(?:说|讲)?(?:得|的)?(?:再|更)?(?:详细|具体)(?:一?点|一?些|说说|说|讲讲)?|展开(?:说说|讲讲|说)?|"
    r"下一[条个]|more|别的呢|其他呢|其他的呢)(?:吗|呢)?"
)
_BUT = r"(?:那么?|还有|另外|以及|至于|要是|如果是|换成|换)"
_ELLIPSIS = re.compile(
    rf"{_BUT}?(?P<name>.{{1,20}}?)(?:那边|方面|的)?(?:呢|又?(?:如何|怎么样|怎样))"
    rf"|(?:那|换成)(?P<bare>[^\W\d].{{1,7}})"
)
_WHICH = re.compile(rf"{_BUT}?.{{1,10}}(?<!目)的(?:呢|又?(?:如何|怎么样|怎样))")
_SHORT_CONTRAST = re.compile(
    rf"{_BUT}?(?P<name>.{{2,8}}?)(?:也|又)?(?:有|是|建|建了|开了|办了)?(?:没有|多少|几)?"
    rf"{MEASURE}(?:吗|呢)?"
)
# 多少人, 几家: how many is asked, and of what.
_HOW_MANY = re.compile(rf"(?:多少|几)(?P<unit>{MEASURE})")
# Units of any thing that stands somewhere: 几家 asks the same as 多少驿站, and 多少人 does not.
_ANY_UNIT = re.compile("[个家座处所间]?")
# 另一个, 还有一个, 第二个: one of those that were talked of, or may have been, and no more.
_ONE_OF_THEM = re.compile(
    rf"{_BUT}?(?:(?:另外?|其[他它余]|其中|别|剩下?|余下|[前后上下这那某第]|还有)的?)+"
    r"[一二两三四五六七八九十几\d]{0,2}(?:[个家位名条件项种座所支份只块样张本部方边些]|部分|半)?的?"
    r"(?:呢|吗|吧|啊|又?(?:如何|怎么样|怎样))?"
)
_DAY = r"(?:\d{4}|-)-\d\d-\d\d"
_ONE_DAY = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)-(?P<day>\d\d)")
_DAYS = re.compile(rf"{_DAY}(?:/{_DAY})?")
_FROM_TODAY = re.compile(r"大?[今昨前明后][天日晚晨早]")
_THAT_DAY = re.compile(
    r"(?:那么?,?)?(?:[那这当]|同一|那一)(?:天(?![津坛空气桥])|日(?![本子常程期]))"
)
_WHO_IS = re.compile(r"是谁|是什么人|是哪位|是干什么|是做什么|何许人")


def bare(message: str) -> str:
    """Return a message folded, without marks around it."""
    return _PUNCTUATION.sub("", fold(message))


def wants_more(folded: str) -> bool:
    """Whether a message only asks for more of the same."""
    return _MORE.fullmatch(folded) is not None


def named_alone(folded: str) -> str:
    """Return what a message names and asks nothing of (那密云呢); empty when it is no such form."""
    match = _ELLIPSIS.fullmatch(folded)
    name = (match["name"] or match["bare"]).strip() if match else ""
    return "" if _ASKS.search(name) else name


def says_which(folded: str) -> bool:
    """Whether a message only says which of what was asked about it means: 企业的呢."""
    return _WHICH.fullmatch(folded) is not None


def named_in_contrast(folded: str, context: Turn, words: Words) -> str:
    """Return what a message names instead of what was asked about (密云有几家), or nothing."""
    match = _SHORT_CONTRAST.fullmatch(folded)
    if match is None or match["name"] == folded or _WHO_IS.search(folded):
        return ""
    # 谁参加比赛呢 asks before it ends, and names nothing alone.
    asks = _ASKS.search(match["name"])
    return match["name"] if not asks and counterpart(match["name"], context.question, words) else ""


def asks_of_its_own(folded: str, name: str, last: str) -> str:
    """Return what a message asks of what it names, if the question before did not ask it.

    友谊赛多少人 asks 多少人 after 网球赛谁主办的, and nothing of its own after 网球赛有几人.
    """
    rest = folded.partition(name)[2]
    match = _HOW_MANY.search(rest)
    if match is None:
        return ""
    asked = [before["unit"] for before in _HOW_MANY.finditer(last)]
    unit = match["unit"]
    same = unit in asked or (_is_any(unit) and any(map(_is_any, asked)))
    return "" if same or (asked and not unit) else rest


def _is_any(unit: str) -> bool:
    return _ANY_UNIT.fullmatch(unit) is not None


def says_nothing(folded: str) -> bool:
    """Whether a message only points at one of some things, and nothing says which: 另一个呢."""
    return _ONE_OF_THEM.fullmatch(folded) is not None


def is_of_that_day(folded: str) -> bool:
    """Whether a message begins with a day that was talked of: 那天."""
    return _THAT_DAY.match(folded) is not None


def news_of_that_day(folded: str, context: Turn) -> str:
    """Return what a message asks that wants the news of a day that was talked of, or nothing.

    那天有什么事 is 12月7日有什么事, where the question before or its answer names that day alone.
    """
    match = _THAT_DAY.match(folded)
    asked = without_marks(folded[match.end() :]) if match else ""
    if match is None or not (asks_what_is_new(asked) or is_the_paper(asked)):
        return ""
    days = _days_in(fold(context.question))
    # 昨天 in a paper is counted from a day that is not known here.
    days = days or {day if day[:1].isdigit() else "" for day in _days_in(fold(context.answer))}
    day = days.pop() if len(days) == 1 else ""
    return f"{day}{folded[match.end() :]}" if day else ""


def _days_in(folded: str) -> set[str]:
    """Return the days that a text names, each in full (6日 as 12月6日); a stretch of days is ""."""
    days = [m for m in find_dates(folded) if _is_counted(m) or _DAYS.fullmatch(m.norm)]
    norms = {mention.norm for mention in days if not _is_counted(mention)}
    # 2023年12月6日 and 12月6日 beside it are the same day.
    norms -= {f"-{norm[4:]}" for norm in norms if norm[0] != "-"}
    return {_in_words(norm) for norm in norms} | {m.text for m in days if _is_counted(m)}


def _is_counted(mention: DateMention) -> bool:
    """Whether a day's words are counted from another day: 昨天, 去年12月6日."""
    of_a_year = mention.first is None and mention.year_named and _DAYS.fullmatch(mention.norm)
    return bool(of_a_year or _FROM_TODAY.fullmatch(mention.text))


def _in_words(norm: str) -> str:
    day = _ONE_DAY.fullmatch(norm)
    if day is None:
        return ""
    year = f"{day['year']}年" if day["year"] != "-" else ""
    return f"{year}{int(day['month'])}月{int(day['day'])}日"
