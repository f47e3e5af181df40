"""What an answer cannot do without, whatever it says: the subject, what is turned on, its time.

Without it, sentences may be near a question in every other way: 普法驿站周末开门吗.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from retrieval.asking.everyday import printed_for
from retrieval.asking.kinds import Kind
from retrieval.asking.whether import (
    gives_money,
    procedure_of,
    stand_in,
    tells_of_money,
    turning_words,
)
from retrieval.text import fold, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.rank import TermRarity
    from retrieval.asking.search import Found, ScoredSentence
    from retrieval.text import Tokenizer
    from retrieval.types import Article

# What less than a tenth of the passages have is rare; a place that is not is the paper's own town.
RARE = math.log(10)
_PROPER = frozenset(["nr", "ns", "nt", "nz"])
# Times of a day, a week or a year, and how papers tell that something is to be had then.
_ALWAYS = "全天|天天|每天|每日|24小时|全年"
_TIMES = (
    (r"周末|双休|(?:周|星期|礼拜)[六日天]", rf"周末|双休|[周期][六日天]|休息日|节假日|{_ALWAYS}"),
    (r"(?:周|星期|礼拜)[一二三四五](?!次)|工作日", rf"[周期][一二三四五]|工作日|{_ALWAYS}"),
    (r"晚上|夜里|夜间|半夜|深夜", rf"晚|深夜|夜[里间场市]|{_ALWAYS}"),
    (r"早上|早晨|清晨|上午", rf"早|晨|上午|{_ALWAYS}"),
    (r"中午|下午|傍晚", rf"中午|下午|午[后间餐饭休]|傍晚|晚|{_ALWAYS}"),
    (r"节假日|节日", rf"节[假日]|假[日期]|休息日|{_ALWAYS}"),
    (r"放假|假期|长假", rf"放假|假[日期]|长假|{_ALWAYS}"),
    (r"寒假|暑假|[寒暑]期", rf"[寒暑][假期]|假期|{_ALWAYS}"),
    (r"春节|过年", rf"春节|新春|过年|除夕|正月|年[货夜]|{_ALWAYS}"),
)
# What is yet to come is asked for, and how papers tell of it.
_TO_COME = re.compile(r"还会|以后|今后|将来|下次|明年|再[办开来搞]")
_WILL = re.compile(
    r"将(?=[会在于从为以持继推举开组陆进把对向])|下一?步|今后|以后|未来|继续|明年|计划|还会|还要|"
    r"准备|力争|有望|持续|每[年月季]|定期|陆续"
)
# Why something did not come about, and how it is told; 不 begins many words that deny nothing.
_CALLED_OFF = "推迟|取消|延期|改期|停[办止业]?|中断|中止|退出|缺席"
_WHY_NOT = re.compile(
    rf"(?:为什么|为啥|为何|咋|怎么)[^,。?]{{0,8}}?(?:没(?!收)|未|不(?:去|来|让|能|给|许|准|参加|办|开)|{_CALLED_OFF})"
)
_DENIED = re.compile(
    rf"没(?!收)|未(?![来成])|不(?![断仅同少久但管过])|无(?![人限偿])|并非|[很较太]难|难[以于度]|缺[席乏少]|"
    rf"失[败去]|拒|停(?!车)|禁|耽误|漏|{_CALLED_OFF}|延[期迟后误]|除外|避免|因故"
)

# What stands before a place: 选在苏州, 去了西藏.
_TO_A_PLACE = "在去到了回往来赴从给跟和与对"


def lacks_a_need(chosen: Sequence[ScoredSentence], found: Found, tokenizer: Tokenizer) -> bool:
    """Whether the sentences to show, with their headlines, lack what an answer cannot do without.

    Its subject and its time may stand anywhere in their articles; what is of articles without the
    subject does not count.
    """
    question = fold(found.query.text)
    subject, places = subject_of(found, tokenizer), _places(question, found, tokenizer)
    everything = " ".join(_whole(found.article_of(s)) for s in chosen)
    of_it = [s for s in chosen if subject in _whole(found.article_of(s))]
    if (
        not of_it
        or any(place not in everything for place in places)
        or max(s.signals.expected for s in of_it) < found.expected.least
    ):
        return True
    articles = {s.article.id: found.article_of(s) for s in of_it}.values()
    quoted = " ".join(folded(found.text_of(s)) for s in of_it)
    headings = " ".join(folded(article.heading) for article in articles)
    whole = " ".join(map(_whole, articles))
    if _WHY_NOT.search(question):
        said = re.compile("|".join(map(re.escape, found.rarity.weights)) or "$")
        return not _DENIED.search(said.sub(" ", quoted))  # 困难职工 denies nothing
    if found.expected.kind is not Kind.WHETHER or procedure_of(question):
        return False
    if gives_money(question):
        return not tells_of_money(quoted)
    words = turning_words(question, tokenizer)
    words += printed_for(words, question)
    return _lacks_time(question, whole, f"{headings} {quoted}") or not stand_in(
        words, f"{headings} {quoted}", tokenizer
    )


def _whole(article: Article) -> str:
    return f"{folded(article.heading)} {folded(article.text)}"


def subject_of(found: Found, tokenizer: Tokenizer) -> str:
    """Return the rare name with which a question begins, if it does: it is asked of that.

    What a common noun names may be printed as another: 老师 as 教师, 照片 not at all.
    """
    subject = beginning(found, found.nouns)
    if not subject or found.nouns.weights[subject] < RARE:
        return ""
    proper = not tokenizer.is_word(subject) or subject in found.query.names
    proper = proper or any(flag in _PROPER for _, flag, _ in tokenizer.tagged_again(subject))
    return subject if proper else ""


def beginning(found: Found, words: TermRarity) -> str:
    """Return the longest of some words with which a question begins, if the archive has it."""
    begin = [word for word in words.weights if fold(found.query.text).startswith(word)]
    return max((word for word in begin if word not in words.unknown), key=len, default="")


def _places(question: str, asked: Found, tokenizer: Tokenizer) -> list[str]:
    """Return the names of a question that are places it goes to, and any with which it begins.

    A word of the dictionary that is as well the name of a small place is none elsewhere: 下河. The
    paper's own town need not be named.
    """
    found, at = [], 0
    for word, flag, known in tokenizer.tagged_again(question):
        if known and (at == 0 or (flag == "ns" and question[at - 1] in _TO_A_PLACE)):
            found.append(word)
        at += len(word)
    weights = asked.rarity.weights
    names = [name for name in asked.query.names if weights.get(name, RARE) >= RARE]
    return [name for name in names if any(word.startswith(name) for word in found)]


def _lacks_time(question: str, whole: str, shown: str) -> bool:
    if _TO_COME.search(question) and not _WILL.search(shown):
        return True
    return any(re.search(asked, question) and not re.search(told, whole) for asked, told in _TIMES)
