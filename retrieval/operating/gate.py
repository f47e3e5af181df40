"""The gate: a candidate generation is asked questions, and must not do worse than the live one.

Both are held to the same ones, so that chance plays no part; what a load took out on purpose, or
replaced by other text, is not asked for.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.trace import Trace
from retrieval.operating.gate_outcomes import Outcome, fallen
from retrieval.operating.gate_proofs import Compared
from retrieval.operating.gate_questions import drawn, saved
from retrieval.types import AnswerStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.asking.asker import Asker
    from retrieval.index.generation import Generation
    from retrieval.operating.gate_proofs import Proofs
    from retrieval.operating.gate_questions import GateQuestion
    from retrieval.types import Explanation, GenerationNumber

    _Build = tuple[GenerationNumber, dt.datetime, dt.date]

FOLDER_NAME = "gate"
DEEP_ENOUGH = 5
"""Best passages among which the article that answers must be, to count as a hit."""
_AT_ONCE = 2  # half of an answer needs no lock of Python's


@dataclass(frozen=True, slots=True)
class GateRules:
    """How many questions are asked at most (0: none), and the share that may be lost."""

    questions: int = 20
    margin: float = 0.1


DEFAULT_RULES = GateRules()


class Gate:
    """The `Gate` of one data folder: asks what is saved in `gate/`, or else makes questions up.

    It costs an answer a question, and one of the live generation to each that did not go well, or
    to all when that is not enough to tell; its answers are remembered between two loads.
    """

    def __init__(self, asker: Asker, data_dir: Path, rules: GateRules) -> None:
        self._asker = asker
        self._folder = data_dir / FOLDER_NAME
        self._rules = rules
        self._known: dict[tuple[_Build, GateQuestion], Outcome] = {}

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
        now = self._outcomes(fair, candidate, both.candidate)

        def ask_live(places: Sequence[int]) -> list[Outcome]:
            return self._outcomes([fair[place] for place in places], live, both.live)

        falls = fallen(now, ask_live, self._rules.margin)
        builds = {self._build(candidate), self._build(live)}
        self._known = {key: known for key, known in self._known.items() if key[0] in builds}
        return falls

    def _outcomes(
        self, questions: Sequence[GateQuestion], generation: Generation, proofs: Proofs
    ) -> list[Outcome]:
        with ThreadPoolExecutor(_AT_ONCE, "gate") as pool:
            return list(pool.map(lambda asked: self._outcome(asked, generation, proofs), questions))

    def _build(self, generation: Generation) -> _Build:
        """Return what an answer depends on beside the question; a number may be given anew."""
        return generation.number, generation.manifest.built_at, self._asker.today()

    def _outcome(self, question: GateQuestion, generation: Generation, proofs: Proofs) -> Outcome:
        key = (self._build(generation), question)
        if key not in self._known:
            told = self._asker.explain(question.text, question.context, generation, Trace())
            self._known[key] = _judged(question, told, proofs)
        return self._known[key]


def _judged(question: GateQuestion, told: Explanation, proofs: Proofs) -> Outcome:
    answered = told.answer.status is AnswerStatus.ANSWERED
    if not question.proofs:
        return Outcome(None, right=not answered)
    found = {hit.article.id for hit in told.hits[:DEEP_ENOUGH]}
    return Outcome(not found.isdisjoint(proofs.of(question)), right=answered)
