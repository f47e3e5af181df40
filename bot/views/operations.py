"""How the bot does, as an admin reads it: below what the archive holds, how much is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.shanghai import moment_text
from bot.views.rich import Run, Style
from bot.views.trouble import damage_text, problem_text
from retrieval.types import AnswerStatus, GenerationState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.care.gap_groups import GapGroup
    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import ArchiveStatus, GenerationSummary

MAX_PROBLEMS = 5


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


def render_generations(stored: Sequence[GenerationSummary], texts: Texts) -> Rich:
    """Return generations, the newest first: state, size, days, and what is wrong with one."""
    said = texts.operating
    rich = [Run(said.generations.format(count=len(stored)), (Style.BOLD,))]
    for one in reversed(stored):
        line = said.generation_line.format(
            number=one.number,
            state=said.states[one.state],
            built_at=moment_text(one.built_at) if one.built_at else "–",
            pages=one.pages,
            articles=one.articles,
            mib=f"{one.size_bytes / 2**20:.1f}",
        )
        style = (Style.BOLD,) if one.state is GenerationState.LIVE else ()
        rich.append(Run(f"\n\n{line}", style))
        rich += [Run(f"\n• {problem}") for problem in _problems(one, texts)[:MAX_PROBLEMS]]
    return tuple(rich)


def _problems(one: GenerationSummary, texts: Texts) -> list[str]:
    """Return what is wrong with a generation: its damage, or why it was refused."""
    if one.damage is not None:
        return [damage_text(one.damage, texts)]
    return [problem_text(problem, texts) for problem in one.problems]


def render_notices(held: ArchiveStatus, texts: Texts) -> Rich:
    """Return how many articles are withdrawn or corrected; nothing where none is."""
    if not (held.withdrawn or held.corrected):
        return ()
    template = texts.operating.notices
    return (Run("\n" + template.format(withdrawn=held.withdrawn, corrected=held.corrected)),)


def render_commands(texts: Texts) -> Rich:
    """Return what admins may do, a command a line."""
    lines = (f"\n/{name} {does}" for name, does in texts.admin_command_help.items())
    return (Run("\n\n" + texts.operating.commands), Run("".join(lines)))


def render_gaps(
    gaps: Sequence[tuple[GapGroup, Sequence[str]]], total: int, days: int, texts: Texts
) -> Rich:
    """Return groups of questions that were asked in vain, each with the nearest headlines."""
    said = texts.operating
    rich = [Run(said.gaps.format(days=days, count=total), (Style.BOLD,))]
    for group, headlines in gaps:
        rich.append(Run("\n\n" + said.gap.format(count=group.count, question=group.question)))
        if headlines:
            words = said.gap_nearest.format(headlines=texts.trouble.between.join(headlines))
            rich.append(Run(f"\n{words}", (Style.ITALIC,)))
    return tuple(rich) if gaps else (*rich, Run(f"\n{said.gaps_none}"))
