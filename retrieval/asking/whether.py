"""What a question for yes or no, or for how to do a thing, turns on: 抓 of 骗子抓到了吗, 怎么报名.

An answer hardly does without it, while all before it may stand in any sentence of the article.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.text import Tokenizer

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
_JUDGEMENT = re.compile(
    r"(?:一样|合[法理规]|对|(?<![修办做建搞弄治写准谈学养装])好着?|行|成|可以|[是算][^,，]{1,6})$"
)
# What says when, how far or to whom, and what ends another word: 骗子, 老头.
_LIGHT = "了过得到上下来去回住是的真有能可以会要还都也在着成完最后已经给被把就子头儿"
_TELLING = re.compile(rf"(?:(?![{_LIGHT}])[\u4e00-\u9fff]){{1,2}}(?=[{_LIGHT}]*$)")
# The whole is asked for, and may be told in other words.
_TRUTH = re.compile("真的?[吗么]?[呢啊呀]?[?]?$")
# Words for anything and anybody, and the tags of words that only join, count or place others.
_ANYTHING = frozenset(["人", "人们", "东西", "事", "事儿", "事情", "时候", "地方"])
_NAMES = frozenset(["nr", "ns", "nt", "nz"])
_JOINING = re.compile("[udypcrfqmxekt]|zg$")
# What says how a verb ends: 抓到, 追回来.
_ENDING = re.compile(f"(?<=[^{_LIGHT}])(?:[了过得到上下来去回住成完着掉好]+|东西|事)$")
# 有书拿吗 is of the book as well.
_HAD = re.compile("有(?P<thing>[\u4e00-\u9fff]{1,3})[\u4e00-\u9fff]$")
# 桃子 is 鲜桃 in print: what ends a word for a thing of one character.
_THING_ENDING = re.compile("[子儿头]$")
# What is given tells more than that it is given, and who gave did not therefore give that: 送钱.
GIVES = "送赠捐发给领拿"
_GIVING = frozenset([*GIVES, "赠送", "发放"])
_GIVEN = re.compile(
    rf"[{GIVES}]{{1,2}}了?(?:[我你您他她]们?)?(?P<given>(?:(?![{_LIGHT}])[\u4e00-\u9fff]){{1,4}})了?$"
)
_MONEY_ASKED = re.compile(f"[{GIVES}][了过点些]*(?:现金|钱)$")
MONEY_GIVEN = (
    r"钱|[\d万千百亿]元|现金|[善捐赠]款|(?:慰问|奖|补助|助学|救助|补偿|赔偿|资|奖学|救济|互助)金|"
    "补贴|津贴|红包|经费"
)
"""How papers tell of money that is given, as a pattern."""
_HELPING = re.compile("^[能会可要]可?(?=.)")
_TWICE_SAID = re.compile("^(.)[不没]\\1")
# The 250 characters that stand in most words, by jieba's frequencies: they tell nothing of one.
_OF_MANY_WORDS = frozenset(
    "一国人不大中有个生地来这学子行发为出家上会成们以时主自方年作民长是业部分工公天要经于"
    "下面政市动道法全然定进到后产用可本心北过现机理区体开力同种门实事高军么文多能关重代里"
    "之得建化制明平小外山前水日西度起我如通南当两十东名合其表间安者加员他手物些头性三战相"
    "说口样位武城海院在意立资情此数所利第场治对级量身江石期无内点正次新没原展教特世入知各"
    "那品任系务汉因湖社二统美己提路科常应电气义见金基目最声形设回首计领元去问导而司好程果"
    "议老权总省万决王流结活几术规委解儿队题先看别交什保变想直色报四族命管少比济运组已"
)


def procedure_of(folded_question: str) -> str:
    """Return what a question asks how to do, where that is a procedure; else nothing."""
    match = _PROCEDURE.search(folded_question)
    return match["said"] if match else ""


def turns_on(folded_question: str) -> str:
    """Return the last one or two telling characters of a question for yes or no; else nothing.

    They stand side by side: 抓 of 被抓到了吗, 出船 of 还能出船吗.
    """
    telling = _TELLING.search(_said(folded_question))
    thing = telling[0] if telling else ""
    return thing[1:] if len(thing) > 1 and thing[0] in _GIVING else thing


def gives_money(folded_question: str) -> bool:
    """Whether a question for yes or no is for money given, of which papers name the sum."""
    return _MONEY_ASKED.search(_said(folded_question)) is not None


def tells_of_money(text: str) -> bool:
    """Whether a text tells of money that is given: 27万元, 慰问金."""
    return re.search(MONEY_GIVEN, text) is not None


def lacks_what_is_given(folded_question: str, text: str, tokenizer: Tokenizer) -> bool:
    """Whether a question for yes or no asks for a thing to be given that a text has not."""
    if gives_money(folded_question):
        return not tells_of_money(text)
    return not stand_in(given_in(folded_question, tokenizer), text, tokenizer)


def _said(folded_question: str) -> str:
    """Return what a question for yes or no says, without what only asks; else nothing."""
    if _REQUEST.search(folded_question):
        return ""
    forms = (_ALTERNATIVE, _TWICE, _PARTICLE)
    match = next(filter(None, (form.match(folded_question) for form in forms)), None)
    said = _AFTERTHOUGHT.sub("", match["said"].strip()) if match else ""
    return "" if _JUDGEMENT.search(said) else said


def turning_words(folded_question: str, tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return the last telling word of a question for yes or no, with the verb before a noun.

    叠 and 被子 of 保安比赛叠被子吗, 开门 of 驿站周末开门吗; none where it is no such question, nor
    where the whole of what is said is asked for: 搜出四千万是真的吗.
    """
    said = "" if _TRUTH.search(folded_question) else _said(folded_question)
    words = list(_said_words(folded_question, said, tokenizer)) if said else []
    if given := given_in(folded_question, tokenizer):
        return given
    at = next((i for i in reversed(range(len(words))) if _tells(*words[i])), None)
    if at is None:
        return ()
    last, flag = words[at]
    if len(last) == 1 and (had := _HAD.search(said)):
        return (last, had["thing"])
    if not (flag.startswith("n") and tokenizer.is_word(last)):
        return (last,)
    return (last, *_verb_before(words[max(0, at - 2) : at]))


def given_in(folded_question: str, tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return what a question for yes or no asks to have been given, as papers say it: 送米了吗."""
    said = "" if _TRUTH.search(folded_question) else _said(folded_question)
    match = _GIVEN.search(said)
    if match is None or not _is_given(said, match, tokenizer):
        return ()
    return (match["given"],)


def _is_given(said: str, giving: re.Match[str], tokenizer: Tokenizer) -> bool:
    """Whether a thing is given, and the two are no other word: 发|奖金, 发米, 送花, not 发展."""
    thing = giving["given"]
    whole = said[giving.start() : giving.end("given")]
    flag = tokenizer.tagged_again(thing)[-1][1]
    if flag.startswith(("v", "d", "a", "r")):
        return False
    if tokenizer.is_word(whole):  # 送花 is a word as well, and the thing still tells
        return whole[0] in "送赠" and flag.startswith("n")
    return len(whole) == 2 or giving.start("given") in tokenizer.edges(said)


def _said_words(question: str, said: str, tokenizer: Tokenizer) -> Iterator[tuple[str, str]]:
    """Yield the words of what a question says, each with its tag."""
    start, at = question.rfind(said), 0
    for word, flag, _ in tokenizer.tagged_again(question):
        inside = word[: max(0, start + len(said) - at)]
        at += len(word)
        if inside and at > start:
            cut = inside != word  # 关 of 关了, which is tagged as what it is not
            yield _core(inside, "v" if cut else flag, tokenizer)


def _verb_before(words: list[tuple[str, str]]) -> list[str]:
    """Return the verb of an object, if it tells what is done: 叠 does, 发 says little by itself.

    Any verb does where a name says of whom: 见越南客人.
    """
    named = bool(words) and words[-1][1] in _NAMES
    verbs = [
        w
        for w, flag in reversed(words)
        if flag.startswith("v") and _tells(w, flag) and w not in _GIVING
    ]
    return [verb for verb in verbs[:1] if named or set(verb) - _OF_MANY_WORDS]


def _core(word: str, flag: str, tokenizer: Tokenizer) -> tuple[str, str]:
    """Return a word, tagged, without what stands around it in speech: 抓 of 抓到, 退 of 退不退."""
    noun = flag.startswith("n") and tokenizer.is_word(word) and not word.endswith("东西")
    if noun or flag == "t":
        return word, flag
    bare = _TWICE_SAID.sub(r"\1", _HELPING.sub("", word))
    core = _ENDING.sub("", bare) or bare
    return (word, flag) if core == word else (core, "v")  # only verbs are said so


def _tells(word: str, flag: str) -> bool:
    light = all(character in _LIGHT or character in "掉好" for character in word)
    return not (light or word in _ANYTHING or _JOINING.match(flag) or not word.isalpha())


def stand_in(words: tuple[str, ...], folded_text: str, tokenizer: Tokenizer) -> bool:
    """Whether one of some words, or a word akin to one, stands in a text; yes where none do."""
    if not words or any(len(word) > 1 and word in folded_text for word in words):
        return True
    printed = frozenset(_words(folded_text, tokenizer))
    return any(_akin(word, other, tokenizer) for word in words for other in printed)


def _words(folded_text: str, tokenizer: Tokenizer) -> Iterator[str]:
    edges = sorted(tokenizer.edges(folded_text))
    return (folded_text[start:end] for start, end in itertools.pairwise(edges))


def _akin(word: str, printed: str, tokenizer: Tokenizer) -> bool:
    """Whether two words share what tells them: 看牙 and 牙齿, 抓 and 抓获, but not 开门 and 公开.

    A word of one character that is part of many words is akin to those of its part of speech that
    begin with it, and to those that end so: 书 and 书籍, 见 and 会见, but not 关 and 相关.
    """
    if word == printed or (len(printed) > 1 and printed in word):
        return True
    if any(_is_of(c, word, printed) for c in word if c not in _OF_MANY_WORDS and c not in _LIGHT):
        return True
    if _is_described(_THING_ENDING.sub("", word), word, printed):
        return tokenizer.tagged_again(printed)[0][1].startswith("n")
    if len(word) > 1 or len(printed) == 1:
        return False
    if printed.startswith(word):
        return tokenizer.tagged_again(printed)[0][1][0] == tokenizer.tagged_again(word)[0][1][0]
    return printed.endswith(word) and printed[0] not in "相有无"


def _is_described(thing: str, word: str, printed: str) -> bool:
    """Whether a word is one telling character with an ending, and a printed one describes it."""
    told = len(thing) == 1 and thing != word and thing not in _OF_MANY_WORDS
    return told and len(printed) == 2 and printed.endswith(thing)


def _is_of(character: str, word: str, printed: str) -> bool:
    """Whether a character tells of a word what it tells of a printed one: 火 of 山火 and 火灾.

    What a word begins with is something else at the end of another: 考 of 考核 and 思考.
    """
    if word.endswith(character):
        return printed.startswith(character) or printed.endswith(character)
    return len(printed) > 1 and printed.startswith(character)
