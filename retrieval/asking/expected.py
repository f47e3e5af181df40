"""What a sentence that answers should have, by the wording of the question, and where it has it.

A question for a day is answered by a sentence that names one, and there the day is what a reader
looks for; whether it is the right day, other signals tell.
"""

from __future__ import annotations

import functools
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.forms import (
    CHINESE,
    COUNTS_PEOPLE,
    DAY,
    DIGITS,
    HAN,
    LEADERS,
    LONG_UNITS,
    NUMERAL,
    PARTS_OF_A_DAY,
    PEOPLE,
    SAME_UNIT,
    TAKING_PLACE,
    UNITS,
)
from retrieval.asking.kinds import (
    ABOUT_AUTHORS,
    ANSWERING,
    ASKED,
    BYLINE,
    NAMED,
    PART,
    PART_ASKED,
    ROLE_ASKED,
    SEVERAL_PEOPLE,
    UNTIL,
    WINS,
    Kind,
)
from retrieval.text import fold, places_of
from retrieval.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.names import Name


_NEAR = 16
_REST_OF_CLAUSE = re.compile("[^,。;:!?]{0,20}")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a sentence that answers should have; `kind` is `None` when the question does not tell.

    `pattern` finds such things, `sure` those among them that a question of this wording is surely
    about, where there are such; the group `it` of either is the thing itself. `beside` stands in
    a sentence that surely means it. `asked` is the folded question, whose own words are no answer;
    `of_authors` says whether it asks who wrote or reported, `several` whether it asks for several
    people.
    """

    kind: Kind | None
    pattern: re.Pattern[str] | None
    asked: str = ""
    sure: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    of_authors: bool = False
    several: bool = False

    def names(self, known: Iterable[Name]) -> tuple[str, ...]:
        """Return the names of the kind that is asked for, those in the question left out."""
        kinds = NAMED.get(self.kind, frozenset()) if self.kind else frozenset()
        return tuple(n.text for n in known if n.kind in kinds and n.text not in self.asked)

    def spans(self, folded: str, held: Iterable[str] = ()) -> list[Span]:
        """Return where a folded sentence has what is expected, in order; none, when nothing is.

        `held` are names that the sentence's article is known to hold, of the kind expected. Where
        the sentence has what is surely meant, the rest is left out.
        """
        return self.found(folded, held)[0]

    def found(self, folded: str, held: Iterable[str] = ()) -> tuple[list[Span], float]:
        """Return the same as `spans`, and how surely they are meant: 1, or ½; 0 for none."""
        if self.pattern is None:
            return [], 0.0
        if not self.of_authors:
            folded = _blanked(folded)
        if self.sure is not None and (
            sure := self._new(_matches(self.sure.pattern, folded), folded)
        ):
            return self._whole(sure, folded, 1.0)
        found = list(_matches(self.pattern.pattern, folded))
        for name in (name for name in held if name in folded):
            found += [Span(at, at + len(name)) for at in places_of(name, folded)]
        new = self._new(found, folded)
        doubtful = self.sure is not None or (self.beside and not self.beside.search(folded))
        return self._whole(new, folded, 0.0 if not new else 0.5 if doubtful else 1.0)

    def _whole(self, spans: list[Span], folded: str, sureness: float) -> tuple[list[Span], float]:
        """Leave out numbers of a part; where there are no others, they are hardly the ones meant.

        One is of a part where 其中 or the like stands before it, and the question names no part.
        """
        if self.kind is not Kind.NUMBER or PART_ASKED.search(self.asked):
            return spans, sureness
        whole = [span for span in spans if not self._is_part(span, folded)]
        return (whole, sureness) if whole else (spans, min(sureness, 0.5))

    def _is_part(self, span: Span, folded: str) -> bool:
        before = PART.search(folded[max(0, span.start - _NEAR) : span.start])
        if before is None:
            return False
        earlier = folded[: span.start - len(before[0])]
        after = _REST_OF_CLAUSE.match(folded, span.end)
        own = f"{before[0]} {after[0] if after else ''}"
        pairs = (own[i : i + 2] for i in range(len(own) - 1))
        return not any(pair in self.asked and pair not in earlier for pair in pairs)

    def _new(self, found: Sequence[Span], folded: str) -> list[Span]:
        """Return the spans in order, each once, without what the question itself says."""
        if not found:
            return []
        new = {span for span in found if folded[span.start : span.end] not in self.asked}
        return sorted(new, key=_in_order) if len(new) > 1 else list(new)


_in_order = operator.attrgetter("start", "end")


@functools.lru_cache(maxsize=20_000)
def _matches(pattern: str, folded: str) -> tuple[Span, ...]:
    """Return where a pattern matches; the same sentences are found again and again.

    It is remembered by its text: a compiled one is hashed anew each time.
    """
    compiled = _compiled(pattern)
    it = "it" if "it" in compiled.groupindex else 0
    every = ((match.span(it) if match[it] else match.span()) for match in compiled.finditer(folded))
    return tuple(Span(*span) for span in every if span[0] < span[1])


@functools.lru_cache(maxsize=20_000)
def _blanked(folded: str) -> str:
    """Return a folded sentence with blanks for its byline."""
    return BYLINE.sub(lambda match: " " * len(match[0]), folded)


@functools.lru_cache(maxsize=256)
def expectation(question: str) -> Expectation:
    """Return what a sentence that answers `question` should have."""
    folded = fold(question)
    for kind, asking in ASKED:
        found = re.search(asking, folded)
        if found:
            answering, sure = _answering(kind, folded, found), _sure(kind, folded, found)
            return Expectation(
                kind,
                _compiled(answering),
                folded,
                sure=_compiled(sure) if sure else None,
                beside=_beside(kind, folded),
                of_authors=ABOUT_AUTHORS.search(folded) is not None,
                several=kind is Kind.PERSON and SEVERAL_PEOPLE.search(folded) is not None,
            )
    return Expectation(None, None, folded)


def _beside(kind: Kind, question: str) -> re.Pattern[str] | None:
    """Return what stands in a sentence that surely has the one who won, or who holds an office."""
    if kind is Kind.WINNER:
        return WINS
    asked = ROLE_ASKED.search(question) if kind is Kind.PERSON else None
    if asked is None:
        return None
    role = asked["role"] or asked["held"] or asked["which"]
    return _compiled(LEADERS if role in {"领导", "负责人"} else role)


def _answering(kind: Kind, question: str, found: re.Match[str]) -> str:
    if kind is Kind.NUMBER:
        return _counted(question, found)
    part = _part_of_a_day(found) if kind is Kind.DAY else None
    return part or ANSWERING[kind]


def _part_of_a_day(found: re.Match[str]) -> str | None:
    part = re.search(r"[哪几]一?个?([年月点])", found[0])
    return PARTS_OF_A_DAY[part[1]] if part else None


def _sure(kind: Kind, question: str, found: re.Match[str]) -> str | None:
    """Return the pattern of what a question is surely about, where its wording tells so much."""
    if kind is Kind.PLACE and re.search("[在去到]", found[0]):
        return TAKING_PLACE
    if kind is Kind.DAY:
        until = UNTIL.search(question)
        return rf"[到至](?P<it>{DAY})" if until else _part_of_a_day(found) or DAY
    if kind is Kind.NUMBER and not found.groupdict().get("ordered"):
        return _count_of(question, found)
    return None


def _count_of(question: str, found: re.Match[str]) -> str | None:
    """Return the pattern of a number of the very things that are counted: 几个项目, 会员多少."""
    after = re.match(rf"({HAN}{{1,2}})", question[found.end() :])
    before = re.search(
        rf"({HAN}{{2}})(?:一共|总共|共计|总数)?[有共是为达]?到?$", question[: found.start()]
    )
    thing = after or before
    if thing is None:
        return None
    unit = found.groupdict().get("unit")
    if (unit and unit in "人名位") or COUNTS_PEOPLE.search(question):
        return None  # the words for people are told already
    same = SAME_UNIT.get(unit, unit).split("|") if unit else f"{UNITS}人%"
    units = "|".join(each for each in same if each not in {"人", "名", "位"} or not unit)
    counted, name = rf"{NUMERAL}(?:{units})", re.escape(thing[1])
    return (
        rf"{counted}[^,。;、:\d]{{0,8}}{name}|"
        rf"{name}[^,。;\d]{{0,8}}?(?P<it>{NUMERAL}(?:{units}|元))"
    )


def _counted(question: str, found: re.Match[str]) -> str:
    """Return the pattern of a number with the unit that was asked for."""
    named = found.groupdict()
    if named.get("ordered"):
        place = rf"第(?:{DIGITS}|{CHINESE}|[一二三四五六七八九]){named['ordinal'] or ''}"
        return rf"{place}|[冠亚季]军|[一二三特]等奖" if named["ordinal"] == "名" else place
    if COUNTS_PEOPLE.search(question):
        return rf"(?<!第){NUMERAL}(?:[人名位]|个人|(?:{PEOPLE}))"
    unit = named.get("unit")
    if unit:
        return rf"(?<![第\d.]){NUMERAL}(?:{SAME_UNIT.get(unit, unit)})(?![年月日号])"
    return rf"(?<![第\d.]){NUMERAL}(?:[%‰倍成{UNITS}]|{LONG_UNITS})?(?![\d年月日号])"


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
