"""How the bot does, as an admin reads it: below what the archive holds, how much is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rich import Run
from retrieval.types import AnswerStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.rich import Rich
    from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Operation:
    """How the bot does now. `answers` are today's by status; percentiles are `None` at first."""

    memory_mib: float
    uptime_s: float
    p50_s: float | None
    p95_s: float | None
    answers: Mapping[str, int]
    waiting: int


def render_operation(operation: Operation, texts: Texts) -> Rich:
    """Return memory, uptime, latencies, questions of today, share refused, and the queue."""
    said = texts.operating
    lines = [
        said.memory.format(mib=round(operation.memory_mib)),
        said.uptime.format(uptime=_uptime(operation.uptime_s, texts)),
        _asked(operation.answers, texts),
        said.waiting.format(count=operation.waiting),
    ]
    if operation.p50_s is not None and operation.p95_s is not None:
        p50, p95 = (f"{seconds:.2f}" for seconds in (operation.p50_s, operation.p95_s))
        lines.insert(2, said.latency.format(p50=p50, p95=p95))
    return tuple(Run(f"\n{line}") for line in lines)


def _asked(answers: Mapping[str, int], texts: Texts) -> str:
    """Return how much was asked today; of what was asked of the paper, the share refused."""
    refused = answers.get(AnswerStatus.NO_EVIDENCE, 0)
    asked = refused + answers.get(AnswerStatus.ANSWERED, 0)
    share = f"{refused / asked:.0%}" if asked else "0%"
    return texts.operating.asked_today.format(count=sum(answers.values()), share=share)


def _uptime(seconds: float, texts: Texts) -> str:
    minutes = int(seconds) // 60
    hours, days = minutes // 60, minutes // (24 * 60)
    return texts.operating.duration.format(days=days, hours=hours % 24, minutes=minutes % 60)
