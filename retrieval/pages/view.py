"""A page as an editor sees it: one HTML file, source on the left, articles on the right.

The file needs nothing else. Every field of the source is tinted by its place; decisions that were
close are flagged where they are.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from retrieval.types import ArticleKind, BlockKind, DoubtKind, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from retrieval.types import Article, Doubt, Entry, EventDate, Page

PLACE_NAMES = {
    Place.BANNER: "通栏",
    Place.COLUMN: "栏目",
    Place.KICKER: "引题",
    Place.HEADLINE: "主题",
    Place.SUBHEAD: "副题",
    Place.DATELINE: "电头",
    Place.PARAGRAPH: "正文",
    Place.INNER_SUBHEAD: "小标题",
    Place.CAPTION: "图片说明",
    Place.CREDIT: "署名",
    Place.TABLE: "表格",
    Place.FURNITURE: "版面杂项",
    Place.REPEAT: "重复",
}
_DOUBTS = {
    DoubtKind.PLACE: "勉强认作{place}",
    DoubtKind.HEADING: "引题、主题、副题可能认错",
    DoubtKind.NO_HEADLINE: "这一篇没有标题",
}
_BLOCK_CLASSES = {
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.SUBHEAD: "inner_subhead",
    BlockKind.CAPTION: "caption",
    BlockKind.CREDIT: "credit",
    BlockKind.TABLE: "table",
}
_DATE_SOURCES = {
    "front_matter": "文件所载",
    "file_name": "据文件名",
    "folio": "据报头",
    "admin": "管理员指定",
    "inferred": "推定",
}

_KINDS = {
    ArticleKind.NEWS: "新闻",
    ArticleKind.PHOTO: "图片新闻",
    ArticleKind.COLUMN: "栏目",
    ArticleKind.NOTICE: "启事公告",
}
_FRAME = Template("""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title><style>$style</style></head><body>
$pages
</body></html>
""")
_PAGE = Template("""<header><h1>$source<small>$facts</small></h1>
<div class="key">$key</div>$doubts</header>
<main><section class="source">$source_lines</section><section>$articles</section></main>""")


def as_html(pages: Iterable[Page]) -> str:
    """Return pages as one HTML file that needs nothing else."""
    shown = list(pages)
    title = escape("、".join(page.source for page in shown))
    style = files("retrieval.pages").joinpath("view.css").read_text(encoding="utf-8")
    body = "\n".join(_page(page, number) for number, page in enumerate(shown, start=1))
    return _FRAME.substitute(title=title, style=style, pages=body)


def _page(page: Page, number: int) -> str:
    """Return one page; `number` tells its anchors from those of other pages in the file."""
    key = "".join(f'<span class="{place}">{name}</span>' for place, name in PLACE_NAMES.items())
    return _PAGE.substitute(
        source=escape(page.source),
        facts=escape(page_facts(page)),
        key=key,
        doubts=_doubts(page, number),
        source_lines=_source(page, number),
        articles="".join(_article(page, at, number) for at in range(len(page.articles))),
    )


def _doubts(page: Page, number: int) -> str:
    """Return links to the lines that an editor should look at; nothing when there are none."""
    links = (
        f'<a class="flag" href="#p{number}l{doubt.line}">第{doubt.line}行 {_worded(doubt)}</a>'
        for doubt in page.doubts
    )
    return f'<p class="doubts">{"".join(links)}</p>' if page.doubts else ""


def page_facts(page: Page) -> str:
    """Return newspaper, date and number of a page in a line, and what was counted on it."""
    date = ""
    if page.date:
        sure = f"，可信度 {page.date.confidence:.0%}" if page.date.inferred else ""
        date = f"{page.date.day:%Y-%m-%d}（{_DATE_SOURCES[page.date.source]}{sure}）"
    number = f"第{page.number}版" if page.number else ""
    counts = f"{len(page.articles)} 篇，{len(page.doubts)} 处存疑"
    return " · ".join(part for part in (page.newspaper, date or "日期不详", number, counts) if part)


def _hue(article: int) -> str:
    """Return a colour for an article that neighbours do not share."""
    return f"hsl({article * 137 % 360} 55% 52%)"


def _source(page: Page, number: int) -> str:
    entries: dict[int, list[Entry]] = {}
    for entry in page.account:
        entries.setdefault(entry.line, []).append(entry)
    doubts: dict[int, list[Doubt]] = {}
    for doubt in page.doubts:
        doubts.setdefault(doubt.line, []).append(doubt)
    return "".join(
        _row(f"p{number}", at, line, entries.get(at, []), doubts)
        for at, line in enumerate(page.lines, start=1)
    )


def _row(
    page: str,
    number: int,
    line: str,
    entries: Sequence[Entry],
    doubts: Mapping[int, Sequence[Doubt]],
) -> str:
    if not line.strip():
        return '<div class="row empty"></div>'
    articles = [entry.article for entry in entries if entry.article is not None]
    edge = f' style="border-color:{_hue(articles[0])}"' if articles else ""
    flags = "".join(
        f'<div class="flag">⚠ {_worded(doubt)}</div>' for doubt in doubts.get(number, ())
    )
    count = f'<span class="n">{number}</span>'
    if articles:
        count = f'<a class="n" href="#{page}a{articles[0]}">{number}</a>'
    text = f'<span class="t">{_tinted(line, entries)}</span>'
    return f'<div class="row" id="{page}l{number}"{edge}>{count}{text}</div>{flags}'


def _worded(doubt: Doubt) -> str:
    return _DOUBTS[doubt.kind].format(place=PLACE_NAMES[doubt.place] if doubt.place else "")


def _tinted(line: str, entries: Sequence[Entry]) -> str:
    parts: list[str] = []
    at = 0
    for entry in entries:
        parts.append(escape(line[at : entry.column]))
        at = entry.column + entry.length
        origin = f"，原文见第 {entry.original} 行" if entry.original else ""
        title = PLACE_NAMES[entry.place] + origin
        text = escape(line[entry.column : at])
        parts.append(f'<span class="{entry.place}" title="{title}">{text}</span>')
    return "".join([*parts, escape(line[at:])])


def _article(page: Page, at: int, number: int) -> str:
    """Return one article of a page, linked with its first line of the source."""
    article = page.articles[at]
    line = min((entry.line for entry in page.account if entry.article == at), default=0)
    headline = escape(article.headline) or "（无标题）"
    parts = [f'<article id="p{number}a{at}" style="border-color:{_hue(at)}">']
    parts.extend(_labelled(Place.COLUMN, article.column))
    parts.extend(_labelled(Place.KICKER, article.kicker))
    parts.append(f'<h2><a href="#p{number}l{line}">{headline}</a></h2>')
    parts.extend(_labelled(Place.SUBHEAD, article.subhead))
    parts.append(f'<p class="facts">{_facts(article)}</p>')
    for block in article.blocks:
        text = escape(article.text[block.start : block.end])
        parts.append(f'<p class="b-{_BLOCK_CLASSES[block.kind]}">{text}</p>')
    return "".join([*parts, "</article>"])


def _labelled(place: Place, text: str) -> Iterator[str]:
    """Yield a line of a heading with the name of its place, if the article has one."""
    if text:
        tag = f'<span class="tag {place}">{PLACE_NAMES[place]}</span>'
        yield f'<p class="aside">{tag}{escape(text)}</p>'


def _facts(article: Article) -> str:
    elsewhere = dict.fromkeys(piece.source for piece in article.pieces if piece.source)
    named = [
        ("类型", _KINDS[article.kind]),
        ("记者", "、".join(article.people.reporters)),
        ("实习记者", "、".join(article.people.interns)),
        ("通讯员", "、".join(article.people.correspondents)),
        ("摄影", "、".join(article.people.photographers)),
        ("日期", "；".join(f"{date.text} → {_day(date)}" for date in article.dates)),
        ("续自", "、".join(elsewhere)),
    ]
    return " · ".join(f"{name} <b>{escape(value)}</b>" for name, value in named if value)


def _day(date: EventDate) -> str:
    """Return what is known of a date; a year that nobody names is said to be unknown."""
    if date.norm.startswith("--"):
        return f"{date.norm[2:]}（年份不详）"
    return date.norm or "未定"
