"""A newspaper article as a bibliography cites it, by GB/T 7714—2015 (document type [N])."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.rich import shortened

if TYPE_CHECKING:
    from retrieval.types import ArticleRef, PageDate

MOST_AUTHORS = 3  # the standard names three and adds 等
MAX_UNITS = 256  # what a copy button may hold
ROLES = frozenset({"记者", "实习记者", "通讯员", "摄影"})


def citation(article: ArticleRef, max_units: int = MAX_UNITS) -> str:
    """Return `作者. 题名[N]. 报纸名, 日期(版次).`, what is not known left out.

    A day that was worked out and not printed stands in brackets. Where all is too long, the
    headline is cut short.
    """
    authors = _authors(article.byline)
    before = f"{authors}. " if authors else ""
    printed_in = _printed_in(article)
    after = f"[N]. {printed_in}." if printed_in else "[N]."
    room = max_units - len((before + after).encode("utf-16-le")) // 2
    if room < 2:
        return shortened(f"{before}{article.headline}{after}", max_units)
    return before + shortened(article.headline, room) + after


def _authors(byline: str) -> str:
    """Return the names of a byline such as 记者 张晶、李明 通讯员 何青, without their roles."""
    words = (word for word in byline.split() if word not in ROLES)
    names = [name for word in words for name in word.split("、") if name]
    more = ", 等" if len(names) > MOST_AUTHORS else ""
    return ", ".join(names[:MOST_AUTHORS]) + more


def _printed_in(article: ArticleRef) -> str:
    day = _day(article.date) if article.date else ""
    page = f"({article.page_number})" if article.page_number else ""
    between = ", " if article.newspaper and day else ""
    return article.newspaper + between + day + page


def _day(date: PageDate) -> str:
    return f"[{date.day.isoformat()}]" if date.inferred else date.day.isoformat()
