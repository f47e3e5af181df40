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

from retrieval.asking.credits import ABOUT_AUTHORS, BYLINE
from retrieval.asking.forms import (
    LEADERS,
)
from retrieval.asking.kinds import (
    ASKED,
    MEASURED,
    NAME_ASKED,
    NAMED,
    PART,
    PART_ASKED,
    ROLE_ASKED,
    SAID,
    SEVERAL_PEOPLE,
    WINS,
    Kind,
)
from retrieval.asking.patterns import answering, likely_place, place_asked, place_end, sure
from retrieval.asking.whether import MONEY_GIVEN, gives_money, procedure_of, turns_on
from retrieval.names import NameKind
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
    people. `place` is how a place of the kind asked for ends, `likely` the pattern of such a one:
    what the archive knows by name is surer. `least` is how surely hardly any answer has less of it:
    0 where some answers have nothing of the kind.
    """

    kind: Kind | None
    pattern: re.Pattern[str] | None
    asked: str = ""
    sure: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    of_authors: bool = False
    least: float = 0.0
    several: bool = False
    place: str = ""
    likely: re.Pattern[str] | None = None

    def names(self, known: Iterable[Name]) -> tuple[str, ...]:
        """Return the names of the kind that is asked for, those in the question left out."""
        kinds = NAMED.get(self.kind, frozenset()) if self.kind else frozenset()
        if not kinds and not self.place:
            return ()
        of_kind = [n.text for n in known if n.kind in kinds or (self.place and self._is_housed(n))]
        return tuple(dict.fromkeys([name for name in of_kind if name not in self.asked]))

    def _is_housed(self, name: Name) -> bool:
        """Whether a body is named by the place asked for, as a museum or an estate is."""
        return name.kind is NameKind.BODY and self._is_place(name.text)

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
        surely = self._surely(folded, held) if self.sure or self.place else []
        if sure := self._new(surely, folded):
            return self._whole(sure, folded, 1.0)
        if self.likely and (likely := self._new(_matches(self.likely.pattern, folded), folded)):
            return likely, 0.5
        found = [*_matches(self.pattern.pattern, folded), *_named(held, folded)]
        if not found:
            return [], 0.0
        new = [s for s in self._new(found, folded) if not self._only_ends_so(folded, s)]
        doubtful = self.sure or self.likely or (self.beside and not self.beside.search(folded))
        return self._whole(new, folded, 0.0 if not new else 0.5 if doubtful else 1.0)

    def _is_place(self, name: str) -> bool:
        """Whether a name is of the kind of place asked for, by its end."""
        ends = self.place and _compiled(rf"{place_end(self.place)}$").search(name)
        return bool(ends)

    def _only_ends_so(self, folded: str, span: Span) -> bool:
        """Whether a word ends as the place asked for does and is none: 超市 for 哪个市."""
        return bool(self.place) and folded.endswith(self.place, span.start, span.end)

    def _surely(self, folded: str, held: Iterable[str]) -> list[Span]:
        """Return what is surely meant: what its pattern finds, and names of the place asked for."""
        surely = list(_matches(self.sure.pattern, folded)) if self.sure else []
        if self.place:
            surely += _named((name for name in held if self._is_place(name)), folded)
        return surely

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
        new = {span for span in found if not self._says(folded[span.start : span.end])}
        return sorted(new, key=_in_order) if len(new) > 1 else list(new)

    def _says(self, thing: str) -> bool:
        """Whether the question says a thing itself; a place may lack what it ends in: 海淀."""
        return thing in self.asked or (
            self.kind is Kind.PLACE and _END_OF_PLACE.sub("", thing) in self.asked
        )


_END_OF_PLACE = re.compile(r"(?<=..)(?:[区县市镇乡村]|街道|社区)$")
_in_order = operator.attrgetter("start", "end")


def _named(names: Iterable[str], folded: str) -> list[Span]:
    """Return where names stand in a folded text."""
    held = [name for name in names if name in folded]
    return [Span(at, at + len(name)) for name in held for at in places_of(name, folded)]


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
            meant, place = sure(kind, folded, found), place_asked(kind, found)
            return Expectation(
                kind,
                _compiled(answering(kind, folded, found)),
                "" if kind in SAID else folded,
                sure=_compiled(meant) if meant else None,
                beside=_beside(kind, folded),
                of_authors=ABOUT_AUTHORS.search(folded) is not None,
                least=_least(kind, folded),
                several=kind is Kind.PERSON and SEVERAL_PEOPLE.search(folded) is not None,
                place=place or "",
                likely=_compiled(likely_place(place)) if place else None,
            )
    if thing := procedure_of(folded):
        return Expectation(Kind.WHETHER, _compiled(thing), least=0.5)
    if gives_money(folded):
        return Expectation(Kind.WHETHER, _compiled(MONEY_GIVEN), least=0.5)
    if thing := turns_on(folded):
        any_of_it = _compiled(f"[{thing}]")
        return Expectation(Kind.WHETHER, any_of_it, sure=_compiled(thing), least=0.5)
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


def _least(kind: Kind, question: str) -> float:
    if kind is Kind.WINNER:
        return 1.0
    by_name = kind is Kind.PERSON and NAME_ASKED.search(question)
    return 0.5 if kind in MEASURED or by_name else 0.0


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
