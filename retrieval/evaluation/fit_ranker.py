"""Fits the ranker: the weights of the signals that put the sentence that answers first.

A question gives one choice among all sentences that its search found, and the model is the
probability of each being chosen: the softmax of the weighted sums (Cao et al. 2007, ListNet's top
one). What is maximised is the probability of all sentences that answer, together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from retrieval.asking.rank import signal_names
from retrieval.asking.signals import SentenceSignals
from retrieval.errors import EvaluationError
from retrieval.evaluation.comparable import compact, holds
from retrieval.evaluation.comparison import bootstrap_interval
from retrieval.evaluation.placing import place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.archive import Archive
    from retrieval.asking.search import ScoredSentence
    from retrieval.evaluation.collections import Collection, Question

    Matrix = NDArray[np.float64]

NAMES = signal_names(SentenceSignals)
DEPTH = 50
"""Passages of a question whose sentences are learned from."""
PENALTY = 0.005
"""Weight of the squared weights, of scaled signals, beside the mean loss of a question."""
SETTLED = {"days": 2.0}
"""Weights that are given, not learned: hardly a question of a collection names a day."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences that one question found: signals, shape (sentences, signals), and which answer.

    `collection` and `group`, the article, say where the question is from; `answers` has at least
    one true entry.
    """

    collection: str
    group: str
    signals: Matrix
    answers: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RankerFit:
    """Weights by signal, and the mean reciprocal rank of the first sentence that answers.

    `before` is that of the weights in use; `fitted` and `held_back` are means over the folds of
    the questions that were learned from, and of those that were not.
    """

    weights: Mapping[str, float]
    questions: int
    before: float
    fitted: float
    held_back: float
    kept_before: bool

    @property
    def gap(self) -> float:
        """How much the held-back folds lose against the fitted ones."""
        return self.fitted - self.held_back


def choices(
    collection: Collection, archive: Archive, on_done: Callable[[int], None] | None = None
) -> list[Choice]:
    """Return a choice for each question that found a sentence that answers it."""
    judged = collection.qrels
    qrels = place(collection.questions, archive.articles()) if judged is None else judged
    made = []
    for number, question in enumerate(collection.questions, start=1):
        relevant = qrels.get(question.id, {})
        if any(relevant.values()):
            choice = _choice(collection.name, question, relevant, archive)
            made += [choice] if choice is not None else []
        if on_done is not None:
            on_done(number)
    return made


def fit_ranker(
    given: Sequence[Choice],
    in_use: Mapping[str, float],
    folds: int = 5,
    *,
    taken: bool = False,
) -> RankerFit:
    """Fit on all choices, and once for each fold without it.

    The weights in use stay unless the held-back folds beat them by more than the 95 % interval of
    the difference, or the new ones are to be `taken`: those in use were learned from all these
    questions, and of the signals as they were then. Raises `EvaluationError` when there are fewer
    articles than folds.
    """
    groups = [choice.group for choice in given]
    if len(set(groups)) < folds:
        raise EvaluationError(
            f"{len(given)} questions on {len(set(groups))} articles are too few to fit a ranker in "
            f"{folds} folds: name more collections"
        )
    before = reciprocal_ranks(given, np.array([in_use.get(name, 0.0) for name in NAMES]))
    fitted, held_back = [], np.zeros(len(given))
    for train, test in GroupKFold(folds).split(groups, groups=groups):
        seen = [given[i] for i in train]
        weights = learn(seen)
        fitted.append(float(reciprocal_ranks(seen, weights).mean()))
        held_back[test] = reciprocal_ranks([given[i] for i in test], weights)
    low, _ = bootstrap_interval(held_back - before)
    is_taken = taken or low > 0
    learned = dict(zip(NAMES, map(float, learn(given)), strict=True))
    return RankerFit(
        weights=learned if is_taken else dict(in_use),
        questions=len(given),
        before=float(before.mean()),
        fitted=float(np.mean(fitted)),
        held_back=float(held_back.mean()),
        kept_before=not is_taken,
    )


def learn(given: Sequence[Choice]) -> Matrix:
    """Return the weights that make the sentences that answer most probable, shape (signals,).

    Each collection counts the same, however many questions it has.
    """
    signals = np.vstack([choice.signals for choice in given])
    scale = signals.std(axis=0)
    scale[scale == 0] = 1.0
    learned = np.array([name not in SETTLED for name in NAMES])
    settled = signals @ np.array([SETTLED.get(name, 0.0) for name in NAMES])
    signals = signals * learned / scale
    answers = np.concatenate([choice.answers for choice in given])
    sizes = np.array([len(choice.answers) for choice in given])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = Counter(choice.collection for choice in given)
    shares = np.array([1 / (counts[choice.collection] * len(counts)) for choice in given])

    def totals(scores: Matrix) -> tuple[Matrix, Matrix]:
        """Return log Σ exp of each question, and the probability of each sentence in its own."""
        peaks = np.repeat(np.maximum.reduceat(scores, starts), sizes)
        sums = np.add.reduceat(np.exp(scores - peaks), starts)
        logs = np.log(sums) + peaks[starts]
        return logs, np.exp(scores - np.repeat(logs, sizes))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = signals @ weights + settled
        all_logs, chosen = totals(scores)
        right_logs, right = totals(np.where(answers, scores, -np.inf))
        value = shares @ (all_logs - right_logs) + PENALTY * weights @ weights
        pull = np.repeat(shares, sizes) * (chosen - right)
        return float(value), signals.T @ pull + 2 * PENALTY * weights

    best = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B")
    given_weights = [SETTLED.get(name, 0.0) for name in NAMES]
    fitted: Matrix = np.where(learned, best.x / scale, given_weights)
    return fitted


def reciprocal_ranks(given: Sequence[Choice], weights: Matrix) -> Matrix:
    """Return 1 / the rank of the first sentence that answers, for each choice; ties count last."""
    ranks = []
    for choice in given:
        scores = choice.signals @ weights
        best = scores[choice.answers].max()
        ranks.append(1 + int((scores[~choice.answers] >= best).sum()))
    return 1 / np.array(ranks, dtype=np.float64)


def _choice(
    name: str, question: Question, relevant: Mapping[str, int], archive: Archive
) -> Choice | None:
    found = archive.find(question.text, DEPTH, context=question.context)
    if not found.sentences:
        return None
    inside = np.array([relevant.get(s.article.id, 0) > 0 for s in found.sentences])
    answers = np.array(
        [
            bool(own) and _answers(question, s, found.article_of(s).text)
            for own, s in zip(inside, found.sentences, strict=True)
        ]
    )
    if not answers.any() and not (question.evidence or question.key):
        answers = inside
    if not answers.any() or answers.all():
        return None
    signals = np.array([s.signals for s in found.sentences], dtype=np.float64)
    group = f"{name}/{min(i for i, grade in relevant.items() if grade)}"
    return Choice(name, group, signals, answers)


def _answers(question: Question, sentence: ScoredSentence, text: str) -> bool:
    """Say whether a sentence of a relevant article holds a piece of evidence or of the key."""
    span, shown = sentence.span, text[sentence.span.start : sentence.span.end]
    for evidence in (e for alternatives in question.evidence for e in alternatives):
        if evidence.span is not None:
            inside = span.start <= evidence.span.start and evidence.span.end <= span.end
            if inside and evidence.article_id == sentence.article.id:
                return True
        elif evidence.quote and (holds(shown, evidence.quote) or holds(evidence.quote, shown)):
            return True
    if question.evidence:
        return False
    return any(compact(s) in compact(shown) for strings in question.key for s in strings)
