"""A question that compares two things, as one question on each: 平谷和密云谁的驿站多.

Each side is then searched for by itself, so that both are found wherever they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text import fold

if TYPE_CHECKING:
    from retrieval.text import Tokenizer

_JOINS = frozenset({"和", "跟", "与", "同", "还是"})
# Where the second thing ends, and what is asked of both begins.
_ASKED_OF_BOTH = frozenset(
    {"谁", "哪个", "哪", "哪家", "哪边", "各", "各自", "分别", "都", "的", "有", "两"}
    | {"比", "相比", "比较", "更", "最"}
)
_COMPARES = re.compile(
    r"谁|哪[个家边]|各自?(?!区)|分别|不同|区别|差别|相比|比较|[更比](?:多|大|高|早|长)"
)
_MORE = re.compile(
    r"^(?P<of>的[^谁哪,。?]{1,10})?的?(?:谁|哪[个家边])的?(?P<thing>[^,。?]{1,10}?)(?:更|比较)?[多少]$"
)
_BOTH = re.compile(
    r"各自?|分别|都|(?:有|的)?(?:什么|啥|哪些|何)?(?:不同|区别|差别)|(?:相比|比较|对比)(?:起来)?"
)
_MIN_CHARS = 2


def sides(question: str, tokenizer: Tokenizer) -> tuple[str, str] | None:
    """Return the question on either of two things that one question compares; else `None`."""
    text = fold(question).rstrip(" ?？。!！")
    if not _COMPARES.search(text) or not any(join in text for join in _JOINS):
        return None  # before words are cut, which takes longer
    words = [word for word, _, _ in tokenizer.tagged(text)]
    join = next((i for i, word in enumerate(words) if word in _JOINS), None)
    if join is None:
        return None
    end = next((i for i in range(join + 1, len(words)) if words[i] in _ASKED_OF_BOTH), len(words))
    first, second = "".join(words[:join]), "".join(words[join + 1 : end])
    if min(len(first), len(second)) < _MIN_CHARS or end == len(words):
        return None
    asked = _of_one("".join(words[end:]))
    return f"{first}{asked}", f"{second}{asked}"


def _of_one(asked: str) -> str:
    """Return what is asked of both things as it is asked of one: 谁的驿站多 is 有多少驿站."""
    more = _MORE.match(asked)
    return f"{more['of'] or ''}有多少{more['thing']}" if more else _BOTH.sub("", asked)
