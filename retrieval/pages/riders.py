"""Lines known by their shape alone: captions, credits and tables.

They may stand in the middle of an article, even of a sentence, so they are taken out before the
rest of the page is labelled, and ride along with the article in which they stand.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.pages import byline, shapes
from retrieval.pages.layout import LONG
from retrieval.pages.looks import MAX_CAPTION, Surroundings
from retrieval.pages.names import is_byline
from retrieval.pages.people import credits_pictures, credits_text
from retrieval.pages.verse import is_title
from retrieval.types import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from retrieval.pages.fragments import Fragment

MAX_CAPTION_LINES = 3
MAX_NAMED_CAPTION = 160
MAX_CREDIT_CHARS = 60
MIN_SENTENCE = 16
"""A line that long that ends a sentence is text, and no headline that ends in 。"""

_CAPTION = re.compile(
    r"(?:[（(]?(?:图|图片|照片|组图|资料图片?|资料照片|插图|[上下左右]图|大图|小图|图中|题图)(?:[①-⑨\d一二三四五六]{1,2})?[）)]?"
    r"(?:为|是|[：:]|[①-⑨])|图[①-⑨\d一二三四五六]{1,2}\s*[：:为]?|[①-⑨][^。]{4,40}(?:摄|供图))"
)
_ROLE_OPEN = re.compile(r"[。！？”](?:本报)?\S{0,4}(?:记者|通讯员)[\s\u4e00-\u9fff、]{0,16}$")
"""A credit that the end of a column line cuts: the next line holds the rest of it."""
_CELLS = re.compile(r"\||\t|\s{2,}")


@dataclass(frozen=True, slots=True)
class Rider:
    """A fragment whose place is known from its shape."""

    fragment: Fragment
    place: Place


def cut_credits(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Cut credits off the sentences to which they are glued."""
    cut: list[Fragment] = []
    for index, fragment in enumerate(fragments):
        credit = byline.glued_credit(fragment.text) if fragment.size > 8 else None
        if credit and not credit.pictures and _goes_on(fragment, fragments[index + 1 : index + 2]):
            credit = None
        start = credit.start if credit else byline.headed_credit(fragment.text)
        cut.extend(fragment.cut(start) if start else (fragment,))
    return cut


def _goes_on(fragment: Fragment, behind: Sequence[Fragment]) -> bool:
    """Whether the end of a column line cuts a credit for pictures that the next line ends."""
    if not behind or behind[0].gap:
        return False
    whole = byline.glued_credit(fragment.text + behind[0].text)
    return whole is not None and whole.pictures


def take_riders(
    fragments: Sequence[Fragment], verse: Collection[int] = ()
) -> tuple[list[Fragment], list[Rider]]:
    """Part captions, credits and tables from the lines that must be labelled by weighing.

    `verse` are the lines of poems, by index.
    """
    rest: list[Fragment] = []
    riders: list[Rider] = []
    tables = _table_lines(fragments)
    caption_lines = 0
    for index, fragment in enumerate(fragments):
        place = None if index in verse else _shape(fragments, index, tables, caption_lines, verse)
        if place is None:
            rest.append(fragment)
        else:
            riders.append(Rider(fragment, place))
        open_caption = place is Place.CAPTION and not shapes.ends_sentence(fragment.text)
        caption_lines = caption_lines + 1 if open_caption else 0
    return rest, riders


def _shape(
    fragments: Sequence[Fragment],
    index: int,
    tables: frozenset[int],
    caption_lines: int,
    verse: Collection[int],
) -> Place | None:
    fragment = fragments[index]
    if index in tables:
        return Place.TABLE
    if fragment.level:
        return None
    if _is_credit(fragments, index, verse):
        return Place.CREDIT
    named = _CAPTION.match(fragment.text) and fragment.size <= MAX_NAMED_CAPTION
    marked = shapes.is_marked(fragment.text) and _signed_picture(fragments, index)
    goes_on = 0 < caption_lines < MAX_CAPTION_LINES and _ends_caption(fragments, index)
    return Place.CAPTION if named or marked or goes_on else None


def _signed_picture(fragments: Sequence[Fragment], index: int) -> bool:
    """Whether a credit for pictures stands behind a line on the same line of print."""
    behind = fragments[index + 1] if index + 1 < len(fragments) else None
    return (
        behind is not None
        and behind.line == fragments[index].line
        and credits_pictures(behind.text)
    )


def _ends_caption(fragments: Sequence[Fragment], index: int) -> bool:
    """Whether an unfinished caption runs on here: a short line with the credit right behind it."""
    fragment = fragments[index]
    following = fragments[index + 1] if index + 1 < len(fragments) else None
    signed = following is not None and following.line == fragment.line
    return fragment.gap == 0 and (signed or fragment.size <= LONG)


def _is_credit(fragments: Sequence[Fragment], index: int, verse: Collection[int]) -> bool:
    text = fragments[index].text
    if len(text) > MAX_CREDIT_CHARS:
        return False
    if index and _ROLE_OPEN.search(fragments[index - 1].text) and fragments[index].gap == 0:
        return False
    if byline.is_credit(text):
        return True
    if not (index and is_byline(text) and is_title(fragments, index - 1)):
        return False
    return index + 1 in verse or _is_text(fragments[index + 1 : index + 5])


def _is_text(lines: Sequence[Fragment]) -> bool:
    """Whether lines begin with a long one, or are those of a wrapped paragraph."""
    if not lines:
        return False
    wrapped = all(line.gap == 0 and not line.level for line in lines[1:])
    text = "".join(line.text for line in (lines if wrapped else lines[:1]))
    if len(lines[0].text) >= MIN_SENTENCE and shapes.ends_sentence(lines[0].text):
        return True
    return len(text) > LONG and (len(lines[0].text) > LONG or re.search("[，。]", text) is not None)


def _table_lines(fragments: Sequence[Fragment]) -> frozenset[int]:
    """Return the lines of tables: neighbours with the same number of cells, three or more."""
    cells = [_cells(fragment.text) for fragment in fragments]
    return frozenset(
        index
        for index, count in enumerate(cells)
        if count >= 3
        and (count in cells[max(0, index - 1) : index] or count in cells[index + 1 : index + 2])
    )


def _cells(text: str) -> int:
    parts = [part for part in _CELLS.split(text) if part.strip()]
    if len(parts) < 3 or any(len(part) > 20 for part in parts) or "。" in text:
        return 0
    return len(parts)


def surroundings(plain: Sequence[Fragment], riders: Sequence[Rider]) -> Surroundings:
    """Say beside which of the remaining lines credits stand; a caption's own credit is its own."""
    everything = sorted(
        [(fragment.line, fragment.column, None, index) for index, fragment in enumerate(plain)]
        + [(rider.fragment.line, rider.fragment.column, rider, -1) for rider in riders],
        key=lambda item: item[:2],
    )
    before, after, pictures, signed = set(), set(), set(), set()
    above_table, below_table, signature = set(), set(), set()
    for (_, _, left, left_at), (_, _, right, right_at) in itertools.pairwise(everything):
        if left is None and right is not None and right.place is Place.CREDIT:
            after.add(left_at)
            if not credits_pictures(right.fragment.text):
                signature.add(left_at)
            if credits_pictures(right.fragment.text):
                pictures.add(left_at)
                if _closes(plain[left_at], right.fragment):
                    signed.add(left_at)
        if left is None and right is not None and right.place is Place.TABLE:
            above_table.add(left_at)
        if right is None and left is not None and left.place is Place.TABLE:
            below_table.add(right_at)
        own_line = left is not None and _on_its_own(left, plain)
        if right_at > 1 and right_at - 1 in signed and _interrupts(plain, right_at - 1):
            continue
        if right is None and left is not None and left.place is Place.CREDIT:
            for_pictures = credits_pictures(left.fragment.text)
            if own_line or not for_pictures:  # a signature ends an item, glued to it or not
                before.add(right_at)
            if own_line and for_pictures:
                pictures.add(right_at)
    pictures |= {at for near in pictures for at in _with_captions(plain, near)}
    found = (before, after, pictures, signed, above_table, below_table, signature)
    return Surroundings(*map(frozenset, found))


def _with_captions(plain: Sequence[Fragment], at: int) -> Iterator[int]:
    """Yield the lines above one beside a picture's credit that can be the rest of its photo news.

    That is one paragraph, with short sentences around it that may be captions.
    """
    long = 0
    while at > 0 and _is_sentence(plain[at]) and _is_sentence(plain[at - 1]):
        long += sum(plain[line].size > MAX_CAPTION for line in (at, at - 1))
        at -= 1
        if long > 2 or byline.dateline_end(plain[at].text):
            return
        yield at


def _is_sentence(line: Fragment) -> bool:
    return shapes.ends_sentence(line.text) and not shapes.starts_amid(line.text)


def _closes(line: Fragment, credit: Fragment) -> bool:
    """Whether a credit can be a caption's: glued to the line, or below it and for pictures only."""
    return line.line == credit.line or (credit.gap == 0 and not credits_text(credit.text))


def _interrupts(plain: Sequence[Fragment], at: int) -> bool:
    """Whether a short signed line stands in the middle of a sentence, as captions may."""
    before = plain[at - 1]
    return plain[at].size <= MAX_CAPTION and shapes.is_cut(before.text)


def _on_its_own(rider: Rider, plain: Sequence[Fragment]) -> bool:
    return all(line.line != rider.fragment.line for line in plain)
