"""What a question for yes or no, or for how to do a thing, turns on: 抓 of 骗子抓到了吗, 怎么报名.

An answer hardly does without it, while all before it may stand in any sentence of the article.
"""

from __future__ import annotations

import re

_OTHERWISE = "什么|谁|哪|怎|咋|啥|多少|几|为何|何[时地人]|多[久长大远]"
_PARTICLE = re.compile(
    rf"^(?!.*(?:{_OTHERWISE}))(?P<said>.{{2,}}?)"
    r"(?:了没有?|没有?|了吗|吗|了么|么|了不|不)[呢啊呀]?[?]?$"
)
_ALTERNATIVE = re.compile(
    rf"^(?!.*(?:{_OTHERWISE})).*?(?:有没有|有无|能不能|可不可以|会不会|[是能可]否|要不要)(?P<said>.+?)[呢啊呀]?[?]?$"
)
# 抓没抓到: the verb itself, but for those that only help another one.
_TWICE = re.compile(
    rf"^(?!.*(?:{_OTHERWISE})).*?(?![是能会要想有])(?P<verb>[\u4e00-\u9fff])[没不](?P<said>(?P=verb).{{0,8}}?)[呢啊呀]?[?]?$"
)
# 能介绍一下吗 asks to be told, and 有夜校的消息吗 for articles, whatever they say.
_REQUEST = re.compile(
    r"[给帮]我|告诉|介绍|讲讲|说说|看看|查查|找找|讲一?下|说一?下|查一?下|"
    r"(?:新闻|消息|报道|文章|资料|照片|图片|动态)(?:吗|没有?|么)?[呢啊]?[?]?$"
)
# What is done by a procedure, which a paper prints in these words.
_PROCEDURE = re.compile(
    r"(?:怎么|怎样|如何|咋)(?:去|才能|能)?(?P<said>报名|预约|申报|申请|领取|购票|买票|投票|入会|注册|登记|投稿|缴费|下载)"
)
# 是真的吗 asks of what stands before it; 对吗, 一样吗 and 是北京吗 turn on no word of their own.
_AFTERTHOUGHT = re.compile(r"[,，]?(?:这?(?:事|话|说法))?(?:到底)?(?:是|都是)?真的?$")
_JUDGEMENT = re.compile(r"(?:一样|对|好|行|成|可以|[是算][^,，]{1,6})$")
# What says when, how far or to whom, and what ends another word: 骗子, 老头.
_LIGHT = "了过得到上下来去回住是的真有能可以会要还都也在着成完最后已经给被把就子头儿"
_TELLING = re.compile(rf"(?:(?![{_LIGHT}])[\u4e00-\u9fff]){{1,2}}(?=[{_LIGHT}]*$)")


def procedure_of(folded_question: str) -> str:
    """Return what a question asks how to do, where that is a procedure; else nothing."""
    match = _PROCEDURE.search(folded_question)
    return match["said"] if match else ""


def turns_on(folded_question: str) -> str:
    """Return the last one or two telling characters of a question for yes or no; else nothing.

    They stand side by side: 抓 of 被抓到了吗, 出船 of 还能出船吗.
    """
    if _REQUEST.search(folded_question):
        return ""
    forms = (_ALTERNATIVE, _TWICE, _PARTICLE)
    match = next(filter(None, (form.match(folded_question) for form in forms)), None)
    if match is None:
        return ""
    said = _AFTERTHOUGHT.sub("", match["said"].strip())
    if _JUDGEMENT.search(said):
        return ""
    telling = _TELLING.search(said)
    return telling[0] if telling else ""
