"""A name or a keyword told apart from a question: who sends one wants the articles on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text import fold

if TYPE_CHECKING:
    from retrieval.text import Tokenizer

_MAX_KEYWORD_CHARS = 15
_WANTS_ARTICLES = re.compile(
    r"^(?:请|帮我|我想)?(?:介绍|讲讲|说说|看看|搜索?|查找?|找)(?:一?下)?(?:关于|有关)?|^(?:关于|有关)|"
    r"的?(?:有关|相关)?的?(?:新闻|报道|消息|文章|资料)$|"
    r"(?:都|一共)?(?:采?写|报道|拍)(?:[了过的]|(?=哪|什|啥|几|多))"
    r"(?:哪些|什么|啥|[几多]少?篇)?(?:新闻|报道|文章|稿子?|照片)?$|"
    r"在?(?:哪[些几]|多少)[条篇]?(?:新闻|报道|文章|稿子)[里中]?(?:出现|提到|提及|说到|写到|登)[了过的]?$|"
    r"^(?:哪[些几]|多少)[条篇]?(?:新闻|报道|文章|稿子)[里中]?(?:有|提到|提及|说到|写到)[了过]?|"
    r"^记者(?=\w{2,3}(?:都|一共)?(?:采?写|报道|拍))"
)
_ASKS_FOR_NEWS = re.compile(
    r"有(?:没有|什么|哪些|啥)?(?:新的?|重要的?|相关的?)?\w{0,4}?(?:新闻|报道|消息|动态|要闻)[吗呢]?$"
)
_NO_KEYWORD = re.compile(
    r"[吗呢吧么嘛谁哪几啥]|什么|怎|如何|多[少久长大远]|为何|有没有|有无|是[不否]|能[不否]|可不可|几时|何[时地]|"
    r"[了着过是在把你我您帮请]|か|how|what|who|when|where|why|which|[?]"
)
_NEWS = "(?:新闻|消息|要闻|头条|大事[儿情]?|报道|新[鲜奇]?事[儿情]?|头版)"
_THINGS = rf"(?:{_NEWS}|事[儿情]?|动态|文章|稿子|内容)"
_WHAT = "(?:(?:没有?)?些?(?:什么|啥|哪些)|没有?)"
_PRINTED = "报纸|日报|报|头版"
_PAPER = rf"(?:的?(?:{_PRINTED})[上里]?)*的?"
_END = "了?(?:吗|呢|啊|呀|么|没有?)?"
# 有什么新闻, 发生了什么, 报上登了哪些事: what is new, and of nothing else.
_WHAT_IS_NEW = re.compile(
    rf"{_PAPER}[都还又]*(?:"
    rf"(?:有|发生|出|登|刊登|报道)[了过]?{_WHAT}(?:新鲜?|重要|大)?的?{_THINGS}?|"
    rf"有(?:新|重要)?的?{_NEWS}(?=吗|么|没)|"
    rf"(?:重要|主要)?{_NEWS}(?:都?[有是]?(?:什么|啥|哪些))?|{_THINGS}都?有(?:什么|啥|哪些)){_END}"
)
# 的报纸, beside a day: all that is in it.
_THE_PAPER = re.compile(rf"的?(?:{_PRINTED})[上里]?(?:呢|的?内容)?")
_ACTIVITY = re.compile(r"(?:[有办搞]|举[办行])[了过]?些?(?:什么|啥|哪些)活动|有活动")
_MARKS = re.compile(r"[\s,。、?!.~]+")


def without_marks(folded: str) -> str:
    """Return a folded text without blanks and marks."""
    return _MARKS.sub("", folded)


def asks_what_is_new(bare: str, *, on_a_day: bool = False) -> bool:
    """Whether a text without days and marks asks what was printed or happened, and nothing else.

    Who names one day means by 活动 whatever happened then.
    """
    told = _ACTIVITY.sub("有什么事", bare) if on_a_day else bare
    return _WHAT_IS_NEW.fullmatch(told) is not None


def asks_for_the_paper(bare: str) -> bool:
    """Whether such a text asks what was printed, and not what happened."""
    return re.match(rf"的?(?!报道)(?:{_PRINTED})|[都还又]*(?:刊?登|报道[了过])", bare) is not None


def is_the_paper(bare: str) -> bool:
    """Whether a text names a paper and no more: 的报纸."""
    return _THE_PAPER.fullmatch(bare) is not None


def asks_for_news(bare: str) -> bool:
    """Whether it does so in words that mean news, so that no day need be named."""
    return asks_what_is_new(bare) and re.search(_NEWS, bare) is not None


def keyword_in(text: str, tokenizer: Tokenizer) -> str | None:
    """Return the name or keyword that a text consists of, folded, without what asks for its news.

    `None` for a question. One that asks for news is a keyword as a whole: 海淀最近有什么新闻.
    """
    asked = fold(text)
    if _ASKS_FOR_NEWS.search(asked.rstrip(" ?？。")):
        return asked
    bare = _WANTS_ARTICLES.sub("", asked.strip(" .,。!！"))
    if not 2 <= len(bare) <= _MAX_KEYWORD_CHARS or _NO_KEYWORD.search(bare):
        return None
    return bare if tokenizer.content_terms(bare) else None
