"""The lines of one page become the page: every step of the reading, in order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.errors import PageError
from retrieval.pages import assemble, dating, headlines
from retrieval.pages.captions import find_captions
from retrieval.pages.columns import give_columns
from retrieval.pages.continuations import breaks_of
from retrieval.pages.doubts import doubts_of
from retrieval.pages.fragments import fragments_of, without_marks
from retrieval.pages.front_matter import FrontMatter, front_matter
from retrieval.pages.furniture import back_note, forward_note, newspaper_in, split_furniture
from retrieval.pages.layout import Layout
from retrieval.pages.repair import cut_overlaps, repeats
from retrieval.pages.riders import cut_credits, surroundings, take_riders
from retrieval.pages.segment import drafts, label
from retrieval.pages.verse import verse_lines
from retrieval.types import Article, Entry, Page, PageFault, Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.pages.assemble import Outline
    from retrieval.pages.fragments import Fragment, SourceText
    from retrieval.pages.riders import Rider
    from retrieval.pages.segment import Draft
    from retrieval.types import PageDate


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The fragments of a page, parted by what they are; `verse` are the line numbers of poems."""

    plain: list[Fragment]
    riders: list[Rider]
    entries: list[Entry]
    notes: list[Fragment]
    verse: frozenset[int]


def read_text(
    name: str, sha256: str, source: SourceText, day: dt.date | None = None, number: str = ""
) -> Page:
    """Read the text of one page; `day` is what an admin says of its date.

    Raises `PageError` when the text holds no article.
    """
    lines = source.lines
    front = front_matter(lines)
    parted = _sort(source, front.lines)
    layout = Layout(tuple(parted.plain))
    around = replace(
        surroundings(parted.plain, parted.riders),
        verse=frozenset(at for at, line in enumerate(parted.plain) if line.line in parted.verse),
        continued=_lines_behind(parted, back_note),
        broken_off=_lines_behind(parted, forward_note),
    )
    labelled = label(parted.plain, layout, around)
    banner, made = drafts(labelled)
    outlines = _outlines(made, parted.riders, layout)
    banner += _without_text(outlines)
    if not outlines:
        raise PageError(name, PageFault.NO_ARTICLE)
    for outline in outlines:
        outline.flow = outline.flow if layout.wrapped else find_captions(outline.flow)
        runs = assemble.runs_of(outline.flow, layout, parted.verse)
        outline.runs = list(assemble.cut_credits(runs))
    account = [*parted.entries, *(assemble.entry(line, Place.BANNER) for line in banner)]
    for index, outline in enumerate(outlines):
        account.extend(assemble.entries(outline, index))
    articles = _told_apart([assemble.build(outline) for outline in outlines])
    folios = [_printed(entry, lines) for entry in parted.entries if entry.place is Place.FURNITURE]
    date = dating.page_date(name, front, folios, day) or dating.infer(articles)
    page = Page(
        source=name,
        sha256=sha256,
        articles=tuple(_dated(articles, date)),
        newspaper=front.newspaper or newspaper_in(folios),
        date=date,
        number=_number(front, name, folios) or number,
        banner=headlines.joined(banner),
        lines=lines,
        account=tuple(sorted(account, key=lambda entry: (entry.line, entry.column))),
        doubts=tuple(doubts_of(labelled, outlines)),
    )
    return replace(page, breaks=tuple(breaks_of(page)))


def _number(front: FrontMatter, name: str, folios: Sequence[str]) -> str:
    return front.number or dating.number_in_name(name) or dating.number_in_folio(folios)


def _printed(entry: Entry, lines: Sequence[str]) -> str:
    return lines[entry.line - 1][entry.column : entry.column + entry.length]


def _dated(articles: Sequence[Article], date: PageDate | None) -> Iterator[Article]:
    """Give articles their event dates, resolved against the page's day or the year it names."""
    text = "\n".join(article.text for article in articles)
    day, year = (date.day, None) if date else (None, dating.infer_year(text))
    for article in articles:
        yield replace(article, dates=dating.event_dates(article.text, day, year))


def _sort(source: SourceText, front_lines: int) -> _Sorted:
    """Take front matter, marks, furniture, repeats and riders out of a page."""
    everything = fragments_of(source)
    entries = [
        assemble.entry(line, Place.FURNITURE) for line in everything if line.line <= front_lines
    ]
    bare: list[Fragment] = []
    for fragment in everything[len(entries) :]:
        kept, marks = without_marks(fragment)
        bare.append(kept)
        entries.extend(assemble.entry(mark, Place.FURNITURE) for mark in marks)
    kept_lines, furniture = split_furniture(bare)
    kept_lines, notes = _cut_notes(kept_lines)
    entries.extend(assemble.entry(line, Place.FURNITURE) for line in [*furniture, *notes])
    kept_lines, overlaps = cut_overlaps(kept_lines)
    for overlap, original in overlaps:
        entries.append(assemble.entry(overlap, Place.REPEAT, original=original))
    again = repeats(kept_lines)
    for index, original in again.items():
        entries.append(assemble.entry(kept_lines[index], Place.REPEAT, original=original))
    once = [line for index, line in enumerate(kept_lines) if index not in again]
    once = cut_credits(once)
    verse = verse_lines(once)
    plain, riders = take_riders(once, verse)
    again = repeats(plain)
    for index, original in again.items():
        entries.append(assemble.entry(plain[index], Place.REPEAT, original=original))
    plain = [line for index, line in enumerate(plain) if index not in again]
    return _Sorted(plain, riders, entries, notes, frozenset(once[at].line for at in verse))


def _cut_notes(fragments: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Cut 下转 and 上接 notes off the lines at whose ends they stand."""
    kept: list[Fragment] = []
    notes: list[Fragment] = []
    for fragment in fragments:
        rest = fragment
        if back := back_note(rest.text):
            note, rest = rest.cut(back[0])
            notes.append(note)
        if rest.text and (forward := forward_note(rest.text)):
            rest, note = rest.cut(forward[0])
            notes.append(note)
        if rest.text:
            kept.append(rest)
    return kept, notes


def _lines_behind(parted: _Sorted, kind: Callable[[str], tuple[int, str] | None]) -> frozenset[int]:
    """Return the first line behind each 上接 or 下转 note, by index."""
    places = [(note.line, note.column) for note in parted.notes if kind(note.text)]
    behind = (
        next((at for at, line in enumerate(parted.plain) if (line.line, line.column) > place), -1)
        for place in places
    )
    return frozenset(at for at in behind if at >= 0)


def _outlines(made: Sequence[Draft], riders: Sequence[Rider], layout: Layout) -> list[Outline]:
    """Give every draft its riders, its parted heading and its column labels."""
    outlines = [_outline(draft, layout) for draft in made]
    if not outlines and riders:
        outlines = [assemble.Outline(headlines.part([], "", layout))]
    starts = [_start(draft) for draft in made] or [(0, 0)]
    for rider in riders:
        at = (rider.fragment.line, rider.fragment.column)
        owner = max((index for index, start in enumerate(starts) if start <= at), default=0)
        outlines[owner].flow.append((rider.place, rider.fragment))
    for outline in outlines:
        outline.flow.sort(key=lambda item: (item[1].line, item[1].column))
    give_columns(made, outlines)
    for before, outline in itertools.pairwise(outlines):
        if not before.heading.headline and not outline.heading.headline and not outline.column:
            outline.shared_column = before.column_text
    return outlines


def _without_text(outlines: list[Outline]) -> list[Fragment]:
    """Take headings without text off the list: they are subheads of the article before them.

    Returns those that stand before the first article; they belong to the page.
    """
    homeless: list[Fragment] = []
    kept: list[Outline] = []
    for outline in outlines:
        heading = outline.heading
        lines = [*outline.column, *heading.kicker, *heading.headline, *heading.subhead]
        if outline.flow:
            kept.append(outline)
        elif kept:
            lines.sort(key=lambda line: (line.line, line.column))
            kept[-1].flow.extend((Place.INNER_SUBHEAD, line) for line in lines)
        else:
            homeless.extend(lines)
    outlines[:] = kept
    return homeless


def _start(draft: Draft) -> tuple[int, int]:
    first = (draft.head or draft.flow)[0].fragment
    return first.line, first.column


def _outline(draft: Draft, layout: Layout) -> Outline:
    lead = "".join(item.fragment.text for item in draft.flow[:3])
    heading = headlines.part([item.fragment for item in draft.head], lead, layout)
    return assemble.Outline(
        heading, [(assemble.PLACES[item.label], item.fragment) for item in draft.flow]
    )


def _told_apart(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Give articles of one page that begin alike different ids, in page order."""
    seen: dict[str, int] = {}
    apart = []
    for article in articles:
        again = seen.get(article.id, 0)
        seen[article.id] = again + 1
        fresh = assemble.article_id(article.headline, article.text, again)
        apart.append(replace(article, id=fresh))
    return tuple(apart)
