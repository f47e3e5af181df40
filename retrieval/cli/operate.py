"""Commands that load pages into the archive, say what it holds, and take a load back."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - typer reads the annotations when it runs
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from retrieval.cli.console import doubt_problem, load_progress, stderr, stdout, the_archive
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from retrieval.types import ArchiveStatus, LoadReport


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Page files, and folders of them.")],
    mirror: Annotated[
        bool, typer.Option(help="Remove pages that a folder gave before and has no more.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option(help="Use nothing of the present index: PATHS are all there is.")
    ] = False,
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of pages that do not name theirs."),
    ] = None,
) -> None:
    """Load page files and folders; what did not change costs nothing."""
    archive = the_archive()
    with load_progress() as progress:
        day = date.date() if date else None
        report = archive.load(paths, mirror=mirror, rebuild=rebuild, progress=progress, day=day)
    _show_report(report)
    if report.failures:
        raise typer.Exit(1)


def _show_report(report: LoadReport) -> None:
    for failure in report.failures:
        stderr.print(f"left out {failure.source}: {failure.problem}", markup=False, soft_wrap=True)
    for doubt in report.doubts:
        problem = doubt_problem(doubt.kind, doubt.place)
        stderr.print(
            f"look at {doubt.source}, line {doubt.line}: {problem}", markup=False, soft_wrap=True
        )
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


def _left_out(report: LoadReport) -> str:
    """Say that what could be read is nothing new, and that not everything could be read."""
    left = f"{len(report.failures)} left out, which could not be read"
    known = len(report.pages_unchanged)
    return f"{left}; the other {known} pages are known already" if known else left


def status(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what the archive holds."""
    from retrieval.settings import ArchiveSettings
    from retrieval.status import read_status

    settings = ArchiveSettings.read()
    held = read_status(settings.data_dir, settings.embedding_model)
    if json:
        from pydantic import TypeAdapter

        from retrieval.types import ArchiveStatus

        print_line = TypeAdapter(ArchiveStatus).dump_json(held).decode("utf-8")
        typer.echo(print_line)
        return
    stdout.print(_status_table(held))


def _status_table(held: ArchiveStatus) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    days = f"{held.first_day} … {held.last_day}" if held.first_day else "no dated page"
    kept = ", ".join(map(str, held.generations_kept)) or "none"
    rows = {
        "generation": held.generation or "none: load pages with `wenbao ingest PATH…`",
        "built": held.built_at.astimezone().isoformat(" ", "seconds") if held.built_at else "never",
        "model": held.model,
        "pages": held.pages,
        "articles": held.articles,
        "passages": held.passages,
        "sentences": held.sentences,
        "dates": days,
        "kept": kept,
    }
    for name, value in rows.items():
        table.add_row(name, str(value))
    return table


def rollback(
    generation: Annotated[
        int | None, typer.Argument(help="The generation to make live; else the one before.")
    ] = None,
) -> None:
    """Make an earlier generation live again."""
    number = None if generation is None else GenerationNumber(generation)
    live = the_archive().roll_back(number)
    stdout.print(f"generation {live} is live")
