"""What speaks for and against each label of a line, as weights that can be read and argued about.

The labels of a page are chosen together, as a linear chain: the score of a line's label plus the
score of each step from one line to the next (see `steps`), maximised over the whole page (see
`segment`).
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from retrieval.pages import shapes
from retrieval.pages.column_names import equal_clauses, is_column_name, is_section_name
from retrieval.pages.layout import LONG, SIGNED_PICTURE

if TYPE_CHECKING:
    from retrieval.pages.layout import Layout
    from retrieval.pages.looks import Look

MANY_PICTURES = 3
"""On a page with so many signed pictures, the line at its top labels all of them."""
UNRELATED = 0.1
"""A line of which the text below uses no more than this does not speak of it."""
BRIEF_LABEL = 8
"""A line no longer than that, right above several briefs, is what they have in common."""
VERSE = 6.0
"""A line of a poem looks like a headline; that it stands in a poem must outweigh all of that."""
CONTINUED = 8.0
"""上接第×版 says that the text of an article begins here, whatever it looks like."""


class Label(IntEnum):
    """What a line can be."""

    BANNER = 0
    COLUMN = 1
    HEAD = 2
    OPENING = 3
    BODY = 4
    INNER = 5
    CAPTION = 6


_LEAD = re.compile(
    r"(?:[【(][^】)]{2,20}[】)]|[今昨前]日|[今昨前]天|近日|日前|近期|近来|连日来|近年来|[今去前]年|即日起|本周|上周|截至|据悉|记者|\d{1,4}年|\d{1,2}月|\d{1,2}日|[一-龥]{0,6}(?:春节|元旦)前)"
)
_GOES_ON = re.compile(
    r"(?:据了解|据悉|据介绍|记者了解到|近日|日前|目前|此外|另外|同时|其中|下一步|接下来|截至目前|随后|会上|会后|活动中|活动现场|座谈会上|会议指出|会议强调|会议要求)[，,]"
)
"""How a sentence of a report opens, and no heading."""
NOTICE_NAME = re.compile(
    r"(?:公告|启事|通知|声明|公示|通告|招标|招聘|讣告|更正|致歉|温馨提示|须知)$"
)
_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,2}")
_QUOTED = re.compile(r"“[^“”]+”")
_SLOGAN = re.compile(
    r"(?:深入|学习|贯彻|奋力|开拓|谱写|奋进|牢记|坚持|弘扬|推动|推进|建设|凝心|聚力|精神|新时代|新局面|新篇章|新征程|思想|喜迎|致敬|礼赞|踔厉|勇毅|高质量|同心|共筑|献礼|庆祝)"
)


def line_scores(look: Look, layout: Layout) -> list[float]:
    """Return the score of each label for one line, in the order of `Label`."""
    unlike = _unlike_a_head(look)
    body = _body(look, layout)
    return [
        unlike + _banner(look, layout),
        _column(look, unlike),
        unlike + _head(look, layout),
        body + _opening(look, layout),
        body - (5.0 if look.dateline else 0.0),
        unlike + _inner(look, layout),
        _caption(look),
    ]


def _unlike_a_head(look: Look) -> float:
    """Weigh what speaks against any heading: sentences, commas, and the marks of a cut line."""
    text = look.fragment.text
    score = -0.9 * min(look.commas, 3) - 3.0 * min(look.sentences, 2)
    score -= 3.0 if text.endswith("。") else 0.0
    if look.size > LONG:
        score -= 4.0 + 0.1 * (look.size - LONG)
    if shapes.starts_amid(text) and not look.dash_line:
        score -= 5.0
    if shapes.open_marks(text) or shapes.has_stray_close(text):
        score -= 1.5 if look.below > look.above else 3.0
    if shapes.plain(text)[-1:] in ",、;:":
        score -= 1.0 if look.dateline_ahead and look.finished_before else 3.0
    if text.count("、") >= 2 or text.endswith("…"):
        score -= 1.5
    if look.fills:
        score -= 1.5
    if SIGNED_PICTURE.search(text) or _GOES_ON.match(text):
        score -= 5.0
    return score - (VERSE if look.verse else 0.0)


def _head(look: Look, layout: Layout) -> float:
    fragment = look.fragment
    named = NOTICE_NAME.search(fragment.text) is not None
    score = 1.0 if 5 <= look.size <= 30 or named else -1.0
    score += 2.5 * min(1.0, look.below / 0.6) + 1.5 * (look.below - look.above)
    score += 0.4 * min(max(0, fragment.gap - layout.usual_gap + 1), 3) if fragment.gap else 0.0
    score += 2.0 if look.dateline_next else (1.5 if look.dateline_ahead else 0.0)
    score += 2.0 if look.credit_before else 0.0
    score += 2.5 if look.signed_ahead else (1.5 if look.dash_next else 0.0)
    score += 3.0 if look.notices_next else 0.0
    if is_section_name(fragment.text):
        score -= 3.0
    if look.brief_next and (is_column_name(fragment.text) or look.size <= BRIEF_LABEL):
        score -= 3.0
    if fragment.level:
        score += 0.5 + 2.5 * layout.headline_share(fragment.level)
        score -= 2.0 if layout.is_below_headlines(fragment.level) else 0.0
        label = look.size <= BRIEF_LABEL and not named and is_column_name(fragment.text)
        score -= 1.0 if label else 0.0
    if fragment.bold:
        score += 1.0
    score += 2.0 if named else 0.0
    score += 1.5 if look.dash_line else 0.0
    if shapes.is_numbered_head(fragment.text):
        score -= 2.5
    if layout.is_speech(fragment.text):
        score -= 1.5
    return score


def _body(look: Look, layout: Layout) -> float:
    fragment = look.fragment
    score = 4.0 if look.size > LONG else (0.5 if look.size >= 20 else -1.0)
    score += 2.0 * min(look.sentences, 1) + 0.8 * min(look.commas, 2) + (1.0 if look.ends else 0.0)
    if shapes.starts_amid(fragment.text) and not look.dash_line:
        score += 4.0
    if shapes.open_marks(fragment.text) or shapes.plain(fragment.text)[-1:] in {":", "⋯"}:
        score += 1.5
    if fragment.level:
        score -= 5.0
    if fragment.bold:
        score -= 0.5
    if layout.is_speech(fragment.text):
        score += 2.0
    if shapes.is_day(fragment.text) or look.signed_below:
        score += 4.0
    if shapes.is_list_item(fragment.text) and not shapes.is_numbered_head(fragment.text):
        score += 1.5
    if look.fills:
        score += 2.0
    if fragment.indented:
        score += 1.0
    score -= 2.0 if look.dash_line else 0.0
    score -= 1.5 if look.brief_before and look.size <= LONG and not look.ends else 0.0
    return score + (VERSE if look.verse else 0.0)


def _opening(look: Look, layout: Layout) -> float:
    score = -2.0
    if look.dateline or look.brief:
        score += 6.0
    else:
        score -= 2.0 if layout.datelines >= 2 else 0.0
        score += 1.5 if _LEAD.match(shapes.plain(look.fragment.text)) else 0.0
        score += 2.5 if shapes.is_notice_item(look.fragment.text) else 0.0
        score += 3.0 if look.pictures_near else 0.0
        score += 2.0 if look.credit_before else 0.0
        score += 3.5 if look.signature_next else 0.0
        score += 1.0 if look.question_first else 0.0
    if look.continued:
        return score + CONTINUED
    return score - (6.0 if shapes.starts_amid(look.fragment.text) else 0.0)


def _inner(look: Look, layout: Layout) -> float:
    fragment = look.fragment
    score = -0.7
    alone = look.size == 1 and look.finished_before  # no sentence is that short
    score += 0.8 if 3 <= look.size <= 22 or alone else -1.5
    score += 0.7 if look.size <= 10 else 0.0
    score += 1.2 if _QUOTED.fullmatch(fragment.text) else 0.0
    score += 1.5 * min(1.0, look.below / 0.6)
    score -= 3.0 if look.dateline_next else 0.0
    score -= 1.0 if look.credit_before else 0.0
    score += 3.0 if look.table_next else 0.0
    score -= 2.0 if look.dash_line or look.signed_ahead or look.brief_before else 0.0
    if fragment.level:
        score += 3.5 - 5.5 * layout.headline_share(fragment.level)
    if fragment.bold:
        score += 1.5
    if shapes.is_numbered_head(fragment.text):
        score += 3.5
    if _NUMERAL.fullmatch(fragment.text):
        score += 6.0
    if layout.is_speech(fragment.text) and look.size > 10:
        score -= 2.0
    return score


def _column(look: Look, unlike: float) -> float:
    marked = look.fragment.level in {2, 3} and not is_section_name(look.fragment.text)
    if look.size > 24 or marked or look.table_next or look.verse:
        return -4.0
    slogan = look.label_next and equal_clauses(look.fragment.text, least=2)
    if not slogan and not is_column_name(look.fragment.text):
        if look.brief_next and look.size <= BRIEF_LABEL:
            return 2.0 + unlike - 3.0 * look.below
        return -0.5 - 3.0 * look.below if look.size <= 6 and not look.commas else -4.0
    score = 3.5 + unlike
    score += 1.5 if look.lower_next else 0.0
    if is_section_name(look.fragment.text):
        return score + 1.0
    return score - 3.0 * look.below - (1.0 if look.size > 14 else 0.0)


def _banner(look: Look, layout: Layout) -> float:
    score = 0.8 * min(len(_SLOGAN.findall(look.fragment.text)), 4)
    score += 1.0 if len(shapes.clauses(look.fragment.text)) > 1 else 0.0
    score += 1.5 if look.fragment.level == 1 else 0.0
    score += 2.0 if look.first and layout.is_lone_level(look.fragment.level) else 0.0
    apart = look.first and look.same_level_next and look.below < UNRELATED
    over_pictures = look.first and look.pictures >= MANY_PICTURES
    score -= 2.0 if look.size < 8 and not (over_pictures or apart) else 0.0
    score += 2.5 if over_pictures or apart else 0.0
    score += 1.5 if look.first and equal_clauses(look.fragment.text, least=2) else 0.0
    score += 0.8 if look.first and look.heads_behind >= 2 else 0.0
    return score + 1.0 - 2.5 * look.below


def _caption(look: Look) -> float:
    if not look.picture_signed or look.fragment.level:
        return -8.0
    return (3.5 if look.size <= 60 else 1.0) + (1.0 if look.ends else -3.0)
