"""Everyday words and how papers print them: 相亲 is 交友联谊, 小孩 is 孩子 or 儿童.

Only what means the same whatever the question is stands here. A question is asked in its own words
and in those of the paper, and what answers more surely is shown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.asking.words import completed
from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.index.generation import Generation
    from retrieval.text import Tokenizer
    from retrieval.types import Query

# An everyday word, and what is printed for it, the likeliest first.
_PRINTED = """
相亲 交友联谊 联谊 婚恋交友
相亲会 交友联谊活动 联谊活动
上班族 职工 员工
打工人 职工 员工
打工的 务工人员 职工
打工者 务工人员
外卖小哥 外卖骑手 外卖配送员 送餐员
外卖员 外卖骑手 外卖配送员 送餐员 外卖小哥
送外卖的 外卖小哥 外卖骑手 外卖配送员 送餐员
快递小哥 快递员
送快递的 快递员 快递小哥
环卫工 环卫工人
工钱 工资 报酬
讨薪 追讨工资 拖欠工资
看病 就诊 就医
老百姓 群众 居民
小孩 孩子 儿童
娃 孩子 儿童
爸 父亲
爸爸 父亲
妈 母亲
妈妈 母亲
爸妈 父母
老公 丈夫
媳妇 妻子
老婆 妻子
警察 民警
车祸 交通事故
坐牢 服刑
厕所 卫生间 洗手间 如厕
上厕所 如厕
喝水 饮水 饮用水
吃饭 用餐 就餐
歇脚 休息
剪头发 理发 剪发
理头发 理发
看牙 口腔
量血压 血压测量 测血压
老师 教师
老人 老年人
大夫 医生 医师
司机 驾驶员
保姆 家政服务员
月嫂 母婴护理员
土豆 马铃薯
西红柿 番茄
电瓶车 电动自行车 电动车
坐车 乘车
买房 购房
租房 房屋租赁
打官司 诉讼
加班费 加班工资
炒鱿鱼 辞退 解雇
社保 社会保险
医保 医疗保险
公积金 住房公积金
"""
ALTERNATIVES = {
    everyday: tuple(printed)
    for everyday, *printed in (line.split() for line in _PRINTED.strip().splitlines())
}
_WORDS = re.compile("|".join(sorted(ALTERNATIVES, key=len, reverse=True)))
# What stands in quotation marks is a name or somebody's words, and stays as it is.
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|\"[^\"]*\"")


def printed_for(words: Sequence[str], folded_question: str) -> tuple[str, ...]:
    """Return how papers print what a question says in everyday words that hold one of `words`."""
    spoken = [match[0] for match in _WORDS.finditer(folded_question)]
    meant = (said for said in spoken if any(word in said for word in words))
    return tuple(printed for said in meant for printed in ALTERNATIVES[said])


def in_print(query: Query, generation: Generation, tokenizer: Tokenizer) -> Query | None:
    """Return a completed query in the words of papers; `None` where it has no everyday words."""
    frequency = generation.lexical.document_frequency

    def knows(word: str) -> bool:
        return frequency(word) > 0

    named = tuple(filter(knows, query.names))
    text = as_printed(fold(query.text), tokenizer, knows, named)
    if query.small_talk is not None or text is None:
        return None
    names = tuple(name for name in query.names if name in text)
    terms = tokenizer.content_terms(text)
    return completed(replace(query, text=text, terms=terms, names=names), generation, tokenizer)


def as_printed(
    question: str, tokenizer: Tokenizer, knows: Callable[[str], bool], named: tuple[str, ...] = ()
) -> str | None:
    """Return a folded question in words of print that the archive knows; `None` if there are none.

    What is part of another word or of a name of the archive stays.
    """
    if not _WORDS.search(question):
        return None
    edges = tokenizer.edges(question)
    kept = [match.span() for match in _QUOTED.finditer(question)]
    kept += [match.span() for name in named for match in re.finditer(re.escape(name), question)]

    def printed(match: re.Match[str]) -> str:
        inside = any(start <= match.start() and match.end() <= end for start, end in kept)
        if inside or not {match.start(), match.end()} <= edges:
            return match[0]
        known = (p for p in ALTERNATIVES[match[0]] if all(map(knows, tokenizer.terms_again(p))))
        return next(known, match[0])

    reworded = _WORDS.sub(printed, question)
    return reworded if reworded != question else None
