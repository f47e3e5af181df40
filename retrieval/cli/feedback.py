"""`wenbao feedback …`: what members said of answers, for who makes them better."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from retrieval.cli.console import stderr

app = typer.Typer(no_args_is_help=True, help="Use what members said of answers.")


@app.callback()
def feedback() -> None:
    """Use what members said of answers."""


@app.command()
def export(
    out: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="folder to write the collection to")
    ],
) -> None:
    """Write members' feedback as a collection for `wenbao evaluate`, without who gave it."""
    from retrieval.evaluation import feedback as members
    from retrieval.settings import ArchiveSettings

    done = members.export(ArchiveSettings.read().data_dir, out)
    stderr.print(
        f"{done.questions} questions, {done.unanswerable} of them unanswerable, "
        f"{done.undecided} for an editor to judge: {out}",
        markup=False,
        soft_wrap=True,
    )
