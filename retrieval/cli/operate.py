"""Commands that load pages into the archive, say what it holds, and take a load back."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - typer reads the annotations when it runs
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from retrieval.cli.console import load_progress, stderr, stdout, the_archive
from retrieval.cli.reports import show_damage, show_plan, show_report
from retrieval.errors import ManyRemovals, WenbaoError
from retrieval.types import GenerationNumber

if TYPE_CHECKING:
    from retrieval.archive import Archive
    from retrieval.types import ArchiveStatus

SHANGHAI = ZoneInfo("Asia/Shanghai")


def ingest(  # noqa: PLR0917 - typer's options are arguments
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
    allow_removals: Annotated[
        bool,
        typer.Option("--allow-removals", help="With --mirror: however many pages would go."),
    ] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="Name every page and article that changed.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
) -> None:
    """Load page files and folders; what did not change costs nothing."""
    archive = the_archive()
    day = date.date() if date else None
    if dry_run:
        show_plan(archive.plan(paths, mirror=mirror, day=day))
        return
    with load_progress() as progress:
        report = archive.load(
            paths,
            mirror=mirror,
            rebuild=rebuild,
            progress=progress,
            day=day,
            may_remove=None if allow_removals else (),
        )
    show_report(report, everything=everything)
    if report.failures:
        raise typer.Exit(1)


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
    show_damage(held.damaged)
    if held.damaged:
        stderr.print(
            f"generation {held.generation} is served instead: load again, or go back to it for "
            "good with `wenbao rollback`",
            markup=False,
            soft_wrap=True,
        )


def _moment(at: datetime) -> str:
    """Return a moment as it is in the paper's town."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _status_table(held: ArchiveStatus) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    days = f"{held.first_day} … {held.last_day}" if held.first_day else "no dated page"
    kept = ", ".join(map(str, held.generations_kept)) or "none"
    rows = {
        "generation": held.generation or "none: load pages with `wenbao ingest PATH…`",
        "built": _moment(held.built_at) if held.built_at else "never",
        "model": held.model,
        "pages": held.pages,
        "articles": f"{held.articles} shown, {held.withdrawn} withdrawn",
        "passages": held.passages,
        "sentences": held.sentences,
        "dates": days,
        "kept": kept,
        "corrected": held.corrected,
    }
    for name, value in rows.items():
        table.add_row(name, str(value))
    return table


def generations() -> None:
    """List the stored generations: which is live, which were refused or are damaged, and why."""
    from retrieval.index.store import GenerationStore
    from retrieval.settings import ArchiveSettings
    from retrieval.status import summaries

    held = summaries(GenerationStore(ArchiveSettings.read().data_dir))
    table = Table("", "state", "built", "pages", "articles", "dates", "MB", box=None)
    for one in held:
        built = _moment(one.built_at) if one.built_at else ""
        days = f"{one.first_day} … {one.last_day}" if one.first_day else ""
        counts = (str(one.pages), str(one.articles), days, f"{one.size_bytes / 1e6:.1f}")
        table.add_row(str(one.number), one.state.value, built, *counts)
    stdout.print(table)
    for one in held:
        for problem in one.problems:
            stdout.print(f"{one.number}: {problem}", markup=False)


def rollback(
    generation: Annotated[
        int | None, typer.Argument(help="The generation to make live; else the one before.")
    ] = None,
) -> None:
    """Make an earlier generation live again."""
    number = None if generation is None else GenerationNumber(generation)
    live = the_archive().roll_back(number)
    stdout.print(f"generation {live} is live")


def activate(
    generation: Annotated[int, typer.Argument(help="The generation to make live.")],
) -> None:
    """Make any stored generation live, also one that was refused at the gate."""
    stdout.print(f"generation {the_archive().activate(GenerationNumber(generation))} is live")


def doctor() -> None:
    """Check everything that the archive needs: folders, generations, databases, model, rights."""
    from retrieval.operating.check import check
    from retrieval.settings import ArchiveSettings
    from retrieval.types import FindingLevel

    styles = {FindingLevel.OK: "green", FindingLevel.WARNING: "yellow", FindingLevel.ERROR: "red"}
    report = check(ArchiveSettings.read())
    for finding in report.findings:
        stdout.print(f"[{styles[finding.level]}]{finding.level.value:>7}[/]  ", end="")
        stdout.print(finding.what, markup=False, highlight=False)
        if finding.remedy:
            stdout.print(f"         → {finding.remedy}", markup=False, highlight=False)
    if not report.healthy:
        raise typer.Exit(1)


def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; .gz packs it.")],
) -> None:
    """Write what DATA_DIR holds into one file; the bot may go on."""
    from retrieval.operating.backup import backup as back_up
    from retrieval.settings import ArchiveSettings

    size = back_up(ArchiveSettings.read().data_dir, out)
    stdout.print(f"{out}: {size / 1e6:.1f} MB", markup=False)


def restore(
    backup_file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace what DATA_DIR holds; its generations stay.")
    ] = False,
) -> None:
    """Put a backup into DATA_DIR, verified first; the bot must be stopped."""
    from retrieval.operating.restore import restore as put_back
    from retrieval.settings import ArchiveSettings

    number = put_back(backup_file, ArchiveSettings.read().data_dir, force=force)
    stdout.print(f"generation {number} is live")


def watch(
    paths: Annotated[Path | None, typer.Argument(help="A folder; else NEWS_DIR.")] = None,
    seconds: Annotated[
        int, typer.Option(min=0, help="Load what has not grown for so long; else WATCH_SECONDS.")
    ] = 0,
) -> None:
    """Load new files of a folder by themselves, until stopped."""
    import time

    from retrieval.operating.arriving import Arrivals
    from retrieval.settings import ArchiveSettings

    settings = ArchiveSettings.read()
    settled_s = seconds or settings.watch_seconds
    if not settled_s:
        raise typer.BadParameter("give --seconds, or set WATCH_SECONDS")
    folder = paths or settings.news_dir
    archive, arrivals = the_archive(), Arrivals(folder, settled_s)
    stderr.print(f"watching {folder}; Ctrl-C ends it", markup=False)
    while True:
        if arrivals.settled():
            try:
                _load_what_arrived(archive, folder)
            except WenbaoError as error:
                _complain(error)
        time.sleep(min(1.0, settled_s / 2))


def _load_what_arrived(archive: Archive, folder: Path) -> None:
    """Load a folder as it is now, but let no great part of it vanish: that is only told."""
    try:
        show_report(archive.load([folder], mirror=True))
    except ManyRemovals as error:
        _complain(error)
        show_report(archive.load([folder]))


def _complain(error: WenbaoError) -> None:
    stderr.print(f"wenbao: {error}", markup=False, highlight=False, soft_wrap=True)
