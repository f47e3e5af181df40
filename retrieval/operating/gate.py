"""The gate: a candidate generation is asked questions, and must not do worse than the live one.

Both are asked the same, so that chance plays no part; what a load took out on purpose, or replaced
by other text, is not asked for.
"""

from __future__ import annotations

import statistics
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.trace import Trace
from retrieval.operating.gate_proofs import Compared
from retrieval.operating.gate_questions import drawn, saved
from retrieval.types import AnswerStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from retrieval.asking.asker import Asker
    from retrieval.index.generation import Generation
    from retrieval.operating.gate_proofs import Proofs
    from retrieval.operating.gate_questions import GateQuestion
    from retrieval.types import Explanation, GenerationNumber

FOLDER_NAME = "gate"
DEEP_ENOUGH = 5
"""Best passages among which the article that answers must be, to count as a hit."""


@dataclass(frozen=True, slots=True)
class GateRules:
    """How many questions are asked at most (0: none), and the share that may be lost."""

    questions: int = 20
    margin: float = 0.1


DEFAULT_RULES = GateRules()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How one question went: was its article found (`None`: it has none), rightly (un)answered."""

    hit: bool | None
    right: bool


class Gate:
    """The `Gate` of one data folder: asks what is saved in `gate/`, or else makes questions up.

    It costs two answers a question; those of a live generation are remembered between two loads.
    """

    def __init__(self, asker: Asker, data_dir: Path, rules: GateRules) -> None:
        self._asker = asker
        self._folder = data_dir / FOLDER_NAME
        self._rules = rules
        self._known: dict[tuple[GenerationNumber, GateQuestion], _Outcome] = {}

    def __call__(self, candidate: Generation, live: Generation | None) -> Sequence[str]:
        """Return what speaks against the candidate; nothing where there is nothing to compare.

        Raises `CollectionError` for a saved set that cannot be read, and `ModelError`.
        """
        if live is None or not self._rules.questions:
            return ()
        both = Compared.of(live, candidate)
        asked = saved(self._folder, self._rules.questions)
        asked = asked or drawn(live, both.stays, self._rules.questions)
        fair = [question for question in asked if both.counts(question)]
        with ThreadPoolExecutor(1) as aside:  # half of an answer needs no lock of Python's
            was = aside.submit(self._outcomes, fair, live, both.live)
            now = self._outcomes(fair, candidate, both.candidate)
            outcomes = list(zip(was.result(), now, strict=True))
        self._known = {
            key: known for key, known in self._known.items() if key[0] == candidate.number
        }
        return tuple(self._falls(outcomes))

    def _outcomes(
        self, questions: Sequence[GateQuestion], generation: Generation, proofs: Proofs
    ) -> list[_Outcome]:
        return [self._outcome(question, generation, proofs) for question in questions]

    def _outcome(self, question: GateQuestion, generation: Generation, proofs: Proofs) -> _Outcome:
        key = (generation.number, question)
        if key not in self._known:
            told = self._asker.explain(question.text, question.context, generation, Trace())
            self._known[key] = _judged(question, told, proofs)
        return self._known[key]

    def _falls(self, outcomes: Sequence[tuple[_Outcome, _Outcome]]) -> Iterator[str]:
        rates = {
            "finds the article of": [
                (was.hit, now.hit)
                for was, now in outcomes
                if was.hit is not None and now.hit is not None
            ],
            "answers or refuses rightly": [(was.right, now.right) for was, now in outcomes],
        }
        for name, pairs in rates.items():
            if not pairs:
                continue
            before, after = (statistics.fmean(rate) for rate in zip(*pairs, strict=True))
            if before - after > self._rules.margin:
                count = len(pairs)
                yield f"it {name} {after:.0%} of {count} questions, the live one {before:.0%}"


def _judged(question: GateQuestion, told: Explanation, proofs: Proofs) -> _Outcome:
    answered = told.answer.status is AnswerStatus.ANSWERED
    if not question.proofs:
        return _Outcome(None, right=not answered)
    found = {hit.article.id for hit in told.hits[:DEEP_ENOUGH]}
    return _Outcome(not found.isdisjoint(proofs.of(question)), right=answered)
