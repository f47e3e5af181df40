"""`wenbao evaluate loading`: how long loads take, beside the bare model and as an archive grows."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from retrieval.cli.progress import bar

if TYPE_CHECKING:
    from retrieval.evaluation.loading_speed import OnePage


def loading(
    paths: Annotated[list[Path], typer.Argument(help="Pages to load, and folders of them.")],
    page: Annotated[
        Path | None, typer.Option("--page", help="A page that the live archive does not hold.")
    ] = None,
    passages: Annotated[
        int, typer.Option("--passages", help="what the live archive grows to for that page")
    ] = 100_000,
) -> None:
    """Measure loads against the bare model, and one page into a large archive (--page)."""
    from retrieval.evaluation.loading_speed import markdown, one_page, throughput
    from retrieval.settings import ArchiveSettings

    settings = ArchiveSettings.read()
    with bar("loading and embedding in turn", 1) as on_done:
        loads = throughput(settings, paths)
        on_done(1)
    ones: tuple[OnePage, ...] = ()
    if page is not None:
        with bar(f"growing to {passages:,} passages", passages) as on_done:
            ones = one_page(settings, page, passages, on_done)
    typer.echo(markdown(loads, ones), nl=False)
