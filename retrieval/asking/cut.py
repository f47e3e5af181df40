"""The words that a question is cut into, mended where the cut went wrong or takes words apart.

A question is short and spoken, so that a cutter of print makes words of it that nobody meant:
来讲 of 谁来讲的课. The archive lacks them, and they would be the rarest and weightiest of all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.asking.forms import LONG_UNITS, UNIT
from retrieval.text import ASKING_WORDS, QUESTION_WORDS, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.asking.held import Held

_UNIT_ASKED = re.compile(rf"(?:几|多少)(?:{LONG_UNITS}|{UNIT})(?=[\u4e00-\u9fff])")
# Things of one character that are counted, and with the unit before look like another word.
_COUNTED = frozenset("队课书船车店树桥歌画球字奖人鱼花")
_GIVEN = re.compile("送([钱书米油面花药])(?=[了没吗不?])")
# Words that say when or how, and of nothing: 以后, 一共. Their tags begin so.
_SAYS_NOTHING = tuple("cdfpruy")
# What stands in no name of a thing, and what ends one: 暑托班, 陪诊师, but not 课讲 or 张图.
_IN_NO_NAME = (*_SAYS_NOTHING, "m", "q")
_ENDS_A_NAME = ("n", "j")
_ONCE = re.compile("一[年天次场]")
_LIGHT = frozenset(word for word in QUESTION_WORDS if len(word) == 1)
# 摸几次底, 获过奖, 理的发: a verb and its object, with what counts them between.
_TAKEN_APART = re.compile(
    r"(?=(?P<verb>[\u4e00-\u9fff])"
    rf"(?P<between>[了过着完]?(?:(?:[几一两]|多少)(?:{UNIT}|[回天])|什么)?的?)(?P<object>[\u4e00-\u9fff]))"
)
_BUILDINGS = frozenset({"大厦", "大楼", "楼宇", "写字楼", "办公楼", "商务楼", "商厦"})
_BUILDING = re.compile(r"[\u4e00-\u9fff]{0,4}(?:楼|大厦|商厦)")


def units_apart(text: str, held: Held) -> str:
    """Return a text with 、 after a unit that was cut together with what is counted.

    多少斤桃 is cut into 多少 and 斤桃, 几支队 into 几 and 支队; what the archive lacks is no word,
    if the dictionary lacks it too or what is left of it is often counted. So after 送 in 送钱.
    """
    text = _GIVEN.sub(r"送、\1、", text)
    matches = list(_UNIT_ASKED.finditer(text))
    cuts = sorted(held.edges(text)) if matches else []
    for match in reversed(matches):  # what is put in stands behind all that is still to come
        start = max(cut for cut in cuts if cut < match.end())
        end = min((cut for cut in cuts if cut >= match.end()), default=match.end())
        word, rest = text[start:end], text[match.end() : end]
        wrong = not held.holds(word) and (not held.is_word(word) or rest in _COUNTED)
        if end > match.end() and wrong:
            text = f"{text[: match.end()]}、{text[match.end() :]}"
    return text


def joined_verbs(folded: str, held: Held) -> tuple[str, ...]:
    """Return the verbs of the archive that stand in a question with something between."""
    return tuple(dict.fromkeys(verb for verb, _ in _taken_apart(folded, held)))


def inside_verbs(words: Iterable[str], folded: str, held: Held) -> frozenset[str]:
    """Return the words that the cut made inside such a verb: 过奖 of 获过奖."""
    spans = [span for _, span in _taken_apart(folded, held)]
    return frozenset(w for w in words if any(_lies_in(w, span, folded) for span in spans))


def _taken_apart(folded: str, held: Held) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _TAKEN_APART.finditer(folded):
        verb = match["verb"] + match["object"]
        if match["between"] and held.is_word(verb) and held.holds(verb):
            flag = held.tags(verb).get(verb, ("", False))[0]
            said = flag.startswith("v") or flag in {"n", "nz"}
            # 法律 in 办了法律讲座 goes on, so that its 法 is none of 办法.
            if said and match.end("object") in held.edges(folded):
                yield verb, (match.start("verb"), match.end("object"))


def telling(words: Iterable[str], folded: str, held: Held) -> tuple[str, ...]:
    """Return the words by which the archive can tell what is asked for; all, if none can.

    Left out are those that it holds only in parts (网球赛 beside 网球), that the cut made across a
    word that it holds (球赛 in 网球赛), verbs and the like of one character that it lacks, and what
    is no word or says nothing. A name that is new to archive and dictionary stays: 暑托班.
    """
    listed = tuple(words)
    known = {word for word in listed if held.holds(word)}
    lacked = [word for word in listed if word not in known]
    if not lacked:
        return listed
    asking = [asked for asked in ASKING_WORDS if asked in folded]
    tags = held.tags(folded)
    apart = [span for _, span in _taken_apart(folded, held)]
    left = (
        word
        for word in listed
        if word in known
        or not (
            any(part in word for part in known)
            or any(_cross(word, other, folded) for other in (*known, *asking))
            or any(_lies_in(word, span, folded) for span in apart)
            or _is_left_over(word, folded, tags, held)
        )
    )
    return tuple(left) or listed


def _is_left_over(word: str, folded: str, tags: dict[str, tuple[str, bool]], held: Held) -> bool:
    """Whether a word that the archive lacks is none that was meant, or tells nothing."""
    flag = tags[word][0] if word in tags else ""
    if len(word) == 1:  # 钱 may be tagged with what it stands beside: 送钱
        flag = flag or held.tags(word).get(word, ("", False))[0]
        return not word.isascii() and not flag.startswith("n")
    if flag.startswith(_SAYS_NOTHING) or _LIGHT.issuperset(word) or _ONCE.fullmatch(word):
        return True
    if word in _BUILDINGS and _is_such_a_building(word, folded, held):
        return True
    if held.is_word(word) or flag.startswith("n") or _is_within(word, tags):
        return False
    return not _is_new_name(word, folded, held)


def _is_new_name(word: str, folded: str, held: Held) -> bool:
    """Whether a word that nobody knows may name a thing: a noun ends it, and it joins nothing.

    Of two characters the first is no verb, which would have the second for its object: 拿奖. A
    character that stands beside it and is in no other word belongs to it: 陪 before 诊师.
    """
    if word.isascii():
        return word.isalpha()
    before = folded[: folded.find(word)][-1:]
    whole = before + word if before and _is_alone(before, folded, held) else word
    kinds = [held.tags(each).get(each, ("x", False))[0] for each in whole]
    if len(kinds) == len("美债") and kinds[0] in {"ns", "j"}:
        return False  # short for what is printed in full
    while len(kinds) > len("暑托班") and kinds[-1].startswith("v"):  # 开 of 暑托班开在哪
        kinds.pop()
    if any(kind.startswith(_IN_NO_NAME) for kind in kinds) or not _LIGHT.isdisjoint(whole):
        return False
    return kinds[-1].startswith(_ENDS_A_NAME) and (len(kinds) > 2 or not kinds[0].startswith("v"))


def _is_alone(character: str, folded: str, held: Held) -> bool:
    """Whether a character is cut as a word of its own that the archive lacks."""
    edges, at = held.edges(folded), folded.index(character)
    return {at, at + 1} <= edges and not held.holds(character) and character not in _LIGHT


def _is_within(word: str, tags: Iterable[str]) -> bool:
    return any(word in other and word != other for other in tags)


def _is_such_a_building(word: str, folded: str, held: Held) -> bool:
    """Whether the archive calls what stands before another word for a building so."""
    before = folded[: folded.index(word)] if word in folded else ""
    name = next((n for n in held.tags(folded) if len(n) > 1 and before.endswith(n)), "")
    return bool(name) and held.holds(name) and held.follows(name, _BUILDING)


def _lies_in(word: str, span: tuple[int, int], text: str) -> bool:
    return any(span[0] < at + len(word) and at < span[1] for at in places_of(word, text))


def _cross(word: str, other: str, text: str) -> bool:
    """Whether two words overlap somewhere in a text, neither holding the other."""
    starts = list(places_of(other, text))
    return any(
        max(start, at) < min(start + len(other), at + len(word))
        for at in places_of(word, text)
        for start in starts
    )
