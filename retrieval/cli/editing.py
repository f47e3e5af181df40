"""Commands of an editor: take something out, withdraw an article, attach a correction."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated

import typer

from retrieval.cli.console import load_progress, stdout, the_archive
from retrieval.cli.reports import show_report
from retrieval.errors import ArticleUnknown, NameAmbiguous
from retrieval.types import ArticleId

if TYPE_CHECKING:
    from retrieval.archive import Archive


def pages(
    words: Annotated[str, typer.Argument(help="A part of the file names; all without it.")] = "",
) -> None:
    """List the stored pages by their file names, the newest first."""
    from retrieval.archive import pages_named

    for page in pages_named(the_archive().pages(), words):
        day = page.date.day.isoformat() if page.date else "undated"
        number = f", page {page.number}" if page.number else ""
        facts = f"{day}{number}, articles: {page.articles}"
        stdout.print(f"{page.source} ({facts})", markup=False, highlight=False)


def remove(
    name: Annotated[
        str, typer.Argument(help="The id of an article, or a page's file name or a part of it.")
    ],
) -> None:
    """Take a page or an article out, in a new generation."""
    archive = the_archive()
    whole_name = _meant(archive, name)
    with load_progress() as progress:
        report = archive.remove(whole_name, progress=progress)
    show_report(report)


def _meant(archive: Archive, name: str) -> str:
    """Return an article's id, or the file name of the one page that holds a name.

    What is neither comes back as it is. Raises `NameAmbiguous`.
    """
    from retrieval.archive import pages_named

    if not name.strip():
        raise typer.BadParameter("name an article or a page")
    with contextlib.suppress(ArticleUnknown):
        return archive.article(ArticleId(name))[0].id
    named = pages_named(archive.pages(), name)
    if len(named) > 1:
        raise NameAmbiguous(name, tuple(page.source for page in named))
    return named[0].source if named else name


def withdraw(
    article: Annotated[str, typer.Argument(help="The id of an article.")],
    reason: Annotated[str, typer.Argument(help="Why: who opens it will read this.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the withdrawal back.")] = False,
) -> None:
    """Take an article out of answers, searches and lists at once, whatever is loaded later."""
    if undo == bool(reason):
        raise typer.BadParameter("give a reason, or --undo")
    archive, article_id = the_archive(), ArticleId(article)
    if undo and archive.article(article_id)[0].withdrawal is None:
        stdout.print(f"{article} is not withdrawn: nothing was changed", markup=False)
    elif undo:
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
    archive, article_id = the_archive(), ArticleId(article)
    if not note.strip() and archive.article(article_id)[0].correction is None:
        stdout.print(f"{article} carries no correction: nothing was changed", markup=False)
        return
    shown = archive.correct(article_id, note)
    said = (
        f"is corrected: {shown.correction}"
        if shown.correction
        else "carries no correction any more"
    )
    stdout.print(f"{shown.id} {shown.headline} {said}", markup=False)
