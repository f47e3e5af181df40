"""Which of the lines above an article is its kicker, which its headline, which its subhead.

Every way to part the lines into kicker, headline and subhead is scored; a headline names who did
what and shares its opening words with the lead, kickers and subheads are slogans and additions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.pages import shapes
from retrieval.pages.byline import dateline_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.pages.fragments import Fragment
    from retrieval.pages.layout import Layout

MAX_LINES = 8
LEAD_CHARS = 160
MAX_HEADLINE = 34
"""Longer than that, a text is a kicker or subhead and no headline."""
MAX_NAME = 12
MAX_QUOTED = 200
"""A quotation in a heading is no longer than that."""
SUBJECT_CHARS = 30
"""A lead names its subject within its first clause or two."""

_BODY_OF_PEOPLE = re.compile(
    r"[\u4e00-\u9fff](?:[省市区县镇乡村州旗局委办部院校馆站所会厅署团社队厂店行]|公司|集团|街道|大学|学院|医院|社区|中心|机关|法院|企业|学校|中学|小学|园区|政府|职工|协会)"
)
_NEWS_VERB = re.compile(
    r"(?:举办|召开|启动|成立|举行|开幕|闭幕|开展|揭牌|发布|上线|开班|开赛|落幕|开工|竣工|通车|开通|启用|亮相|出台|实施|印发|签约|走进|慰问|打造|探索|建成|投用|获|开|赴|送|为|推|助|织密|提升|体验|竞技|组织)"
)
_ADDS = re.compile(
    r"^(?:共|同时|并|还|首批|累计|覆盖|近|逾|超|百余|千余|\d|[一二三四五六七八九十百千万]+[个名家项场]|——|—|其中|预计|明年|今年)"
)
_AIMS = re.compile(
    r"^(?:为|以|从|在|让|把|用|向|与|聚焦|深入|重点|推动|打造|坚持|围绕|立足|着力|全力|努力|搭建|创新|加强|强化|积极|不断|持续|找准|筑牢|弘扬|服务|发挥|凝聚|建设|提升|保障|破解|化解|传承|学习|贯彻|落实|“)"
)


_LEADS_ON = re.compile(r"(?:部署|强调|指出|要求|提出|表示|时说|获悉|认为|呼吁|透露)$")
"""How a kicker ends that leaves it to the headline to say what."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """The lines of a heading by role; `margin` is how far the second best parting falls behind."""

    kicker: tuple[Fragment, ...]
    headline: tuple[Fragment, ...]
    subhead: tuple[Fragment, ...]
    margin: float


def part(lines: Sequence[Fragment], lead: str, layout: Layout) -> Headlines:
    """Part heading lines into kicker, headline and subhead, given the lead of the article.

    Lines beyond the first few, which no newspaper sets, go with the subhead.
    """
    lines, more = lines[:MAX_LINES], lines[MAX_LINES:]
    partings = [
        (start, stop)
        for start in range(len(lines))
        for stop in range(start + 1, min(start + 3, len(lines)) + 1)
    ]
    if not partings:
        return Headlines((), (), (), 0.0)
    scored = sorted(
        ((_parting(lines, start, stop, lead, layout), -start, stop) for start, stop in partings),
        reverse=True,
    )
    best, start, stop = scored[0][0], -scored[0][1], scored[0][2]
    margin = best - scored[1][0] if len(scored) > 1 else 10.0
    return Headlines(tuple(lines[:start]), tuple(lines[start:stop]), (*lines[stop:], *more), margin)


def _parting(lines: Sequence[Fragment], start: int, stop: int, lead: str, layout: Layout) -> float:
    opening = lead[dateline_end(lead) :][:LEAD_CHARS]
    level = min((line.level for line in lines if line.level), default=0)
    score = _headline("".join(line.text for line in lines[start:stop]), opening)
    score += max(_names_subject(line.text, opening) for line in lines[start:stop])
    score -= 0.6 * (max(0, start - 1) + max(0, len(lines) - stop - 1))
    score -= 2.5 if start and _runs_on(lines[start - 1].text) else 0.0
    score += 3.5 if level and all(line.level == level for line in lines[start:stop]) else 0.0
    score += sum(0.8 for line in lines[start:stop] if line.bold)
    score += sum(
        _break(before, after, layout)
        for before, after in zip(lines[start:stop], lines[start + 1 : stop], strict=False)
    )
    score += sum(_aside(line.text) + 0.3 * bool(_AIMS.match(line.text)) for line in lines[:start])
    score += sum(_aside(line.text) + 0.6 * bool(_ADDS.match(line.text)) for line in lines[stop:])
    return score


def _headline(text: str, lead: str) -> float:
    """Weigh a text as the headline of an article with this lead."""
    size = len(shapes.plain(text))
    text = " ".join(shapes.clauses(text))
    shared = shapes.shared_opening(text, lead)
    score = 1.5 * shapes.agreement(text, lead)
    score += 0.8 if _BODY_OF_PEOPLE.search(text[:14]) else 0.0
    score += 0.6 if _NEWS_VERB.search(text[3:]) else 0.0
    score -= 0.8 if len(shapes.clauses(text)) > 1 else 0.0
    score -= 0.6 if _AIMS.match(text) else 0.0
    score -= 1.5 if _LEADS_ON.search(text) else 0.0
    score -= 0.8 if "，" in text or "," in text else 0.0
    score -= 2.0 if _names_only_an_organisation(text) else 0.0
    score -= 0.8 if _ADDS.match(text) and not shared >= 4 else 0.0
    score -= 2.5 if _runs_on(text) else 0.0
    score -= 5.0 if text.startswith("—") else 0.0
    return score - (2.0 + 0.15 * (size - MAX_HEADLINE) if size > MAX_HEADLINE else 0.0)


def _names_only_an_organisation(text: str) -> bool:
    """Whether a short text is somebody's name and says nothing of what they did, as kickers may."""
    ends = {found.end() for found in _BODY_OF_PEOPLE.finditer(text)}
    return len(text) <= MAX_NAME and len(text) in ends and _NEWS_VERB.search(text) is None


def _runs_on(text: str) -> bool:
    return shapes.plain(text)[-1:] in {",", "、", ":", "的", "和", "与", "让", "把", "为"}


def _names_subject(text: str, lead: str) -> float:
    """Whether a text opens with whom or what the lead speaks of first."""
    opening = shapes.plain(text)[:3]
    at = shapes.plain(lead).find(opening)
    if len(opening) < 3 or at < 0:
        return 0.0
    return 1.4 if at < SUBJECT_CHARS else 0.5


def _aside(text: str) -> float:
    """Weigh a text as a kicker or subhead."""
    text = " ".join(shapes.clauses(text))
    score = 0.5 if " " in text else 0.0
    score += 0.4 if _AIMS.match(text) else 0.0
    score += 0.6 if "同时" in text else 0.0
    score += 1.2 if _LEADS_ON.search(text) else 0.0
    return score + (0.4 if "，" in text or "," in text else 0.0)


def _break(before: Fragment, after: Fragment, layout: Layout) -> float:
    """How likely one headline was set in two lines that break here."""
    score = -1.6
    if shapes.open_marks(before.text) or shapes.has_stray_close(after.text):
        score += 3.5
    if _runs_on(before.text):
        score += 3.0
    score += 2.6 * layout.rejoined(before.text, after.text)
    score -= 1.5 if _ADDS.match(after.text) else 0.0
    if before.level and before.level == after.level and after.gap <= 1:
        score += 0.5
    paired = before.size == after.size and len(shapes.clauses(before.text)) == 1
    return score + (2.6 if paired and before.size <= 12 else 0.0)


def joined(lines: Sequence[Fragment]) -> str:
    """Return heading lines as one string: a blank between lines, none inside a quotation."""
    text = ""
    for line in lines:
        tight = shapes.open_marks(text[-MAX_QUOTED:]) or shapes.starts_amid(line.text)
        text += line.text if not text or tight else f" {line.text}"
    return text
