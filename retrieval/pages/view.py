"""A page as an editor sees it: one HTML file, source on the left, articles on the right.

The file needs nothing else. Every field of the source is tinted by its place; decisions that were
close are flagged where they are.
"""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from retrieval.types import BlockKind, DoubtKind, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.types import Article, Doubt, Entry, Page

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

_STYLE = """
:root { color-scheme: light; --ink: #1f2328; --paper: #fdfcf8; --line: #e3ded2; --dim: #857f72; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.75 "Noto Serif CJK SC", "Songti SC", SimSun, serif;
  color: var(--ink);
  background: #efece4; }
header, h1, .key, .facts, .n, .flag { font-family: system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; }
header { position: sticky; top: 0; z-index: 1; padding: .7rem 1.4rem; background: #fff;
  border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1rem; }
h1 small { color: var(--dim); font-weight: 400; margin-left: .6rem; }
.key span { display: inline-block; margin: .3rem .35rem 0 0; padding: 0 .5rem; font-size: .78rem;
  border-radius: 3px; }
main { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; padding: 1rem 1.4rem;
  align-items: start; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
  padding: .8rem 1rem;
  min-width: 0; }
.row { display: flex; gap: .7rem; border-left: 5px solid transparent; padding-left: .5rem; }
.row.empty { height: .7rem; }
.n { flex: none; width: 2.2rem; text-align: right; color: var(--dim); font-size: .72rem;
  line-height: 1.6rem;
  user-select: none; }
.t { overflow-wrap: anywhere; white-space: pre-wrap; min-width: 0; }
.t span, .key span { border-radius: 3px; padding: .08em .12em; }
.flag { background: #fff1b8; border: 1px solid #e0b400; border-radius: 4px; padding: 0 .45rem;
  font-size: .76rem; margin: .15rem 0 .15rem 3.6rem; width: fit-content; }
article { border-left: 5px solid; padding: .1rem 0 .4rem .9rem; margin-bottom: 1.4rem; }
article h2 { font-size: 1.18rem; line-height: 1.45; margin: .1rem 0; }
article p { margin: .35rem 0; } .kicker-line, .subhead-line { margin: 0; color: #4b4a45; }
.facts { color: var(--dim); font-size: .8rem; margin: .2rem 0; }
.facts b { color: var(--ink); font-weight: 600; }
.b-inner_subhead { font-weight: 700; }
.b-caption, .b-credit, .b-table { font-size: .9em; color: #55524a; }
.banner { background: #d9d4ff; } .column { background: #ffd9f0; } .kicker { background: #ffe3c2; }
.headline { background: #ffc9c2; font-weight: 700; } .subhead { background: #fff0b3; }
.dateline { background: #cfe8ff; } .paragraph { background: #f1f0e9; }
.inner_subhead { background: #d2f0d0; }
.caption { background: #c8f0ec; } .credit { background: #dbe4f5; } .table { background: #e6e0d0; }
.furniture { background: #e2e2e2; color: #777; } .repeat { background: #eee; color: #999;
  text-decoration: line-through; }
@media (max-width: 900px) { main { grid-template-columns: 1fr; } }
"""
_FRAME = Template("""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title><style>$style</style></head><body>
$pages
</body></html>
""")
_PAGE = Template("""<header><h1>$source<small>$facts</small></h1>
<div class="key">$key</div></header>
<main><section class="source">$source_lines</section><section>$articles</section></main>""")


def as_html(pages: Iterable[Page]) -> str:
    """Return pages as one HTML file that needs nothing else."""
    shown = list(pages)
    title = escape("、".join(page.source for page in shown))
    return _FRAME.substitute(title=title, style=_STYLE, pages="\n".join(map(_page, shown)))


def _page(page: Page) -> str:
    key = "".join(f'<span class="{place}">{name}</span>' for place, name in PLACE_NAMES.items())
    return _PAGE.substitute(
        source=escape(page.source),
        facts=escape(page_facts(page)),
        key=key,
        source_lines=_source(page),
        articles="".join(_article(article, at) for at, article in enumerate(page.articles)),
    )


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


def _source(page: Page) -> str:
    entries: dict[int, list[Entry]] = {}
    for entry in page.account:
        entries.setdefault(entry.line, []).append(entry)
    doubts: dict[int, list[Doubt]] = {}
    for doubt in page.doubts:
        doubts.setdefault(doubt.line, []).append(doubt)
    return "".join(
        _row(number, line, entries.get(number, []), doubts)
        for number, line in enumerate(page.lines, start=1)
    )


def _row(
    number: int, line: str, entries: Sequence[Entry], doubts: Mapping[int, Sequence[Doubt]]
) -> str:
    if not line.strip():
        return '<div class="row empty"></div>'
    articles = [entry.article for entry in entries if entry.article is not None]
    edge = f' style="border-color:{_hue(articles[0])}"' if articles else ""
    flags = "".join(
        f'<div class="flag">⚠ {_worded(doubt)}</div>' for doubt in doubts.get(number, ())
    )
    count = f'<span class="n">{number}</span>'
    text = f'<span class="t">{_tinted(line, entries)}</span>'
    return f'<div class="row"{edge}>{count}{text}</div>{flags}'


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


def _article(article: Article, at: int) -> str:
    parts = [f'<article style="border-color:{_hue(at)}">']
    if article.column:
        parts.append(f'<p class="facts"><span class="column">{escape(article.column)}</span></p>')
    if article.kicker:
        parts.append(f'<p class="kicker-line">{escape(article.kicker)}</p>')
    parts.append(f"<h2>{escape(article.headline) or '（无标题）'}</h2>")
    if article.subhead:
        parts.append(f'<p class="subhead-line">{escape(article.subhead)}</p>')
    parts.append(f'<p class="facts">{_facts(article)}</p>')
    for block in article.blocks:
        text = escape(article.text[block.start : block.end])
        parts.append(f'<p class="b-{_BLOCK_CLASSES[block.kind]}">{text}</p>')
    return "".join([*parts, "</article>"])


def _facts(article: Article) -> str:
    named = [
        ("类型", article.kind.value),
        ("记者", "、".join(article.people.reporters)),
        ("实习记者", "、".join(article.people.interns)),
        ("通讯员", "、".join(article.people.correspondents)),
        ("摄影", "、".join(article.people.photographers)),
        ("日期", "；".join(f"{date.text} → {date.norm or '未定'}" for date in article.dates)),
    ]
    return " · ".join(f"{name} <b>{escape(value)}</b>" for name, value in named if value)
