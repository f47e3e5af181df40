"""Commands of an editor: take something out, withdraw an article, attach a correction."""

from __future__ import annotations

from typing import Annotated

import typer

from retrieval.cli.console import load_progress, stdout, the_archive
from retrieval.cli.reports import show_report
from retrieval.types import ArticleId


def remove(
    name: Annotated[str, typer.Argument(help="A page's file name, or the id of an article.")],
) -> None:
    """Take a page or an article out, in a new generation."""
    archive = the_archive()
    with load_progress() as progress:
        report = archive.remove(name, progress=progress)
    show_report(report)


def withdraw(
    article: Annotated[str, typer.Argument(help="The id of an article.")],
    reason: Annotated[str, typer.Argument(help="Why: who opens it will read this.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the withdrawal back.")] = False,
) -> None:
    """Take an article out of answers, searches and lists at once, whatever is loaded later."""
    if undo == bool(reason):
        raise typer.BadParameter("give a reason, or --undo")
    archive, article_id = the_archive(), ArticleId(article)
    if undo:
        shown = archive.restore_article(article_id)
        stdout.print(f"{shown.id} {shown.headline} is shown again", markup=False)
    else:
        shown = archive.withdraw(article_id, reason)
        stdout.print(f"{shown.id} {shown.headline} is withdrawn: {reason}", markup=False)


def correct(
    article: Annotated[str, typer.Argument(help="The id of an article.")],
    note: Annotated[str, typer.Argument(help="What every citation shall say; '' takes it back.")],
) -> None:
    """Attach a correction to an article: every later citation of it carries the note."""
    shown = the_archive().correct(ArticleId(article), note)
    said = f"is corrected: {shown.correction}" if shown.correction else "carries no correction"
    stdout.print(f"{shown.id} {shown.headline} {said}", markup=False)
