"""Drafts become articles: paragraphs joined, blocks and pieces counted, people named.

Each article is put together with the account of its characters, so that nothing gets lost between
what the reader decided and what is stored.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.pages import byline, headlines, people, shapes
from retrieval.pages.repair import joins
from retrieval.pages.scoring import NOTICE_NAME, Label
from retrieval.types import (
    Article,
    ArticleId,
    ArticleKind,
    Block,
    BlockKind,
    Entry,
    People,
    Piece,
    Place,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from retrieval.pages.fragments import Fragment
    from retrieval.pages.headlines import Headlines
    from retrieval.pages.layout import Layout

MAX_PHOTO_CHARS = 400
"""Photo news says in a paragraph or two what its picture shows."""

_KINDS = {
    Place.PARAGRAPH: BlockKind.PARAGRAPH,
    Place.INNER_SUBHEAD: BlockKind.SUBHEAD,
    Place.CAPTION: BlockKind.CAPTION,
    Place.CREDIT: BlockKind.CREDIT,
    Place.TABLE: BlockKind.TABLE,
}
PLACES = {
    Label.OPENING: Place.PARAGRAPH,
    Label.BODY: Place.PARAGRAPH,
    Label.INNER: Place.INNER_SUBHEAD,
    Label.CAPTION: Place.CAPTION,
}


@dataclass(slots=True)
class Flowing:
    """A run of fragments that becomes one block."""

    place: Place
    fragments: list[Fragment]


@dataclass(slots=True)
class Outline:
    """An article whose lines all have their places; `runs` are the blocks they make."""

    heading: Headlines
    flow: list[tuple[Place, Fragment]] = field(default_factory=list)
    runs: list[Flowing] = field(default_factory=list)
    column: list[Fragment] = field(default_factory=list)
    shared_column: str = ""
    """The label of a column of several briefs, printed once above the first."""

    @property
    def column_text(self) -> str:
        """The label of the column that the article belongs to."""
        return "/".join(fragment.text for fragment in self.column) or self.shared_column


def build(outline: Outline) -> Article:
    """Put an article together; its event dates are added when the page's date is known."""
    runs = outline.runs
    text, blocks, pieces = _text(runs)
    dateline = _dateline(runs)
    headline = headlines.joined(outline.heading.headline)
    credit_lines = [run for run in runs if run.place is Place.CREDIT]
    own = [run for run in credit_lines if not _credits_caption(run, runs)]
    return Article(
        id=article_id(headline, text),
        headline=headline,
        text=text,
        blocks=blocks,
        kicker=headlines.joined(outline.heading.kicker),
        subhead=headlines.joined(outline.heading.subhead),
        column=outline.column_text,
        dateline=dateline,
        credit=" ".join(_run_text(run) for run in own),
        people=_people(dateline, credit_lines),
        kind=_kind(outline, headline, dateline, own),
        pieces=pieces,
    )


def runs_of(
    flow: Iterable[tuple[Place, Fragment]], layout: Layout, verse: Collection[int] = ()
) -> list[Flowing]:
    """Join the lines of each paragraph and caption; other lines are blocks of their own.

    A paragraph goes on behind a caption, credit or table that interrupts it. `verse` are the
    numbers of lines that stay on their own, as poems are set.
    """
    runs: list[Flowing] = []
    paragraph: Flowing | None = None
    for place, fragment in flow:
        if (
            place is Place.PARAGRAPH
            and paragraph
            and fragment.line not in verse
            and joins(paragraph.fragments[-1], fragment, layout)
        ):
            paragraph.fragments.append(fragment)
            continue
        if place is Place.CAPTION and runs and _goes_on(runs[-1]):
            runs[-1].fragments.append(fragment)
            continue
        runs.append(Flowing(place, [fragment]))
        if place is Place.PARAGRAPH:
            paragraph = runs[-1]
        elif place is Place.INNER_SUBHEAD:
            paragraph = None
    return runs


def cut_credits(runs: Iterable[Flowing]) -> Iterator[Flowing]:
    """Cut off credits that only show when the lines of a paragraph are joined."""
    for run in runs:
        credit = byline.glued_credit(_run_text(run)) if len(run.fragments) > 1 else None
        if run.place is not Place.PARAGRAPH or credit is None:
            yield run
            continue
        body, rest = _cut_run(run.fragments, credit.start)
        yield Flowing(Place.PARAGRAPH, body)
        yield Flowing(Place.CREDIT, rest)


def _cut_run(fragments: Sequence[Fragment], at: int) -> tuple[list[Fragment], list[Fragment]]:
    """Cut a run of fragments at an offset into their joined text."""
    left: list[Fragment] = []
    right: list[Fragment] = []
    for fragment in fragments:
        size = len(fragment.text)
        if 0 < at < size:
            head, tail = fragment.cut(at)
            left.append(head)
            right.append(tail)
        else:
            (left if at > 0 else right).append(fragment)
        at -= size
    return left, right


def _goes_on(run: Flowing) -> bool:
    return run.place is Place.CAPTION and not shapes.ends_sentence(run.fragments[-1].text)


def _text(runs: Sequence[Flowing]) -> tuple[str, tuple[Block, ...], tuple[Piece, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    pieces: list[Piece] = []
    at = 0
    for run in runs:
        start = at
        for fragment in run.fragments:
            end = at + len(fragment.text)
            pieces.append(Piece(at, end, fragment.line, fragment.column))
            parts.append(fragment.text)
            at = end
        blocks.append(Block(_KINDS[run.place], start, at))
        parts.append("\n")
        at += 1
    return "".join(parts[:-1]), tuple(blocks), tuple(pieces)


def _run_text(run: Flowing) -> str:
    return "".join(fragment.text for fragment in run.fragments)


def _dateline(runs: Sequence[Flowing]) -> str:
    first = next((run for run in runs if run.place is Place.PARAGRAPH), None)
    text = _run_text(first) if first else ""
    return text[: byline.dateline_end(text)]


def _credits_caption(credit: Flowing, runs: Sequence[Flowing]) -> bool:
    """Whether a credit follows a caption and so names who took that picture, and wrote nothing."""
    at = next(index for index, run in enumerate(runs) if run is credit)
    return at > 0 and runs[at - 1].place is Place.CAPTION and not _names_writer(credit)


def _names_writer(credit: Flowing) -> bool:
    return credit.fragments[0].gap > 0 and people.credits_text(_run_text(credit))


def _people(dateline: str, credit_runs: Sequence[Flowing]) -> People:
    texts = [dateline] * bool(dateline) + [_run_text(run) for run in credit_runs]
    return people.merge_people([people.people_of(text) for text in texts])


def _kind(
    outline: Outline, headline: str, dateline: str, own_credits: Sequence[Flowing]
) -> ArticleKind:
    if outline.column_text:
        return ArticleKind.COLUMN
    texts = [_run_text(run) for run in own_credits]
    pictured = any(people.credits_pictures(text) and "文" not in text for text in texts)
    if pictured and not dateline and _is_short(outline):
        return ArticleKind.PHOTO
    if NOTICE_NAME.search(headline):
        return ArticleKind.NOTICE
    return ArticleKind.NEWS


def _is_short(outline: Outline) -> bool:
    """Whether an article is no more than the text that goes with a picture."""
    sizes = [fragment.size for place, fragment in outline.flow if place is Place.PARAGRAPH]
    subheads = any(place is Place.INNER_SUBHEAD for place, _ in outline.flow)
    return sum(sizes) <= MAX_PHOTO_CHARS and not subheads


def article_id(headline: str, text: str, again: int = 0) -> ArticleId:
    """Name an article by its headline and opening words, the same in whatever file it stands.

    `again` tells apart different articles of one page that begin alike.
    """
    key = f"{shapes.plain(headline)}\n{shapes.plain(text)[:40]}" + (f"\n{again}" if again else "")
    return ArticleId("a" + hashlib.sha256(key.encode()).hexdigest()[:10])


def entries(outline: Outline, article: int) -> Iterable[Entry]:
    """Give each fragment of an article its entry in the page's account."""
    parts = [
        (Place.COLUMN, outline.column),
        (Place.KICKER, outline.heading.kicker),
        (Place.HEADLINE, outline.heading.headline),
        (Place.SUBHEAD, outline.heading.subhead),
    ]
    for place, fragments in parts:
        yield from (entry(fragment, place, article) for fragment in fragments)
    opened = False
    for run in outline.runs:
        fragments = run.fragments
        if run.place is Place.PARAGRAPH and not opened:
            opened = True
            dateline, fragments = _cut_run(fragments, byline.dateline_end(_run_text(run)))
            yield from (entry(line, Place.DATELINE, article) for line in dateline)
        yield from (entry(line, run.place, article) for line in fragments if line.text)


def entry(
    fragment: Fragment, place: Place, article: int | None = None, original: int | None = None
) -> Entry:
    """Return the account entry of one fragment."""
    return Entry(fragment.line, fragment.column, len(fragment.text), place, article, original)
