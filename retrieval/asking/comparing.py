"""A question that compares things, as one question on each: 平谷和密云谁的驿站多.

Each is then searched for by itself, so that all are found wherever they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.asking.name_kinds import parted
from retrieval.text import fold

if TYPE_CHECKING:
    from retrieval.text import Tokenizer

_JOINS = frozenset({"和", "跟", "与", "同", "及", "或", "或者", "还是", "以及", "、"})
# Where the last thing ends, and what is asked of all begins.
_ASKED_OF_ALL = frozenset(
    {
        "谁",
        "哪个",
        "哪",
        "哪家",
        "哪边",
        "哪位",
        "哪所",
        "各",
        "各自",
        "分别",
        "都",
        "的",
        "有",
        "两",
    }
    | {"比", "相比", "比较", "更", "最"}
)
_COMPARES = re.compile(
    r"谁|哪[个家边位所]|各自?(?!区)|分别|不同|区别|差别|相比|比较|[更比](?:多|大|高|早|长)"
)
_MORE = re.compile(
    r"^(?P<of>的[^谁哪,。?]{1,10})?的?(?:谁|哪[个家边])的?(?P<thing>[^,。?]{1,10}?)(?:更|比较)?[多少]$"
)
_OF_ALL = re.compile(
    r"各自?|分别|都|(?:有|的)?(?:什么|啥|哪些|何)?(?:不同|区别|差别)|(?:相比|比较|对比)(?:起来)?"
)
# Who or which of them it was, of a thing that one of them may have done alone.
_WHICH = re.compile(
    r"(?:谁|哪一?[个家边位所](?:街道|社区|单位|公司|企业|学校|医院|[区县镇乡村人])?)(?!的|们)(?P<done>.{2,})"
)
# What is measured, which takes all of them: 谁更大, 哪个会员多, 差多少.
_MEASURED = re.compile(
    r"更|最|多少|比较|相比|[相差]差|差距|不同|区别|[多少大小高低早晚长短快慢强远近先前后]些?$"
)
_MIN_CHARS = 2
_MOST = 3  # things, so that a sentence on each can be shown


def sides(question: str, tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return the question on each of the two or three things that one question compares.

    None, where it compares nothing.
    """
    text = parted(_plain(question))
    if not _COMPARES.search(text) or not any(join in text for join in _JOINS):
        return ()  # before words are cut, which takes longer
    words = [word for word, _, _ in tokenizer.tagged_again(text)]
    join = next((i for i, word in enumerate(words) if word in _JOINS), None)
    if join is None:
        return ()
    end = next((i for i in range(join + 1, len(words)) if words[i] in _ASKED_OF_ALL), len(words))
    joined = "".join("、" if word in _JOINS else word for word in words[:end])
    things = _with_owner(re.sub("、+", "、", joined).split("、"))
    if min(map(len, things)) < _MIN_CHARS or len(things) > _MOST or end == len(words):
        return ()
    if any(mark in joined for mark in ",:;"):
        return ()
    asked = _of_one("".join(words[end:]))
    return tuple(f"{thing}{asked}" for thing in things)


def needs_all(question: str) -> bool:
    """Whether what compares things is answered by all of them alone: 谁的驿站多.

    谁办了讲座 is answered by the one that did.
    """
    which = _WHICH.search(_plain(question))
    return which is None or _MEASURED.search(which["done"]) is not None


def _plain(question: str) -> str:
    return fold(question).rstrip(" ?？。!！呢啊呀")


def _with_owner(things: list[str]) -> list[str]:
    """Give all things the owner of the first: 东山的剪纸 and 书法 are both 东山's."""
    owner, of, _ = things[0].partition("的")
    if not of or any("的" in thing for thing in things[1:]):
        return things
    return [things[0], *(f"{owner}的{thing}" for thing in things[1:])]


def _of_one(asked: str) -> str:
    """Return what is asked of all things as it is asked of one: 谁的驿站多 is 有多少驿站.

    谁有驿站 is 有驿站吗.
    """
    if more := _MORE.match(asked):
        return f"{more['of'] or ''}有多少{more['thing']}"
    which = _WHICH.fullmatch(asked)
    if which and not _MEASURED.search(which["done"]):
        return f"{which['done'].removesuffix('的')}吗"
    return _OF_ALL.sub("", asked)
