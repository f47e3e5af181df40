"""What holds for a whole page: how wide its columns are, how it marks paragraphs and articles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retrieval.pages import shapes
from retrieval.pages.byline import dateline_end
from retrieval.pages.shapes import ends_sentence, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.pages.fragments import Fragment

USUAL_SPEAKERS = frozenset({"记者", "问", "答", "主持人", "Q", "A"})
SIGNED_PICTURE = re.compile(r"[\u4e00-\u9fff](?:摄影报道|摄)[）)]?$|\s(?:摄影报道|摄)[）)]?$")
MAX_WRAPPED = 16
"""The text that goes with a picture fills no more lines of a column."""
ONLY_LEVEL = 0.5
"""Where one level marks all headings, a headline without a dateline is as likely as a subhead."""
MIN_BRIEF = 16
LONG = 36
"""From this size on, a line is body text and no headline."""


@dataclass(frozen=True)
class Layout:
    """The habits of one page, measured over its lines."""

    fragments: tuple[Fragment, ...]

    @cached_property
    def text(self) -> str:
        """The folded text of the page in one run."""
        return "".join(plain(fragment.text) for fragment in self.fragments)

    @cached_property
    def width(self) -> int:
        """How many characters a full column line holds; 0 when lines are not wrapped."""
        sizes = Counter(len(plain(fragment.text)) for fragment in self.fragments)
        if sum(sizes.values()) < 8:
            return 0
        best, count = max(
            (
                (size, sizes[size] + sizes[size - 1] + sizes[size + 1])
                for size in sizes
                if 8 <= size <= 60
            ),
            key=lambda pair: pair[1],
            default=(0, 0),
        )
        longer = sum(many for size, many in sizes.items() if size > best + 3)
        usual = count >= max(6, 0.35 * len(self.fragments)) and longer <= 0.5 * count
        return best if usual else 0

    @property
    def wrapped(self) -> bool:
        """Whether every printed line of a column is a line of its own."""
        return self.width > 0

    def fills_column(self, fragment: Fragment) -> bool:
        """Whether a line is as wide as its column, so that it says nothing by ending."""
        return self.wrapped and len(plain(fragment.text)) >= self.width - 1

    @cached_property
    def indents(self) -> bool:
        """Whether paragraphs begin with an indent, so that other lines continue one."""
        count = sum(fragment.indented for fragment in self.fragments)
        return count >= 3 and count < 0.9 * len(self.fragments) and self._indents_follow_sentences()

    def _indents_follow_sentences(self) -> bool:
        pairs = list(zip(self.fragments, self.fragments[1:], strict=False))
        plain_starts = [
            after
            for before, after in pairs
            if not after.indented and len(plain(after.text)) >= LONG and ends_sentence(before.text)
        ]
        indented = [after for _, after in pairs if after.indented]
        return len(plain_starts) <= len(indented)

    @cached_property
    def datelines(self) -> int:
        """How many paragraphs of the page open with a dateline."""
        return sum(dateline_end(fragment.text) > 0 for fragment in self.fragments)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The speakers whom the page names again and again in front of what they say."""
        named = Counter(shapes.speaker(fragment.text) for fragment in self.fragments)
        return frozenset(name for name, count in named.items() if name and count >= 2)

    def is_speech(self, text: str) -> bool:
        """Whether a line opens with one of the page's speakers, or with 记者, 问 or 答."""
        name = shapes.speaker(text)
        return name in self.speakers or name in USUAL_SPEAKERS

    @cached_property
    def usual_gap(self) -> int:
        """How many empty lines usually stand between two lines."""
        gaps = sorted(fragment.gap for fragment in self.fragments[1:])
        return gaps[len(gaps) // 2] if gaps else 0

    def signed_ahead(self, index: int, signed: Collection[int]) -> bool:
        """Whether the wrapped paragraph that begins at a line ends with a credit for pictures.

        `signed` are lines beside which such a credit stands on a line of its own.
        """
        if not self.wrapped:
            return False
        for at, fragment in enumerate(self.fragments[index : index + MAX_WRAPPED], start=index):
            if at in signed or SIGNED_PICTURE.search(fragment.text):
                return True
            if not self.fills_column(fragment) and ends_sentence(fragment.text):
                return False
        return False

    def headline_share(self, level: int) -> float:
        """How many of the lines of a Markdown level stand above a dateline, from 0 to 1.

        Without any dateline the highest level in use twice marks the headlines.
        """
        return self._headline_shares.get(level, 0.0)

    @cached_property
    def _headline_shares(self) -> dict[int, float]:
        counts = Counter(fragment.level for fragment in self.fragments if fragment.level)
        often = [level for level, count in counts.items() if count >= 2]
        if not self.datelines:
            return {min(often, default=min(counts, default=0)): 1.0}
        above = Counter(
            fragment.level
            for at, fragment in enumerate(self.fragments)
            if fragment.level and self._above_dateline(at)
        )
        shares = {level: above[level] / count for level, count in counts.items()}
        if len(often) == 1 and shares[often[0]]:
            shares[often[0]] = max(shares[often[0]], ONLY_LEVEL)
        return shares

    def is_below_headlines(self, level: int) -> bool:
        """Whether a heading level never marks headlines, and a higher level does."""
        if not level or self.headline_share(level):
            return False
        return any(share for higher, share in self._headline_shares.items() if 0 < higher < level)

    def is_lone_level(self, level: int) -> bool:
        """Whether a heading of this level stands alone above several of lower levels."""
        levels = [fragment.level for fragment in self.fragments if fragment.level]
        return level == min(levels, default=0) and levels.count(level) == 1 and len(levels) >= 3

    def _above_dateline(self, at: int) -> bool:
        """Whether a dateline stands right behind a line, or behind one unmarked subhead."""
        behind = self.fragments[at + 1 : at + 3]
        if len(behind) == 2 and (behind[0].level or len(behind[0].text) > LONG):
            behind = behind[:1]
        return any(dateline_end(line.text) for line in behind)

    def is_brief(self, text: str) -> bool:
        """Whether a line is one of several short news items set off by the same mark."""
        return shapes.is_marked(text) and self._marks[text[0]] >= 2 and len(text) > MIN_BRIEF

    @cached_property
    def _marks(self) -> Counter[str]:
        marked = (line.text for line in self.fragments if shapes.is_marked(line.text))
        return Counter(text[0] for text in marked)

    def rejoined(self, before: str, after: str) -> float:
        """How sure the page's own wording makes it that two lines were one run of text.

        The letters beside the break are looked up elsewhere on the page: 1 when a three-letter
        run across the break occurs again, 0.4 for two letters, 0 for neither.
        """
        left, right = plain(before), plain(after)
        if not (left[-1:].isalnum() and right[:1].isalnum()):
            return 0.0
        runs = [left[-2:] + right[:1], left[-1:] + right[:2]]
        if any(len(run) == 3 and run.isalnum() and self._elsewhere(run) for run in runs):
            return 1.0
        return 0.4 if self._elsewhere(left[-1:] + right[:1]) else 0.0

    def _elsewhere(self, run: str) -> bool:
        first = self.text.find(run)
        return first >= 0 and self.text.find(run, first + 1) >= 0


def neighbours(fragments: Sequence[Fragment], index: int, chars: int) -> tuple[str, str]:
    """Return about `chars` characters of text above and below a fragment."""
    above, below = "", ""
    at = index - 1
    while at >= 0 and len(above) < chars:
        above = fragments[at].text + above
        at -= 1
    at = index + 1
    while at < len(fragments) and len(below) < chars:
        below += fragments[at].text
        at += 1
    return above[-chars:], below[:chars]
