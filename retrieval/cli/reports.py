"""What a load did, or would do, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.cli.console import doubt_problem, stderr, stdout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.types import ArticleRef, LoadPlan, LoadReport, PageDoubt, PageFailure


def show_report(report: LoadReport) -> None:
    """Say what a load did; what to look at goes to stderr."""
    _show_failures(report.failures)
    _show_doubts(report.doubts)
    _show_left_out(report.pages_left_out)
    if not report.changed:
        nothing = _left_out(report) if report.failures else "nothing new"
        stdout.print(f"{nothing}; generation {report.generation} stays live")
        return
    stdout.print(
        f"generation {report.generation} is live after {report.elapsed_s:.1f} s: "
        f"{report.articles_total} articles ({len(report.articles_added)} new, "
        f"{report.articles_removed} removed), {report.embedded} texts embedded; "
        f"pages: {len(report.pages_added)} new, {len(report.pages_changed)} changed, "
        f"{len(report.pages_removed)} removed, {len(report.pages_unchanged)} unchanged"
    )


def show_plan(plan: LoadPlan) -> None:
    """Say what a load would do."""
    _show_failures(plan.failures)
    _show_doubts(plan.doubts)
    _show_left_out(plan.pages_left_out)
    for sign, sources in (
        ("+", plan.pages_added),
        ("~", plan.pages_changed),
        ("-", plan.pages_removed),
    ):
        for source in sources:
            stdout.print(f"{sign} page {source}", markup=False)
    _show_articles("+", plan.articles_added)
    _show_articles("~", plan.articles_changed)
    _show_articles("-", plan.articles_removed)
    same = f"{len(plan.pages_unchanged)} pages unchanged"
    stdout.print(f"{same}; nothing was loaded" if plan.changes else f"nothing new; {same}")


def _show_articles(sign: str, articles: Iterable[ArticleRef]) -> None:
    for article in articles:
        stdout.print(f"{sign} {article.id} {article.headline} ({article.source})", markup=False)


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
