"""What each line of a page looks like among its neighbours: the evidence that `scoring` weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.pages import shapes
from retrieval.pages.byline import dateline_end
from retrieval.pages.column_names import is_column_name
from retrieval.pages.layout import LONG, neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.fragments import Fragment
    from retrieval.pages.layout import Layout

MAX_CAPTION = 40
"""A line that interrupts a sentence and is no longer than this may be a caption."""
ASKS = frozenset({"问", "记者", "Q", "读者问"})
"""Interviews begin with somebody who asks."""
NEIGHBOURHOOD = 400
"""How many characters above and below a short line are looked at for its words."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one line looks like among its neighbours.

    `below` and `above` say how much of its wording the text below and above it uses (0 to 1);
    `rejoined` how sure it is that the line before and this one were one run of text.
    """

    fragment: Fragment
    size: int
    commas: int
    sentences: int
    ends: bool
    dateline: bool
    dateline_next: bool
    dateline_ahead: bool
    finished_before: bool
    rejoined: float
    below: float
    above: float
    credit_before: bool
    credit_after: bool
    pictures_near: bool
    picture_signed: bool
    continued: bool
    brief: bool
    signed_below: bool
    fills: bool
    first: bool
    heads_behind: int
    signed_ahead: bool
    dash_line: bool
    dash_next: bool
    brief_next: bool
    brief_before: bool
    label_next: bool
    notices_next: bool
    pictures: int
    table_next: bool
    table_before: bool
    signature_next: bool
    question_first: bool
    same_level_next: bool
    lower_next: bool
    verse: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands right beside each line, by index.

    Credits for pictures stand right behind lines that are `picture_signed`, other credits behind
    `signature_after`; tables right behind `table_after` and right before `table_before`; `verse`
    are the lines of poems; `continued` lines stand
    right behind 上接第×版, `broken_off` lines right behind 下转第×版.
    """

    credit_before: frozenset[int] = frozenset()
    credit_after: frozenset[int] = frozenset()
    pictures_near: frozenset[int] = frozenset()
    picture_signed: frozenset[int] = frozenset()
    table_after: frozenset[int] = frozenset()
    table_before: frozenset[int] = frozenset()
    signature_after: frozenset[int] = frozenset()
    verse: frozenset[int] = frozenset()
    continued: frozenset[int] = frozenset()
    broken_off: frozenset[int] = frozenset()


def looks(fragments: Sequence[Fragment], layout: Layout, around: Surroundings) -> list[Look]:
    """Describe every line."""
    return [_look(fragments, index, layout, around) for index in range(len(fragments))]


def _look(fragments: Sequence[Fragment], index: int, layout: Layout, around: Surroundings) -> Look:
    fragment = fragments[index]
    text = fragment.text
    folded = shapes.plain(text)
    short = len(folded) <= LONG
    above, below = neighbours(fragments, index, NEIGHBOURHOOD) if short else ("", "")
    before = fragments[index - 1] if index else None
    after = fragments[index + 1] if index + 1 < len(fragments) else None
    return Look(
        fragment=fragment,
        size=len(folded),
        commas=sum(map(folded.count, ",;")),
        sentences=sum(map(folded.count, "。!?")),
        ends=shapes.ends_sentence(text),
        dateline=dateline_end(text) > 0,
        dateline_next=after is not None and dateline_end(after.text) > 0,
        dateline_ahead=index > 0 and _dateline_ahead(fragments, index),
        finished_before=before is None
        or index in around.broken_off
        or index in around.continued
        or (index in around.table_before and not shapes.is_cut(before.text))
        or (index - 1 in around.verse and index not in around.verse)
        or shapes.is_day(before.text)
        or shapes.ends_sentence(_text_before(fragments, index, around)),
        rejoined=layout.rejoined(before.text, text) if before else 0.0,
        below=shapes.agreement(text, below) if short else 0.0,
        above=shapes.agreement(text, above) if short else 0.0,
        credit_before=index in around.credit_before,
        credit_after=index in around.credit_after,
        pictures_near=index in around.pictures_near
        or layout.signed_ahead(index, around.pictures_near),
        picture_signed=index in around.picture_signed,
        continued=index in around.continued,
        brief=layout.is_brief(text),
        signed_below=after is not None and shapes.is_day(after.text),
        fills=layout.fills_column(fragment),
        first=index == 0,
        heads_behind=_heads_behind(fragments, index),
        signed_ahead=index in around.credit_after and not shapes.ends_sentence(text),
        dash_line=_is_dash_line(fragments, index),
        dash_next=after is not None and _is_dash_line(fragments, index + 1),
        brief_next=after is not None and layout.is_brief(after.text),
        brief_before=before is not None and layout.is_brief(before.text),
        label_next=after is not None and is_column_name(after.text),
        notices_next=short and all(map(shapes.is_notice_item, _texts(fragments, index + 1, 2))),
        pictures=len(around.pictures_near),
        table_next=index in around.table_after,
        table_before=index in around.table_before,
        signature_next=index in around.signature_after,
        same_level_next=after is not None and 0 < after.level == fragment.level,
        lower_next=after is not None and 0 < fragment.level < after.level,
        question_first=shapes.speaker(text) in ASKS
        and not (before is not None and layout.is_speech(before.text)),
        verse=index in around.verse,
    )


def _texts(fragments: Sequence[Fragment], start: int, count: int) -> list[str]:
    """Return the texts of so many lines from a line on; empty texts behind the last."""
    texts = [fragment.text for fragment in fragments[start : start + count]]
    return texts + [""] * (count - len(texts))


def _is_dash_line(fragments: Sequence[Fragment], index: int) -> bool:
    """Whether a line is a subhead set off by a dash, behind a line like that of a heading."""
    text, before = fragments[index].text, fragments[index - 1].text if index else ""
    if not text.startswith("—") or len(text) > LONG or shapes.ends_sentence(text):
        return False
    return 0 < len(before) <= LONG and not shapes.is_cut(before)


def _text_before(fragments: Sequence[Fragment], index: int, around: Surroundings) -> str:
    """Return the line before, or the one before that where a signed caption cuts a sentence."""
    before = fragments[index - 1].text
    if index >= 2 and index - 1 in around.picture_signed and len(before) <= MAX_CAPTION:
        cut = fragments[index - 2].text
        return cut if shapes.is_cut(cut) else before
    return before


def _heads_behind(fragments: Sequence[Fragment], index: int) -> int:
    """How many lines like those of a heading follow right behind a line."""
    count = 0
    for fragment in fragments[index + 1 : index + 5]:
        if fragment.size > LONG + 4 or shapes.ends_sentence(fragment.text):
            break
        count += 1
    return count


def _dateline_ahead(fragments: Sequence[Fragment], index: int) -> bool:
    """Whether only lines like those of a heading stand between this one and a dateline."""
    for fragment in fragments[index + 1 : index + 4]:
        if dateline_end(fragment.text):
            return True
        if fragment.size > LONG + 4 or shapes.ends_sentence(fragment.text):
            return False
    return False
