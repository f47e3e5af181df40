"""The two consoles of the command line, the progress of a load, and the archive it works on."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from retrieval.types import DoubtKind, LoadProgress, LoadStage, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive import Archive

stdout = Console(soft_wrap=True)
stderr = Console(stderr=True)

STAGE_NAMES = {
    LoadStage.READ: "reading pages",
    LoadStage.EMBED: "embedding texts",
    LoadStage.INDEX: "writing the index",
    LoadStage.VERIFY: "verifying",
    LoadStage.LIVE: "live",
}
_DOUBTS = {
    DoubtKind.PLACE: "perhaps no {place}",
    DoubtKind.HEADING: "kicker, headline and subhead may be mixed up",
    DoubtKind.NO_HEADLINE: "an article without a headline",
}


def doubt_problem(kind: DoubtKind, place: Place | None) -> str:
    """Say in words what the reader is not sure of."""
    return _DOUBTS[kind].format(place=place.value.replace("_", " ") if place else "")


def the_archive() -> Archive:
    """Open the archive that the settings name. Raises `SettingsError`, `ModelError`."""
    from retrieval.archive import open_archive
    from retrieval.settings import ArchiveSettings

    return open_archive(ArchiveSettings.read())


@contextlib.contextmanager
def load_progress() -> Iterator[Callable[[LoadProgress], None]]:
    """Show the stages of a load on stderr while they run."""
    columns = (TextColumn("{task.description:>18}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=stderr) as bars:
        tasks = {}

        def show(step: LoadProgress) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bars.add_task(STAGE_NAMES[step.stage], total=step.total)
            bars.update(tasks[step.stage], completed=step.done, total=step.total)

        yield show
