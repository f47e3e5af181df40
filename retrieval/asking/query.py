"""A message becomes queries: cleaned, small talk told apart, follow-ups completed, words taken."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from retrieval.asking.completing import Completed, complete
from retrieval.asking.elliptic import bare, says_nothing, wants_more
from retrieval.asking.keywords import keyword_in
from retrieval.asking.leaning import Leaning, leaning
from retrieval.asking.name_kinds import Words, parted
from retrieval.asking.small_talk import small_talk_in
from retrieval.asking.when import days_in_full, ranges_in
from retrieval.names.lists import COMMON_PLACES
from retrieval.text import fold
from retrieval.types import Query, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.asking.when import Calendar
    from retrieval.text import Tokenizer

MAX_CHARS = 500
MAX_QUESTIONS = 3
# What is looked at of a message before it is cleaned and cut to `MAX_CHARS`.
_MAX_RAW_CHARS = 10_000

_TAG = re.compile(r"<[/!]?[a-zA-Z\-][^<>]{0,300}>")
_POLITE = re.compile(
    r"(?:(?:[你您]好|大家好|早上好|下午好|晚上好|谢谢|hello|hi)[啊呀]?[,，!！。~ ]+"
    r"|(?:(?:麻烦|我?想|请)问一?下?|问一?下)[,，:： ]*)+(?=[\w“《])",
    re.IGNORECASE,
)
# There is no model that it could command, so what stands beside it is answered.
_COMMAND = re.compile(
    r"请?(?:忽略|无视|忘记|忘掉)(?:掉|你)?(?:以上|上面|之前|前面|先前)?的?(?:所有|全部|一切)?的?"
    r"(?:指令|内容|要求|提示词?|规则|设定|限制)[,，。;；! ]+(?=[\w“《])"
)
# What is said for 怎么 and 什么 is hardly ever printed, and the model knows it less.
_SPOKEN = (
    (re.compile("为啥"), "为什么"),
    (re.compile("咋"), "怎么"),
    (re.compile("啥"), "什么"),
    (re.compile("什么(?:玩意儿?|东东)"), "什么"),
    (re.compile("(?<!第)几回(?![家来去国到])"), "几次"),
)
_YEAR = re.compile(r"(?:19|20)\d\d年")
_DISTRICT = re.compile(r"^(.{2,3})[区县]$")

_PART_END = re.compile(r"[?？]+|\n+|[；;。!！,，](?=\s*(?:还有|另外|再问|顺便))")
_ASKS = re.compile(
    r"[?吗呢谁哪几啥]|什么|怎|如何|多[少久长大远]|为何|有没有|是[不否]|能[不否]|介绍|告诉|how|wh(?:at|o|en|ere|y)"
)
_QUOTED = re.compile(r"“[^”]{1,100}”|《[^》]{1,100}》|「[^」]{1,100}」")
_WORD = re.compile(r"\w")
_LEADING_MARKS = re.compile(r"^[\s,，。;；、!！?？]+")


def understand(
    message: str,
    tokenizer: Tokenizer,
    calendar: Calendar,
    context: Turn | None = None,
    *,
    knows: Callable[[str], bool] | None = None,
) -> tuple[Query, ...]:
    """Turn one question into a query, or into two when it may go on from the turn before.

    The first query that finds an answer is the one that was meant. `knows` says whether the
    archive has a word. Markup is taken out; text beyond `MAX_CHARS` is left out of the search.
    """
    asked = clean(message)
    small_talk = small_talk_in(fold(asked), in_conversation=context is not None)
    points_alone = _points_alone(asked, context)

    def query(completed: Completed, continues: Turn | None = None) -> Query:
        text = printed(completed.text)[:MAX_CHARS]
        searched = small_talk is None and continues is None
        keyword = keyword_in(text, tokenizer) if searched else None
        text = keyword or text
        return Query(
            original=message,
            text=text,
            terms=() if points_alone else tokenizer.content_terms(text),
            names=_names(text, tokenizer),
            small_talk=small_talk,
            continues=continues,
            ranges=ranges_in(text, calendar),
            is_keyword=keyword is not None,
            wants_more=completed.wants_more,
            topic=completed.topic[:MAX_CHARS],
        )

    alone = query(Completed(asked, asked))
    settled = small_talk is not None or points_alone
    if settled or context is None or not fold(asked).strip():
        return (alone,)
    words = Words(tokenizer, knows)
    said = clean(context.question), context.answer[:MAX_CHARS], clean(context.asked)
    before = Turn(*said)
    leans = leaning(asked, before, words)
    if leans is Leaning.STANDS:
        return (alone,)
    completed = query(complete(asked, before, words), context)
    if leans is Leaning.LEANS:
        return (completed,)
    return (completed, alone) if leans is Leaning.LEANS_FIRST else (alone, completed)


def _points_alone(asked: str, context: Turn | None) -> bool:
    """Whether a message asks for more of nothing, or for another that nothing was said of.

    第二个呢 goes on from a question on 第一个.
    """
    folded = bare(asked)
    if context is None:
        return says_nothing(folded) or wants_more(folded)
    counted = "第" in folded and "第" in context.question
    return says_nothing(folded) and not wants_more(folded) and not counted


def printed(text: str) -> str:
    """Return a text with what asks, and the days it asks about, as printed: 咋办 is 怎么办."""
    for said, written in _SPOKEN:
        text = said.sub(written, text)
    return days_in_full(text)


def clean(message: str) -> str:
    """Return a message without markup and opening courtesies, cut to `MAX_CHARS`."""
    text = message[:_MAX_RAW_CHARS]
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    text = " ".join(text.split())[:MAX_CHARS]
    for needless in (_COMMAND, _POLITE):
        if match := needless.match(text):
            text = text[match.end() :]
    return text


def questions_in(message: str) -> tuple[str, ...]:
    """Return the questions of a message in order, `MAX_QUESTIONS` at most; always one or more.

    They are parted at question marks, line ends and words such as 还有; what asks nothing goes
    with the question that follows, or with the last. Greetings and thanks beside are left out.
    """
    return _asking(message)[:MAX_QUESTIONS] or (message,)


def questions_left_in(message: str) -> tuple[str, ...]:
    """Return the questions of a message beyond `MAX_QUESTIONS`, in order."""
    return _asking(message)[MAX_QUESTIONS:]


def _asking(message: str) -> tuple[str, ...]:
    text = message[:_MAX_RAW_CHARS]
    unquoted = _QUOTED.sub(lambda quoted: "“" * len(quoted[0]), text)
    asking: list[str] = []
    start = kept = 0
    for end in [*(match.end() for match in _PART_END.finditer(unquoted)), len(text)]:
        folded = fold(text[start:end])
        if small_talk_in(folded) is not None:
            kept = end
        elif _WORD.search(folded) and _ASKS.search(folded):
            asking.append(_LEADING_MARKS.sub("", text[kept:end]).strip())
            kept = end
        start = end
    if asking and _WORD.search(text[kept:]):
        asking[-1] += text[kept:]
    return tuple(asking)


def _names(question: str, tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return what a question names, folded, each once; a district goes without its 区 or 县."""
    found = (name for name in tokenizer.names(parted(question)) if name not in COMMON_PLACES)
    named = [*found, *_YEAR.findall(fold(question))]
    return tuple(dict.fromkeys(_DISTRICT.sub(r"\1", fold(name)) for name in named))
