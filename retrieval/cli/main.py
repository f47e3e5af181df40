"""Puts the commands together, and turns what went wrong into one line and an exit code.

Data goes to stdout, everything else to stderr. Exit code 0: done; 1: a known failure; 2: wrong
usage. Commands import the archive when they run, so that help answers at once.
"""

from __future__ import annotations

import sys

import typer

from retrieval.cli import editing, evaluate, feedback, operate, question
from retrieval.cli.console import stderr
from retrieval.cli.loading import loading
from retrieval.cli.read import read
from retrieval.errors import WenbaoError
from retrieval.private import keep_private

app = typer.Typer(
    name="wenbao",
    help="Ask the newspaper: the sentence that answers, with its source, or an honest no.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(operate.ingest)
app.command()(read)
app.command()(question.ask)
app.command()(question.search)
evaluate.app.command()(loading)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(feedback.app, name="feedback")
app.command()(operate.status)
app.command()(operate.generations)
app.command()(operate.rollback)
app.command()(operate.activate)
app.command()(operate.doctor)
app.command()(operate.backup)
app.command()(operate.restore)
app.command()(operate.watch)
app.command()(editing.pages)
app.command()(editing.remove)
app.command()(editing.withdraw)
app.command()(editing.correct)


def main() -> None:
    """Run the command line. What it writes is for this user alone, as what members asked is."""
    keep_private()
    try:
        app()
    except WenbaoError as error:
        stderr.print(f"wenbao: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except OSError as error:
        if error.filename is None:
            raise
        stderr.print(
            f"wenbao: {error.filename}: {error.strerror}: check the path and who may write there",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
