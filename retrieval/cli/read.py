"""`wenbao read`: show pages as a person would mark them up, or say how well they were read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.tree import Tree

    from retrieval.errors import PageError
    from retrieval.types import Article, Page


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
) -> None:
    """Show the articles that are found on newspaper pages."""
    pages, failures = _read_all(paths)
    for failure in failures:
        print(failure, file=sys.stderr)  # noqa: T201 - the command line speaks by printing
    if html:
        _write_html(pages, html)
    if as_json:
        _print_json(pages)
    elif gold:
        _print_comparison(pages, gold)
    elif not html:
        _print_trees(pages)
    if failures:
        raise typer.Exit(1)


def _read_all(paths: Sequence[Path]) -> tuple[list[Page], list[PageError]]:
    """Read every file; what cannot be read is returned beside what can."""
    from retrieval.errors import PageError  # noqa: PLC0415 - the command line starts fast
    from retrieval.pages import read_pages  # noqa: PLC0415

    pages: list[Page] = []
    failures: list[PageError] = []
    for path in _files(paths):
        try:
            pages.extend(read_pages(path, failures.append))
        except PageError as error:
            failures.append(error)
    return pages, failures


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])
    return found


def _print_json(pages: Sequence[Page]) -> None:
    from retrieval.pages import as_plain  # noqa: PLC0415

    for page in pages:
        for article in as_plain(page):
            print(json.dumps(article, ensure_ascii=False))  # noqa: T201


def _write_html(pages: Sequence[Page], target: Path) -> None:
    from retrieval.pages.view import as_html  # noqa: PLC0415

    target.write_text(as_html(pages), encoding="utf-8")
    print(f"wrote {target}", file=sys.stderr)  # noqa: T201


def _print_comparison(pages: Sequence[Page], gold: Path) -> None:
    from retrieval.evaluation.segmentation import compare, load_gold, report  # noqa: PLC0415
    from retrieval.pages import as_plain  # noqa: PLC0415

    read_articles = [article for page in pages for article in as_plain(page)]
    scores, misses = compare(read_articles, load_gold(gold))
    print(report(scores))  # noqa: T201
    for miss in misses:
        where = f"{miss.file} article {miss.order} {miss.field}"
        print(f"{where}: read {miss.read!r}, gold {miss.gold!r}", file=sys.stderr)  # noqa: T201


def _print_trees(pages: Sequence[Page]) -> None:
    from rich.console import Console  # noqa: PLC0415

    console = Console()
    for page in pages:
        console.print(_tree(page))


def _tree(page: Page) -> Tree:
    from rich.markup import escape  # noqa: PLC0415
    from rich.tree import Tree  # noqa: PLC0415

    from retrieval.pages.view import page_facts  # noqa: PLC0415

    tree = Tree(f"[bold]{escape(page.source)}[/]  [dim]{escape(page_facts(page))}[/]")
    if page.banner:
        tree.add(f"[magenta]{escape(page.banner)}[/]")
    for article in page.articles:
        _add_article(tree, article)
    for doubt in page.doubts:
        tree.add(f"[yellow]⚠ line {doubt.line}: {escape(doubt.problem)}[/]")
    return tree


def _add_article(tree: Tree, article: Article) -> None:
    from rich.markup import escape  # noqa: PLC0415

    from retrieval.types import BlockKind  # noqa: PLC0415

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
    styles = {BlockKind.PARAGRAPH: "default", BlockKind.SUBHEAD: "bold green"}
    for block in article.blocks:
        text = article.text[block.start : block.end]
        short = text if len(text) <= 48 else f"{text[:32]}……{text[-12:]}"
        branch.add(f"[{styles.get(block.kind, 'blue')}]{escape(short)}[/] [dim]{len(text)}[/]")
