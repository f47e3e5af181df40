"""A message becomes a query: small talk told apart, follow-ups completed, content words taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.asking.when import ranges_in
from retrieval.text import fold
from retrieval.types import Query, SmallTalk, Turn

if TYPE_CHECKING:
    from retrieval.asking.when import Calendar
    from retrieval.text import Tokenizer

MAX_CHARS = 500

# A message is small talk only when it says nothing else, so a pattern spans it whole: one or more
# phrases of the kind, with particles, forms of address and punctuation between them.
_BETWEEN = r"(?:[\W_]|[啊呀哈哦噢啦吧了呢哟喽的您]|你们?|大家|各位|小编|问报|听听|一个|给我|我)*"
_PHRASES = {
    SmallTalk.GREETING: (
        r"(?:早上|上午|中午|下午|晚上|早)?好|早安|哈[喽啰罗]|嗨|hello|hi|hey|在吗|在不在|有人吗"
    ),
    SmallTalk.THANKS: (
        r"(?:非常|十分|太|多)?(?:谢谢|感谢|多谢|谢)|辛苦|thanks?(?: you)?|thx|"
        r"(?:太|真|很)(?:棒|好|厉害|不错)|行|嗯|可以|ok|okay|知道|明白|收到|懂"
    ),
    SmallTalk.FAREWELL: r"再见|拜拜|回见|明天见|晚安|bye(?: ?bye)?|88+",
    SmallTalk.ABOUT_BOT: (
        r"你?是(?:谁|什么|机器人|人工智能|ai)(?:吗)?|你?叫什么(?:名字)?|你?多大|"
        r"你?(?:能|会|可以)(?:帮我)?(?:干|做|答)?(?:什么|啥)|有(?:什么|啥)(?:用|功能)|"
        r"怎么(?:用|使用)(?:你)?|(?:使用)?(?:帮助|说明)|help|你?是?谁(?:做|开发|创造)"
    ),
    SmallTalk.CHATTER: (
        r"(?:讲|说)个?(?:笑话|故事)|(?:好|很)?(?:无聊|累|困|饿|烦)|哈{2,}|呵{2,}|嘿{2,}|"
        r"(?:吃饭|吃)(?:没|吗)|爱你|笑死|测试|test"
    ),
}
_SMALL_TALK = tuple(
    (kind, re.compile(rf"{_BETWEEN}(?:(?:{phrases}){_BETWEEN})+"))
    for kind, phrases in _PHRASES.items()
)
_MIXED = re.compile(rf"{_BETWEEN}(?:(?:{'|'.join(_PHRASES.values())}){_BETWEEN})+")

# A question that points back: it opens with a pronoun, a bare question word or 那…呢.
_POINTS_BACK = re.compile(
    r"^(?:那(?!里|边)|它|他|她|这(?!里)|该|此|其中|还有|另外|然后|后来|结果|具体)|"
    r"(?:他|她|它)们?(?:是|的|在|说|有|干|叫)|那[种边家位]"
)
_SUBJECT_NOUNS = 2
_YEAR = re.compile(r"(?:19|20)\d\d年")
_DISTRICT = re.compile(r"^(.{2,3})[区县]$")


def understand(
    text: str, tokenizer: Tokenizer, calendar: Calendar, context: Turn | None = None
) -> tuple[Query, ...]:
    """Turn a member's message into a query, or into two when it may go on from the turn before.

    The first query that finds an answer is the one that was meant. A message that points back is
    searched together with the question before it, one that names its subject alone, and one that
    does neither in both ways, alone first. Text beyond `MAX_CHARS` is left out of the search.
    """
    searched = " ".join(text.split())[:MAX_CHARS]
    alone = Query(
        text,
        searched,
        tokenizer.content_terms(searched),
        _names(searched, tokenizer),
        ranges=ranges_in(searched, calendar),
        small_talk=_small_talk(fold(searched)),
    )
    if alone.small_talk is not None or context is None:
        return (alone,)
    joined = f"{context.question} {searched}"[:MAX_CHARS]
    completed = Query(
        text,
        joined,
        tokenizer.content_terms(joined),
        _names(joined, tokenizer),
        ranges=ranges_in(joined, calendar),
        continues=context,
    )
    if _points_back(fold(searched)) or not alone.terms:
        return (completed,)
    if alone.names or len(tokenizer.nouns(searched)) >= _SUBJECT_NOUNS:
        return (alone,)
    return (alone, completed)


def _small_talk(folded: str) -> SmallTalk | None:
    for kind, pattern in _SMALL_TALK:
        if pattern.fullmatch(folded):
            return kind
    return SmallTalk.CHATTER if _MIXED.fullmatch(folded) else None


def _points_back(folded: str) -> bool:
    return bool(_POINTS_BACK.search(folded)) or folded.rstrip("?").endswith("呢")


def _names(question: str, tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return what a question names, folded, each once; a district goes without its 区 or 县."""
    named = [*tokenizer.names(question), *_YEAR.findall(fold(question))]
    return tuple(dict.fromkeys(_DISTRICT.sub(r"\1", fold(name)) for name in named))
