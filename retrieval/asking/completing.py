"""Follow-ups completed: what a message asks in full, given the turn that it leans on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.elliptic import (
    ASKING_WORD,
    MEASURE,
    bare,
    named_alone,
    named_in_contrast,
    wants_more,
)
from retrieval.asking.name_kinds import counterpart, is_person, is_place
from retrieval.text import fold

if TYPE_CHECKING:
    from retrieval.asking.name_kinds import Words
    from retrieval.types import Turn

_BARE_YEAR = re.compile(r"(?:19|20)\d\d")

_ASKING_PART = re.compile(
    rf"(?:是|有|由)?{ASKING_WORD}{MEASURE}(?:[吗呢吧啊呀]|$)?|[吗呢吧啊呀]$|[?？]"
)
_THING = re.compile(
    r"(?:这|那|该)[个家所座]?(?P<head>区|县|市|镇|街道|社区|村|公司|集团|小学|中学|大学|学校|医院|法院|工会|中心)"
)


@dataclass(frozen=True, slots=True)
class Completed:
    """A message in full, and whether it wants what has not been shown yet."""

    text: str
    wants_more: bool = False


def complete(message: str, context: Turn, words: Words) -> Completed:
    """Return what a message that leans on `context` asks in full."""
    folded = bare(message)
    before = fold(context.question)
    if wants_more(folded):
        return Completed(before, wants_more=True)
    name = named_alone(folded) or named_in_contrast(folded, context, words)
    if name:
        name = f"{name}年" if _BARE_YEAR.fullmatch(name) else name
        replaced = counterpart(name, before, words)
        if replaced:
            return Completed(_replace(before, replaced, name))
        if is_person(name, words) or is_place(name, words) or name[-1:] == "年":
            return Completed(f"{name} {before}")
    return Completed(f"{_subject_of(before)} {_resolved(folded, message, context, words)}")


def _replace(question: str, old: str, new: str) -> str:
    """Put a new name where an old one stands; a district keeps its 区, and has no second one."""
    if new[-1] in "区县市" and old + new[-1] in question:
        return question.replace(old + new[-1], new)
    if old[-1] in "区县市" and not re.search(r"[区县市镇乡省村年]$|街道$|社区$", new):
        new += old[-1]
    return question.replace(old, new)


def _subject_of(question: str) -> str:
    """Return a question without the words that ask, so that only the new question asks."""
    return " ".join(_ASKING_PART.sub(" ", question).split()) or question


def _resolved(folded: str, message: str, context: Turn, words: Words) -> str:
    """Return a message with what its pronouns stand for in the answer, where that is plain."""
    answer = context.answer
    if answer and re.search(r"[他她](?!们)|这个?人|这位|此人", folded):
        people = [n for n in dict.fromkeys(words.names(answer)) if is_person(n, words)]
        asked_who = re.search(r"谁|哪[位个]人?", context.question)
        if people and asked_who and not _people_in(context.question, words):
            return re.sub(r"[他她]|这个?人|这位|此人", people[0], folded, count=1)
    return " ".join([*_meant_thing(folded, context, answer), message.strip()])


def _people_in(question: str, words: Words) -> list[str]:
    return [name for name in words.names(question) if is_person(name, words)]


def _meant_thing(folded: str, context: Turn, answer: str) -> list[str]:
    """Return what 这个区 means, when the question before asked for one and the answer names it."""
    match = _THING.search(folded)
    if match is None or not re.search(rf"哪一?[个家所座]?{match['head']}|谁", context.question):
        return []
    found = re.search(rf"[^\W\d_的由在到和与位于向为]{{2,20}}?{match['head']}", fold(answer))
    return [found[0]] if found else []
