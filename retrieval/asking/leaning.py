"""Whether a message leans on the turn before it: what points back, and what names no subject.

A question that stands by itself is left alone, whatever was said before it.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from retrieval.asking.elliptic import (
    ASKING_WORD,
    MEASURE,
    bare,
    is_of_that_day,
    named_alone,
    named_in_contrast,
    news_of_that_day,
    wants_more,
)
from retrieval.asking.keywords import keyword_in
from retrieval.asking.name_kinds import is_place, takes_the_place
from retrieval.asking.whether import GIVES, given_in, gives_money
from retrieval.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.asking.name_kinds import Words
    from retrieval.types import Turn


class Leaning(Enum):
    """How a message stands to the turn before it."""

    STANDS = auto()  # it asks on its own
    MAY_LEAN = auto()  # it says little, and is tried on its own first
    LEANS_FIRST = auto()  # it names no subject of its own, and is tried completed first
    LEANS = auto()  # without the turn before it asks nothing


# 多少家, 哪几个, 什么: with the noun that follows it is what is asked for, not what is asked of.
_ASKED_FOR = re.compile(rf"(?:什么|啥|哪些|哪|多少|几)[些几]?{MEASURE}")
_NEWS = re.compile(
    r"有(?:没有?)?(?:什么|哪些|啥|没有)(?:新|重要)?(?:新闻|要闻|大事|头条|新[鲜奇]事)|"
    r"(?:新闻|要闻|大事)有(?:哪些|什么|啥)|"
    r"^(?:[今昨前]天|[\d年]*(?:[\d一二三四五六七八九十]{1,3}[月日号]){2})[都还]?"
    r"(?:有|发生了?|出了?)(?:什么|哪些|啥)大?事|"
    r"^(?:最近|近期|近来)(?:都|还)?有(?:什么|哪些|啥|没有)"
)
_PERSONAL = re.compile(r"(?<![其吉])[他她它](?:们)?(?!山之石|乡)")
# 这个月 and 这几天 are days, and point at nothing that was said.
_THIS = re.compile(
    r"(?:这|那|(?<!应)该|此)(?!样|么|里|边|年|天|时|月|周|星期|礼拜|阵|段时|几天|些天|个月|个星期|个礼拜|达|曲|种?情况下)"
    r"(?:次|些|[个家位场项种篇件条所座支名份](?!呢)|公司|人|事|区|县|市|街道|社区|学校|校|院|厂|企业|单位|中心)?"
)
_WEAK_THIS = re.compile(r"(?:这|此|本|该)次|这些?年|那里|那边|这里|这边")
_OPENING = re.compile(
    r"^(?:那么?(?![里边天年])|还有|另外|此外|其中|其余|然后|后来|接着|结果|最终|最后|除了)[,，]?"
)
# 企业的那种几场: one of those that were talked of.
_SUCH = re.compile(r"的(?:那|这)(?:[种个些类]|一[种个类])(?=$|几|多少|呢|怎|是|有|[都也])")
# 带了什么礼物, 在哪办的: who or what did it is left out.
_HEADLESS = re.compile(rf"一共|总共|[^\W\d]{{1,3}}[了过]|[在有是由到去]?{ASKING_WORD}")
_MAX_BARE_CHARS = 5
# Who writes more than this says what it is about.
_MAX_LEANING_CHARS = 40
# 前燕是怎么灭亡的: something before 是, even where no noun is known.
_TOPIC = re.compile(
    r"(?!.{0,3}[了过着])(?P<topic>[^\W\d]{2,10}?)(?<![的也都就共别要])(?:是|属于|位于|建于|叫)(?!谁$|不是)"
)
_ALSO = re.compile(r"也(?:一样|是|有|参加|去|算|行|可以|能|要|会)|一样吗?$|不一样")
# 冠军是谁: of a part, and a part of what was talked of.
_OF_A_PART = re.compile(
    r"(?:那|这)?(?:冠军|亚军|季军|第[一二三]名|[一二三]等奖|奖金|奖品|名次|票价|门票|主办方|承办方|嘉宾|队长|团长)"
    rf"(?:都|分别)?(?:是|有|叫)?{ASKING_WORD}{MEASURE}(?:人|钱)?"
)
# 有律师吗: whether what was talked of has something.
_WHETHER_IT_HAS = re.compile(
    r"(?:那里?|现场|里面|还|也|都)?(?:有没有[^\W\d的]{1,6}|有[^\W\d的]{1,6}(?:吗|没有?|么))"
)
_LATIN = re.compile(r"[a-z][a-z0-9]+")
# 来了多少人: of anything whatever, so that it says nothing without the turn before it.
_GENERAL = frozenset(
    word
    for line in (
        "时候 时间 日期 地点 地方 地址 位置 人数 人员 人 单位 部门 职务 职位",
        "身份 名字 名称 姓名 原因 结果 目的 主题 情况 规模 数量 收费 免费 付费",
    )
    for word in line.split()
)
# Words for a part or a side of what is talked of: they ask of something that was named before.
_ASPECTS = _GENERAL | frozenset(
    word
    for line in (
        "名单 成员 意义 背景 内容 题目 形式 方式 办法 方法 措施 步骤 流程 细节 环节",
        "过程 特点 特色 亮点 作用 效果 成效 成绩 收获 体会 评价 感受 反响 问题 困难",
        "要求 条件 标准 范围 数字 数据 金额 费用 价格 价钱 经费 奖金 奖品 奖项 名次",
        "冠军 亚军 季军 一等奖 二等奖 三等奖 项目 课程 科目 工种 科室 礼物 礼品 物资",
        "慰问品 慰问金 东西 材料 嘉宾 领导 负责人 主席 书记 主任 代表 专家 老师 记者",
        "作者 通讯员 主办方 承办方 主办 承办 协办 组织者 参与者 参赛者 选手 队伍 活动",
        "比赛 团长 队长 会长 院长 校长 照片 图片 医生 律师 教授 教练 师傅 讲师 检察官",
        "工作人员 学员 大赛 赛事 决赛 初赛 复赛 会议 大会 会 培训 讲座 仪式 服务 工作",
        "参观 参加 报名 参赛 举办 举行 出席 带队 获奖 讲话 发言 介绍 计划 下一步 影响",
        "关系 区别 对象 群众 居民 消息 新闻 优势 优点 缺点 好处 目标 任务 宗旨 理念",
        "口号 品牌 模式 做法 举措 经验 进展 规则 规定 次数 排名 时长 下场 用途 来源",
    )
    for word in line.split()
)


def leaning(message: str, context: Turn, words: Words) -> Leaning:
    """Say whether a message can be understood without the turn before it."""
    folded = bare(message)
    if news_of_that_day(folded, context):
        return Leaning.LEANS
    news = _NEWS.search(folded) and not is_of_that_day(folded)
    if len(folded) > _MAX_LEANING_CHARS or news:
        return Leaning.STANDS
    own = _subjects(folded, words)
    if wants_more(folded) or not words.terms(folded):
        return Leaning.LEANS
    if name := named_alone(folded):
        whole = len(own) < 2 and takes_the_place(name, context.question, words)
        return Leaning.LEANS if whole else Leaning.LEANS_FIRST
    if named_in_contrast(folded, context, words) or _points_back(folded, own, words):
        return Leaning.LEANS_FIRST if own else Leaning.LEANS
    return _by_subject(folded, own, context, words)


def _subjects(folded: str, words: Words) -> list[str]:
    """Return what a message names beyond what it asks for: names first of all, and nouns."""
    rest = folded
    for match in _ASKED_FOR.finditer(folded):
        for noun in sorted(words.nouns(folded), key=len, reverse=True):
            if folded.startswith(noun, match.end()):
                rest = rest.replace(match[0] + noun, "，")
    nouns = [noun for noun in words.nouns(rest) if noun in folded]
    named = [*words.names(rest), *_LATIN.findall(rest), *(n for n in nouns if n not in _ASPECTS)]
    return list(dict.fromkeys(named))


def _points_back(folded: str, own: Sequence[str], words: Words) -> bool:
    """Whether words of a message stand for what was said; 房山那个驿站 says itself which one."""
    if (
        (_OPENING.match(folded) or _ALSO.search(folded))
        and len(own) < 2
        and not _named(folded, words)
    ):
        return True
    pronoun = _PERSONAL.search(folded)
    if pronoun and not words.names(folded[: pronoun.start()]):
        return True
    if _SUCH.search(folded) and len(own) < 2:
        return True
    this = _THIS.search(_WEAK_THIS.sub("", folded))
    if this is None:
        return _WEAK_THIS.search(folded) is not None and not own
    return not own or (this.start() == 0 and not folded.startswith(tuple(own), this.end()))


def _by_subject(folded: str, own: Sequence[str], context: Turn, words: Words) -> Leaning:
    """Say how a message leans that points at nothing: by what it names and leaves out."""
    if _OF_A_PART.fullmatch(folded) or _is_given(folded, words):
        return Leaning.LEANS
    if _WHETHER_IT_HAS.fullmatch(folded) and not _named(folded, words):
        return Leaning.LEANS_FIRST
    if not own:
        return _without_subject(folded, words)
    if keyword_in(folded, words.tokenizer) or _named(folded, words):
        return Leaning.STANDS
    if _named(context.question, words) and any(word in fold(context.question) for word in own):
        return Leaning.LEANS_FIRST
    return Leaning.MAY_LEAN if len(own) < 2 else Leaning.STANDS


def _is_given(folded: str, words: Words) -> bool:
    """Whether a message asks if a thing was given, and not by whom: 给慰问金了吗."""
    if not folded.startswith(tuple(GIVES)) or _named(folded, words):
        return False
    return gives_money(folded) or bool(given_in(folded, words.tokenizer))


def _without_subject(folded: str, words: Words) -> Leaning:
    topic = _TOPIC.match(folded)
    if (topic and topic["topic"] not in _ASPECTS) or _is_of_something_else(folded, words):
        return Leaning.MAY_LEAN
    general = all(noun in _GENERAL for noun in words.nouns(folded))
    return Leaning.LEANS if general else Leaning.LEANS_FIRST


def _is_of_something_else(folded: str, words: Words) -> bool:
    """Whether a message says enough to be of something, and the archive has no word of it."""
    says_enough = len(folded) > _MAX_BARE_CHARS and not _HEADLESS.match(folded)
    of_a_part = any(noun in _ASPECTS for noun in words.nouns(folded))
    return says_enough and not of_a_part and not words.any_known(words.terms(folded))


def _named(text: str, words: Words) -> bool:
    return bool(words.names(text)) or any(is_place(noun, words) for noun in words.nouns(text))
