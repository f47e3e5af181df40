"""The shapes of column labels (栏目): endings, brackets and paired slogans that name a column."""

from __future__ import annotations

import re

from retrieval.pages import shapes

_COLUMN_NAME = re.compile(
    r"(?:巡礼|专栏|系列报道|系列|专题|进行时|在行动|聚焦|关注|风采|连载|视点|之窗|速递|简讯|快讯|短波|速览|短讯|要闻|一线|故事|走笔|特刊|专版"
    r"|论坛|茶座|信箱|广角|观察|时评|快评|漫谈|随笔|札记|人物|访谈|对话|问答|图片新闻|图片报道|新闻集装箱|集锦|点击|动态|专访|榜|谱|笔谈|杂谈|提示|征文|话题|来信|链接|寄语|心语|新闻眼|面对面|风景线|掠影|光影|剪影|写真|以案说法|以案释法|说法|苑|园地|天地|讲堂|课堂|直通车|书架|茶馆)$"
)
_SECTION = re.compile(
    r"(?:诗歌?|散文|小说|小小说|随笔|文学|书法|摄影)(?:页|角|坊|廊|笺|辑|选登?|之页)?"
    r"|(?:本报)?(?:评论员|评论员文章|社论|短评|编后|编者按|特稿|特写|通讯|综述|侧记|快评|微评|时评)"
)
"""Names of sections that tell a kind of text, so that it says nothing when a text uses them."""
_BRACKETED = re.compile(r"[【\[〔［｜|●■◆★☆◎▌]\s*.{2,14}\s*[】\]〕］｜|●■◆★☆◎▌]?")


def is_column_name(text: str) -> bool:
    """Whether a line is shaped as a column label: a known ending, brackets, or paired slogans."""
    folded = shapes.plain(text)
    if not 2 <= len(folded) <= 24 or re.search(r"[。，,!?]", folded):
        return False
    named = _COLUMN_NAME.search(folded) or _BRACKETED.fullmatch(text)
    return named is not None or is_section_name(text) or equal_clauses(text)


def is_section_name(text: str) -> bool:
    """Whether a line is nothing but the name of a kind of text: 小小说, 评论员文章."""
    return _SECTION.fullmatch(shapes.plain(text)) is not None


def equal_clauses(text: str, least: int = 3) -> bool:
    """Whether a line is so many short clauses of one length, as slogans are."""
    groups = shapes.clauses(text)
    return (
        len(groups) >= least and len({len(group) for group in groups}) == 1 and len(groups[0]) <= 6
    )
