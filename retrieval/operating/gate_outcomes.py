"""How the gate's questions went for two generations, and whether one fell behind the other.

The live one is asked no more than is needed to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went: was its article found (`None`: it has none), rightly (un)answered."""

    hit: bool | None
    right: bool

    @property
    def good(self) -> bool:
        """Whether nothing could have gone better."""
        return self.right and self.hit is not False


def fallen(
    now: Sequence[Outcome],
    ask_live: Callable[[Sequence[int]], Sequence[Outcome]],
    margin: float,
) -> tuple[str, ...]:
    """Return by what a candidate falls behind the live generation, in words.

    `now` is how the questions went for the candidate; `ask_live(places)` asks some of them of the
    live one. `margin` is the share of the questions that may be lost. What went well for the
    candidate cannot speak against it, so at first it counts as if it had for the live one, too.
    """
    doubtful = [place for place, outcome in enumerate(now) if not outcome.good]
    told = dict(zip(doubtful, ask_live(doubtful), strict=True))
    at_best = [told.get(place, outcome) for place, outcome in enumerate(now)]
    if not any(_falls(at_best, now, margin)):
        return ()
    return tuple(_falls(ask_live(range(len(now))), now, margin))


def _falls(was: Sequence[Outcome], now: Sequence[Outcome], margin: float) -> Iterator[str]:
    pairs = list(zip(was, now, strict=True))
    of_each = {
        "finds the article of": [(bool(a.hit), bool(b.hit)) for a, b in pairs if b.hit is not None],
        "answers or refuses rightly": [(a.right, b.right) for a, b in pairs],
    }
    for name, found in of_each.items():
        before, after = sum(a for a, _ in found), sum(b for _, b in found)
        if before - after > margin * len(found) + _ROUNDING:
            shares = f"{after / len(found):.0%} of {len(found)} questions"
            yield f"it {name} {shares}, the live one {before / len(found):.0%}"
