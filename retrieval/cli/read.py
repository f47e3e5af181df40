"""`wenbao read`: show pages as a person would mark them up, or say how well they were read."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from retrieval.cli.console import doubt_problem, stderr, stdout
from retrieval.errors import PageError
from retrieval.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.types import Article, Page

SHORT_CHARS = 30
_STYLES = {BlockKind.PARAGRAPH: "default", BlockKind.SUBHEAD: "bold green"}


def read(
    paths: Annotated[list[Path], typer.Argument(help="Page files, folders of them, or zips.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object an article, named as in the gold.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the marked-up pages to this HTML file.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(help="Compare with this gold file, field by field.")
    ] = None,
    speed: Annotated[
        bool, typer.Option("--speed", help="Measure how fast they are read, and in what memory.")
    ] = False,
) -> None:
    """Show the articles that are found on newspaper pages."""
    pages, failures = _read_all(paths)
    for failure in failures:
        stderr.print(f"left out {failure}", markup=False, highlight=False, soft_wrap=True)
    if html:
        _write_html(pages, html)
    if as_json:
        _print_json(pages)
    elif gold:
        _print_comparison(pages, gold)
    elif speed:
        _print_speed(pages)
    elif not html:
        for page in pages:
            stdout.print(_tree(page), highlight=False)
    if failures:
        raise typer.Exit(1)


def _read_all(paths: Sequence[Path]) -> tuple[list[Page], list[PageError]]:
    """Read every file and join what goes on on another page; failures come back beside."""
    from retrieval.pages import join_continuations, read_pages

    pages: list[Page] = []
    failures: list[PageError] = []
    for path in _files(paths, failures.append):
        try:
            pages.extend(read_pages(path, failures.append))
        except PageError as error:
            failures.append(error)
    return list(join_continuations(pages)), failures


def _files(paths: Sequence[Path], on_error: Callable[[PageError], None]) -> list[Path]:
    """Return the page files among paths and below folders, as a load finds them."""
    from retrieval.loading.difference import find_pages

    found: list[Path] = []
    for path in paths:
        try:
            found.extend(file.path for file in find_pages([path]))
        except PageError as error:
            on_error(error)
    return found


def _print_json(pages: Sequence[Page]) -> None:
    from retrieval.pages import as_plain

    for page in pages:
        for article in as_plain(page):
            typer.echo(json.dumps(article, ensure_ascii=False))


def _write_html(pages: Sequence[Page], target: Path) -> None:
    from retrieval.pages.view import as_html

    target.write_text(as_html(pages), encoding="utf-8")
    stderr.print(f"wrote {target}", markup=False, highlight=False, soft_wrap=True)


def _print_comparison(pages: Sequence[Page], gold: Path) -> None:
    from retrieval.evaluation.segmentation import compare, load_gold, report
    from retrieval.pages import as_plain

    articles = [article for page in pages for article in as_plain(page)]
    scores, misses = compare(articles, load_gold(gold))
    typer.echo(report(scores))
    for miss in misses:
        where = f"{miss.file} article {miss.order} {miss.field}"
        line = f"{where}: read {miss.read!r}, gold {miss.gold!r}"
        stderr.print(line, markup=False, highlight=False, soft_wrap=True)


def _print_speed(pages: Sequence[Page]) -> None:
    from retrieval.evaluation.reading_speed import measure, report

    if pages:
        typer.echo(report(measure(pages)))


def _tree(page: Page) -> Tree:
    from retrieval.pages.view import page_facts

    tree = Tree(f"[bold]{escape(page.source)}[/]  [dim]{escape(page_facts(page))}[/]")
    if page.banner:
        tree.add(f"[magenta]{escape(page.banner)}[/]")
    for article in page.articles:
        _add_article(tree, article)
    for doubt in page.doubts:
        problem = doubt_problem(doubt.kind, doubt.place)
        tree.add(f"[yellow]⚠ line {doubt.line}: {problem}[/]")
    return tree


def _add_article(tree: Tree, article: Article) -> None:
    branch = tree.add(
        f"[bold red]{escape(article.headline) or '（无标题）'}[/]  [dim]{article.kind}[/]"
    )
    for style, text in (
        ("magenta", article.column),
        ("yellow", article.kicker),
        ("yellow", article.subhead),
        ("cyan", article.byline),
    ):
        if text:
            branch.add(f"[{style}]{escape(text)}[/]")
    for block in article.blocks:
        text = _short(article.text[block.start : block.end])
        branch.add(f"[{_STYLES.get(block.kind, 'blue')}]{escape(text)}[/]")


def _short(text: str) -> str:
    """Return a text's beginning and end, and how long it is."""
    if len(text) <= SHORT_CHARS:
        return text
    return f"{text[:18]}……{text[-8:]} （{len(text)}字）"
