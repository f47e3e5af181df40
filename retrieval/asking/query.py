"""A message becomes a query: small talk told apart, follow-ups completed, content words taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text import fold
from retrieval.types import Query, SmallTalk, Turn

if TYPE_CHECKING:
    from retrieval.text import Tokenizer

MAX_CHARS = 500

# A message is small talk only when it says nothing else, so the patterns span it whole.
_FILLER = r"[\W_]*(?:啊|呀|哈|哦|噢|啦|吧|了|呢|哟|喽|的|您|你们?|大家|各位|小编|小报|问报|机器人)*[\W_]*"
_SMALL_TALK = (
    (
        SmallTalk.GREETING,
        r"(?:你|您|大家)?好|(?:早上|上午|中午|下午|晚上|早)(?:好)?|早安|哈[喽啰罗]|嗨|hello|hi|hey|在吗|在不在|有人吗",
    ),
    (
        SmallTalk.THANKS,
        r"(?:非常|十分|太|多)?(?:谢谢|感谢|谢)(?:谢|您|你|啦)?|多谢|辛苦|thanks?(?: you)?|thx|"
        r"(?:太|真|很)?(?:棒|好|厉害|不错)|(?:好|行|嗯|可以|ok|okay)|知道|明白|收到|懂",
    ),
    (SmallTalk.FAREWELL, r"再见|拜拜|回见|明天见|晚安|bye(?: ?bye)?|88+"),
    (
        SmallTalk.ABOUT_BOT,
        r"(?:你|您)?(?:是谁|叫什么(?:名字)?|是(?:什么|机器人|人工智能|ai)(?:吗)?|"
        r"能(?:干|做)(?:什么|啥)|会(?:干|做)?(?:什么|啥)|有什么(?:用|功能)|怎么用|多大)|"
        r"(?:使用)?(?:帮助|说明)|help|怎么(?:用|使用)|谁(?:做|开发|创造)",
    ),
    (
        SmallTalk.CHATTER,
        r"(?:给我)?(?:讲|说)个?(?:笑话|故事)|(?:我)?(?:好|很)?(?:无聊|累|困|饿|烦)|哈{2,}|呵{2,}|"
        r"(?:吃饭|吃)(?:没|吗)|我爱|笑死|测试|test",
    ),
)
_PATTERNS = tuple(
    (kind, re.compile(rf"{_FILLER}(?:{pattern}){_FILLER}"))
    for kind, pattern in _SMALL_TALK
)

# A question that points back: it opens with a pronoun or 那…呢, or asks for a bare detail.
_POINTS_BACK = re.compile(
    r"^(?:那(?!里|边)|它|他|她|这个|那个|这事|那事|这次|这场|该|此|其中|还有|另外|然后|后来|为什么|为啥|什么时候|"
    r"啥时候|几点|在哪|哪里|谁|多少|怎么|结果|具体)|(?:他|她|它|他们|她们)(?:是|的|在|说|有|干|叫)"
)
_MAX_BARE_TERMS = 3


def understand(text: str, tokenizer: Tokenizer, context: Turn | None = None) -> Query:
    """Turn a member's message into a query.

    Text beyond `MAX_CHARS` is left out of the search. A follow-up is searched together with the
    question before it; one that stands by itself is searched alone.
    """
    searched = " ".join(text.split())[:MAX_CHARS]
    folded = fold(searched)
    kind = next((k for k, pattern in _PATTERNS if pattern.fullmatch(folded)), None)
    terms = tokenizer.content_terms(searched)
    if kind is None and context is not None and _leans_on_context(folded, terms):
        searched = f"{context.question} {searched}"[:MAX_CHARS]
        terms = tokenizer.content_terms(searched)
        return Query(text, searched, terms, continues=context)
    return Query(text, searched, terms, small_talk=kind)


def _leans_on_context(folded: str, terms: tuple[str, ...]) -> bool:
    bare = len(terms) <= _MAX_BARE_TERMS and len(folded) <= 12
    return bool(_POINTS_BACK.search(folded)) or folded.endswith("呢?") or (bare and len(terms) < 2)
