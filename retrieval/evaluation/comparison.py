"""Compares two runs on the same questions: how far apart, how sure, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from retrieval.errors import RunMismatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RESAMPLES = 10_000
SEED = 20231207
INTERVAL = 0.95


@dataclass(frozen=True, slots=True)
class Change:
    """A question that scores differently in the two runs."""

    question_id: str
    a: float
    b: float

    @property
    def difference(self) -> float:
        """How much more B scores."""
        return self.b - self.a


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B against run A in one measure, over the `n` questions that both are scored on.

    `difference` is mean(B - A), with its bootstrap interval from `low` to `high`; `p_value` is
    of the two-sided randomisation test. Wins are B's. `changed` has the largest losses first.
    """

    measure: str
    n: int
    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    p_value: float
    wins: int
    ties: int
    losses: int
    changed: tuple[Change, ...]


def compare(
    measure: str,
    a: Mapping[str, float],
    b: Mapping[str, float],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Comparison:
    """Compare the values of two runs by question id; bigger is better.

    The interval is the percentile bootstrap over questions; the test flips the signs of the
    paired differences (Smucker et al. 2007). Raises `RunMismatch` when the runs are not scored
    on the same questions, or on none.
    """
    if a.keys() != b.keys() or not a:
        problem = f"{len(a.keys() ^ b.keys())} questions are scored in one of the runs alone"
        raise RunMismatch(measure, problem if a or b else "no question is scored", _REMEDY)
    ids = sorted(a)
    differences = np.array([b[i] - a[i] for i in ids])
    changes = [Change(i, a[i], b[i]) for i in ids if a[i] != b[i]]
    low, high = bootstrap_interval(differences, resamples=resamples, seed=seed)
    return Comparison(
        measure=measure,
        n=len(ids),
        mean_a=float(np.mean([a[i] for i in ids])),
        mean_b=float(np.mean([b[i] for i in ids])),
        difference=float(differences.mean()),
        low=low,
        high=high,
        p_value=_p_value(differences, resamples, seed),
        wins=sum(change.difference > 0 for change in changes),
        ties=len(ids) - len(changes),
        losses=sum(change.difference < 0 for change in changes),
        changed=tuple(sorted(changes, key=lambda c: (c.difference, c.question_id))),
    )


_REMEDY = "compare runs of one collection, in a measure that both have"


def bootstrap_interval(
    values: Numbers, *, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of the mean of `values`, shape (n,), n ≥ 1.

    The same value throughout, or a single one, gives an interval of no width.
    """
    if len(values) < 2 or np.ptp(values) == 0:
        return float(values[0]), float(values[0])
    result = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=resamples,
        confidence_level=INTERVAL,
        method="percentile",
        rng=np.random.default_rng(seed),
        batch=1000,
    )
    interval = result.confidence_interval
    return float(interval.low), float(interval.high)


def _p_value(differences: Numbers, resamples: int, seed: int) -> float:
    """Return the chance of a mean as far from 0 when the signs of the differences are random.

    Exact where there are no more ways to flip them than `resamples`, else estimated.
    """
    moved = differences[differences != 0]
    if len(moved) < 2:  # either sign of a single difference is as far from 0
        return 1.0
    result = stats.permutation_test(
        (moved, np.zeros_like(moved)),
        lambda x, y, axis: np.sum(x - y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=resamples,
        rng=np.random.default_rng(seed),
        batch=1000,
    )
    return float(result.pvalue)
