"""Twins that cannot be answered: a question with its place, person or number exchanged.

Each twin is checked against every article: one that an article may support is not made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.evaluation.comparable import compact
from retrieval.evaluation.wording import NUMBER, PERSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

    from retrieval.text import Tokenizer

SUPPORT = 0.6
"""Share of a twin's words, by rarity, that an article with the new name must lack."""

_PLACES = {
    "district": re.compile(
        r"(?<![\u4e00-\u9fff])(?![全各该本市])[\u4e00-\u9fff]"
        r"(?![社校园地小城景辖全各共])[\u4e00-\u9fff][区县]"
        r"(?=总工会|委|政府|人民|法院|[\u4e00-\u9fff]{2,3}(?:街道|镇))"
    ),
    "street": re.compile(r"(?<=[区县])(?![各等和与])[\u4e00-\u9fff]{2,3}(?:街道|镇)"),
}


class TwinMaker:
    """Makes twins out of the places and persons that a set of articles names."""

    def __init__(
        self,
        texts: Sequence[str],
        tokenizer: Tokenizer,
        rarity: Callable[[str], float],
        random: Random,
    ) -> None:
        self._texts = [compact(text) for text in texts]
        self._tokenizer = tokenizer
        self._rarity = rarity
        self._random = random
        self._names = {kind: _names(texts, find.findall) for kind, find in _PLACES.items()}
        self._names["person"] = _names(texts, _people)

    def twins(self, question: str) -> dict[str, str]:
        """Return the twins of a question by what was exchanged: a place, person or number."""
        made = {kind: self._exchanged(question, names) for kind, names in self._names.items()}
        made["number"] = self._renumbered(question)
        return {kind: twin for kind, twin in made.items() if twin}

    def _exchanged(self, question: str, names: Sequence[str]) -> str:
        old = next((name for name in names if name in question), None)
        if old is None:
            return ""
        others = [name for name in names if name not in question]
        self._random.shuffle(others)
        for new in others:
            twin = question.replace(old, new)
            if not self._may_be_supported(twin, new):
                return twin
        return ""

    def _renumbered(self, question: str) -> str:
        match = NUMBER.search(question)
        if match is None or not match["figure"].isdigit():
            return ""
        figure = int(match["figure"])
        new = f"{figure + self._random.randint(2, 9) * max(1, figure // 5)}{match['unit']}"
        twin = question[: match.start()] + new + question[match.end() :]
        return "" if self._may_be_supported(twin, new) else twin

    def _may_be_supported(self, twin: str, new: str) -> bool:
        """Say whether an article has the new name beside most of the other words."""
        terms = [t for t in self._tokenizer.content_terms(twin) if t not in compact(new)]
        total = sum(map(self._rarity, terms))
        for text in self._texts:
            shared = sum(self._rarity(term) for term in terms if term in text)
            if compact(new) in text and shared >= SUPPORT * total:
                return True
        return False


def _people(text: str) -> list[str]:
    return [match["name"] for match in PERSON.finditer(text)]


def _names(texts: Iterable[str], find: Callable[[str], Iterable[str]]) -> list[str]:
    return sorted({name for text in texts for name in find(text)})
