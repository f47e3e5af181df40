"""Follow-ups completed: what a message asks in full, given the turn that it leans on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.credits import BYLINE
from retrieval.asking.elliptic import (
    ASKING_WORD,
    MEASURE,
    asks_of_its_own,
    bare,
    named_alone,
    named_in_contrast,
    news_of_that_day,
    says_which,
    wants_more,
)
from retrieval.asking.name_kinds import counterpart, is_person, stands_beside
from retrieval.text import fold

if TYPE_CHECKING:
    from retrieval.asking.name_kinds import Words
    from retrieval.types import Turn

_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_WHERE = "哪|什么地方|啥地方"
_ASKING_PART = re.compile(
    rf"(?:[是有由]|在(?={_WHERE}))?{ASKING_WORD}{MEASURE}(?:[办搞开弄]的)?(?:[吗呢吧啊呀]|$)?|"
    r"[吗呢吧啊呀]$|[?？]"
)
_ASKING_END = re.compile(
    rf"(?:[是有由]|在(?={_WHERE}))?{ASKING_WORD}{MEASURE}[^\s,，。;；]{{0,6}}的[?？]?$"
)
_MIN_SUBJECT = 2
# What a word that says which stands before: 沟通会 in 职工沟通会.
_HEAD = re.compile(r"[\u4e00-\u9fff]{1,5}[会赛课站班队员场所家店院校厂部库品证卡][?？]?")
_COUNTED = re.compile(rf"(?:多少|几|哪些|什么|哪几?){MEASURE}(?=[\u4e00-\u9fff])")
_THING = re.compile(
    r"(?:这|那|该)[个家所座]?(?P<head>区|县|市|镇|街道|社区|村|公司|集团|小学|中学|大学|学校|医院|法院|工会|中心)"
)
_NAME_OF = r"[^\W\d_的由在到和与位于向为]{2,20}?"
_PRONOUN = re.compile(r"[他她](?!们)|这个?人|这位|此人")


@dataclass(frozen=True, slots=True)
class Completed:
    """A message in full, and whether it wants what has not been shown yet.

    `topic` is the question that it goes on from, so that a later one does not go on from it all.
    """

    text: str
    topic: str
    wants_more: bool = False


def complete(message: str, context: Turn, words: Words) -> Completed:
    """Return what a message that leans on `context` asks in full."""
    folded = bare(message)
    before, last = fold(context.question), fold(context.asked or context.question)
    if wants_more(folded):
        return Completed(last, before, wants_more=True)
    if of_that_day := news_of_that_day(folded, context):
        return _on_its_own(of_that_day)
    if other := _with_another_name(folded, context, words):
        return other
    thing = _meant_thing(folded, context)
    if thing:
        asked_for = rf"哪一?[个家所座]?{thing.head}"
        subject = _subject_of(re.sub(asked_for, thing.name, before))
        return Completed(f"{subject} {_THING.sub(thing.name, folded, count=1)}", before)
    person = _meant_person(folded, context, words)
    said = _PRONOUN.sub(person, folded, count=1) if person else message.strip()
    return Completed(f"{_subject_of(before)} {said}", before)


def _with_another_name(folded: str, context: Turn, words: Words) -> Completed | None:
    """Return what was asked last, of what a message names and asks nothing of.

    It goes on from what was talked of before, with the new name where the old one stood.
    """
    before, last = fold(context.question), fold(context.asked or context.question)
    name = named_alone(folded) or named_in_contrast(folded, context, words)
    if not name:
        return None
    name = f"{name}年" if _BARE_YEAR.fullmatch(name) else name
    replaced = counterpart(name, last, words)
    if replaced and (asked := asks_of_its_own(folded, name, last)):
        topic = _replace(before, replaced, name)
        return Completed(f"{_replace(_subject_of(before), replaced, name)} {asked}", topic)
    if replaced:
        return Completed(_replace(last, replaced, name), _replace(before, replaced, name))
    if stands_beside(name, words):
        return Completed(f"{name} {last}", f"{name} {before}")
    return _on_its_own(_of_which(last, name, words)) if says_which(folded) else None


def _on_its_own(question: str) -> Completed:
    return Completed(question, question)


def _replace(question: str, old: str, new: str) -> str:
    """Put a new name where an old one stands; a district keeps its 区, and has no second one."""
    if new[-1] in "区县市" and old + new[-1] in question:
        return question.replace(old + new[-1], new)
    if old[-1] in "区县市" and not re.search(r"[区县市镇乡省村年]$|街道$|社区$", new):
        new += old[-1]
    return question.replace(old, new)


def _of_which(question: str, which: str, words: Words) -> str:
    """Return a question with another word that says which: 多少场职工沟通会, and 企业的呢."""
    match = _COUNTED.search(question)
    counted = question[match.end() :] if match else ""
    nouns = [noun for noun in words.nouns(question) if counted.startswith(noun)]
    if match is None or not nouns:
        return f"{which} {question}"
    first = min(nouns, key=len)
    of_two = _HEAD.fullmatch(counted, len(first)) is not None
    return f"{question[: match.end()]}{which}{counted[len(first) :] if of_two else counted}"


def _subject_of(question: str) -> str:
    """Return a question without the words that ask, so that only the new question asks.

    是哪天发布的 goes as a whole: what was done is not asked any more.
    """
    whole = _ASKING_END.sub("", question).strip()
    if len(whole) >= _MIN_SUBJECT:
        question = whole
    return " ".join(_ASKING_PART.sub(" ", question).split()) or question


def _meant_person(folded: str, context: Turn, words: Words) -> str:
    """Return who 他 is, when the question before asked for somebody and the answer names one."""
    asked = context.asked or context.question
    if not _PRONOUN.search(folded) or not re.search(r"谁|哪[位个]人?", asked):
        return ""
    if any(is_person(name, words) for name in words.names(asked)):
        return ""
    told = BYLINE.sub(" ", fold(context.answer))
    return next((n for n in words.names(told) if is_person(n, words)), "")


@dataclass(frozen=True, slots=True)
class _Thing:
    head: str
    name: str


def _meant_thing(folded: str, context: Turn) -> _Thing | None:
    """Return what 这个区 is, when the question before asked for one and the answer names it."""
    match = _THING.search(folded)
    if match is None or not re.search(rf"哪一?[个家所座]?{match['head']}|谁", context.question):
        return None
    found = re.search(_NAME_OF + match["head"], fold(context.answer))
    return _Thing(match["head"], found[0]) if found else None
