"""What is said to who walks through the paper: lists, articles opened by themselves, inline."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse:
    """The strings of walking through the paper in one language."""

    latest: str
    issues: str
    page: str
    page_label: str
    found: str
    found_only_near: str
    near: str
    found_nothing: str
    search_what: str
    article_what: str
    article_none: str
    nothing_here: str
    too_old: str
    earlier: str
    later: str
    share: str
    inline_open: str
    inline_none: str
    inline_too_fast: str
    asked: str
    answer_gone: str


CHINESE = Browse(
    latest="最新报道（共{count}篇）",
    issues="报纸版面（共{count}个），点开看报道：",
    page="{page}（{count}篇）",
    page_label="{page}（{count}篇）",
    found="“{words}”：{count}篇",
    found_only_near="没有写到“{words}”的报道。",
    near="意思相近的：",
    found_nothing="没有找到“{words}”。换几个词试试，或者直接提问。",
    search_what="请在 /search 后面写上词语，例如：/search 职工 夜校",
    article_what="请在 /article 后面写上标题里的词语，就打开最接近的那一篇。",
    article_none="没有找到这篇报道。它可能已经不在档案里了。",
    nothing_here="这里没有报道了。",
    too_old="看不到原来的搜索词了，请再 /search 一次。",
    earlier="◀ 上一组",
    later="下一组 ▶",
    share="↗ 分享",
    inline_open="打开全文",
    inline_none="没有找到，去问问报",
    inline_too_fast="歇一歇，请过{seconds}秒再找",
    asked="问：{question}",
    answer_gone="这个回答已经不在了，请直接提问。",
)

ENGLISH = Browse(
    latest="The newest articles ({count})",
    issues="Pages of the paper ({count}); tap one for its articles:",
    page="{page} ({count} articles)",
    page_label="{page} ({count})",
    found="Articles with “{words}”: {count}",
    found_only_near="No article has “{words}” in it.",
    near="Near in meaning:",
    found_nothing="Nothing found for “{words}”. Try other words, or just ask.",
    search_what="Write words after /search, for example: /search 职工 夜校",
    article_what="Write words of a headline after /article; the nearest article opens.",
    article_none="This article was not found. It may no longer be in the archive.",
    nothing_here="There are no articles here.",
    too_old="The words of this search are gone; please /search again.",
    earlier="◀ before",
    later="after ▶",
    share="↗ Share",
    inline_open="Open the article",
    inline_none="Nothing found: ask Wenbao",
    inline_too_fast="A moment, please: try again in {seconds} s",
    asked="Asked: {question}",
    answer_gone="This answer is gone; please just ask.",
)
