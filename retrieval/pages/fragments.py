"""The stuff that pages are read from: stretches of source lines, cut but never changed.

A page starts as one fragment for each printed line. The only thing the reader may do to a fragment
is cut it in two, so that every character keeps its line and column until it finds its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADING = re.compile(r"(#{1,6})(?:\s+|(?=[^\s#]))")
_LIST_OR_QUOTE = re.compile(r"(>+|[-*+](?=\s))\s*")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)(\*\*|__)")
_INDENT = re.compile(r"(?:\u3000{1,4}| {2,8}|\t)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of one source line, without space at its ends.

    `line` counts from 1 and `column` from 0; `gap` is the number of empty lines before it;
    `level` is a Markdown heading level, 0 for none.
    """

    line: int
    column: int
    text: str
    gap: int = 0
    level: int = 0
    bold: bool = False
    indented: bool = False

    @property
    def size(self) -> int:
        """How many characters it has that are not space."""
        return sum(map(len, self.text.split()))

    def cut(self, at: int) -> tuple[Fragment, Fragment]:
        """Cut at a character offset; both halves lose the space around the cut."""
        left, right = self.text[:at].rstrip(), self.text[at:]
        skipped = len(right) - len(right.lstrip())
        tail = replace(
            self,
            column=self.column + at + skipped,
            text=right.lstrip(),
            gap=0,
            indented=False,
        )
        return replace(self, text=left), tail


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of one page as they left its file.

    `levels` are the heading levels that the format gives some lines (line number to level);
    `label` tells apart the pages of one file and is empty where there is only one.
    """

    lines: tuple[str, ...]
    levels: Mapping[int, int] = field(default_factory=dict)
    label: str = ""


def fragments_of(source: SourceText) -> list[Fragment]:
    """Make one fragment of each line that holds anything but space."""
    made: list[Fragment] = []
    gap = 0
    for number, line in enumerate(source.lines, start=1):
        text = line.strip()
        if not text:
            gap += 1
            continue
        column = len(line) - len(line.lstrip())
        indented = _INDENT.match(line) is not None
        level = source.levels.get(number, 0)
        made.append(Fragment(number, column, text, gap, level, indented=indented))
        gap = 0
    return made


def without_marks(fragment: Fragment) -> tuple[Fragment, list[Fragment]]:
    """Cut off Markdown marks; return what they marked, and the marks.

    A fragment that is nothing but marks is returned as it is.
    """
    marks: list[Fragment] = []
    level = fragment.level
    for pattern in (_LIST_OR_QUOTE, _HEADING):
        found = pattern.match(fragment.text)
        if found and found.end() < len(fragment.text):
            mark, rest = fragment.cut(found.end())
            marks.append(mark)
            level = len(found[1]) if pattern is _HEADING else level
            fragment = replace(rest, gap=fragment.gap, indented=fragment.indented, level=level)
    return _without_bold(fragment, marks)


def _without_bold(fragment: Fragment, marks: list[Fragment]) -> tuple[Fragment, list[Fragment]]:
    found = _BOLD.fullmatch(fragment.text)
    if found is None or found[1] in found[2]:
        return fragment, marks
    opening, rest = fragment.cut(len(found[1]))
    inner, closing = rest.cut(len(rest.text) - len(found[3]))
    marks += [opening, closing]
    return replace(inner, gap=fragment.gap, indented=fragment.indented, bold=True), marks
