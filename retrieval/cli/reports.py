"""What a load did, or would do, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.cli.console import doubt_problem, stderr, stdout

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.types import Damage, LoadPlan, LoadReport, PageDoubt, PageFailure


LISTED = 10  # of each kind


def show_report(report: LoadReport, *, everything: bool = False) -> None:
    """Say what a load did; what to look at goes to stderr. Of long lists the beginning is shown."""
    _show_failures(report.failures)
    _show_doubts(report.doubts)
    _show_left_out(report.pages_left_out)
    show_damage(report.damaged)
    most = None if everything else LISTED
    _show_changes(report, most)
    if not report.changed:
        nothing = _left_out(report) if report.failures else "nothing new"
        stdout.print(f"{nothing}; generation {report.generation} stays live")
        return
    stdout.print(
        f"generation {report.generation} is live after {report.elapsed_s:.1f} s: "
        f"{report.articles_total} articles ({len(report.articles_added)} new, "
        f"{len(report.articles_changed)} changed, {len(report.articles_removed)} removed), "
        f"{report.embedded} texts embedded; "
        f"pages: {len(report.pages_added)} new, {len(report.pages_changed)} changed, "
        f"{len(report.pages_removed)} removed, {len(report.pages_unchanged)} unchanged"
    )


def show_plan(plan: LoadPlan) -> None:
    """Say what a load would do."""
    _show_failures(plan.failures)
    _show_doubts(plan.doubts)
    _show_left_out(plan.pages_left_out)
    _show_changes(plan, None)
    if plan.ask_first:
        stderr.print(
            f"{len(plan.pages_removed)} pages are gone from the folder: see that it is whole; they "
            "are removed only with --allow-removals",
            markup=False,
            soft_wrap=True,
        )
    same = f"{len(plan.pages_unchanged)} pages unchanged"
    stdout.print(f"{same}; nothing was loaded" if plan.changes else f"nothing new; {same}")


def show_damage(damaged: Iterable[Damage]) -> None:
    """Say what could not be read, and which pages are nowhere else."""
    for damage in damaged:
        name = f"generation {damage.number}" if damage.number else "what names the live generation"
        stderr.print(f"{name} is damaged ({damage.problem})", markup=False, soft_wrap=True)
        if damage.pages is None:
            said = "which pages only it had cannot be said: its catalogue is damaged as well"
            stderr.print(f"  {said}", markup=False, soft_wrap=True)
        for source in damage.pages or ():
            stderr.print(f"  only it had this text of {source}", markup=False, soft_wrap=True)


def _show_changes(done: LoadReport | LoadPlan, most: int | None) -> None:
    pages = (done.pages_added, done.pages_changed, done.pages_removed)
    articles = (done.articles_added, done.articles_changed, done.articles_removed)
    for sign, sources in zip("+~-", pages, strict=True):
        _show_some([f"{sign} page {source}" for source in sources], most)
    for sign, refs in zip("+~-", articles, strict=True):
        _show_some([f"{sign} {ref.id} {ref.headline} ({ref.source})" for ref in refs], most)


def _show_some(lines: Sequence[str], most: int | None) -> None:
    for line in lines[:most]:
        stdout.print(line, markup=False, highlight=False)
    if most is not None and len(lines) > most:
        stdout.print(f"{lines[0][0]} … {len(lines) - most} more (--everything names them)")


def _show_failures(failures: Iterable[PageFailure]) -> None:
    for failure in failures:
        stderr.print(f"left out {failure.source}: {failure.problem}", markup=False, soft_wrap=True)


def _show_doubts(doubts: Iterable[PageDoubt]) -> None:
    for doubt in doubts:
        problem = doubt_problem(doubt.kind, doubt.place)
        stderr.print(
            f"look at {doubt.source}, line {doubt.line}: {problem}", markup=False, soft_wrap=True
        )


def _show_left_out(sources: Iterable[str]) -> None:
    for source in sources:
        stderr.print(
            f"left out {source}: an editor removed it; to have it back, load the file by itself",
            markup=False,
            soft_wrap=True,
        )


def _left_out(report: LoadReport) -> str:
    """Say that what could be read is nothing new, and that not everything could be read."""
    left = f"{len(report.failures)} left out, which could not be read"
    known = len(report.pages_unchanged)
    return f"{left}; the other {known} pages are known already" if known else left
