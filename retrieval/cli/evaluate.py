"""`wenbao evaluate …`: how good is it, compared with what, and is the difference real."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from retrieval.cli.console import load_progress, stderr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive import Archive
    from retrieval.asking.options import AskingOptions
    from retrieval.evaluation.collections import Collection
    from retrieval.settings import ArchiveSettings

app = typer.Typer(
    no_args_is_help=True,
    help="Measure retrieval and answers over a collection, and compare systems.",
)

CollectionFolder = Annotated[
    Path,
    typer.Argument(
        metavar="COLLECTION",
        help="folder of a test collection: questions.jsonl (asked of the live archive), or BEIR",
    ),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option("--cache", help="where archives of BEIR corpora are kept [DATA_DIR/evaluation]"),
]


@app.callback()
def evaluate() -> None:
    """Measure retrieval and answers over a collection, and compare systems."""


@app.command()
def run(
    collection: CollectionFolder,
    system: Annotated[str, typer.Option("--system", help="ours, or a baseline")] = "ours",
    out: Annotated[Path | None, typer.Option("--out", help="TREC run to write or go on")] = None,
    cache: CacheFolder = None,
) -> None:
    """Ask every question of a collection, and print how good the replies are."""
    from retrieval.evaluation import runs, tables
    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.scores import score
    from retrieval.settings import ArchiveSettings

    settings = ArchiveSettings.read()
    loaded = load_collection(collection)
    with _bar(f"{system} over {loaded.name}", len(loaded.questions)) as on_done:
        finished = runs.run(
            loaded,
            system,
            lambda options: open_for(loaded, settings, cache, options),
            out=out,
            on_done=on_done,
        )
    for table in tables.all_tables(loaded, score(loaded, finished)):
        typer.echo(table.as_markdown())
    typer.echo(tables.provenance(finished))


@app.command()
def compare(
    collection: CollectionFolder,
    a: Annotated[Path, typer.Argument(metavar="A", help="the run to compare with")],
    b: Annotated[Path, typer.Argument(metavar="B", help="the run that may be better")],
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="measure to compare in; may repeat")
    ] = None,
    shown: Annotated[int, typer.Option("--changed", min=0, help="changed questions to show")] = 10,
) -> None:
    """Say whether run B is better than run A, how surely, and on which questions."""
    from retrieval.evaluation import tables
    from retrieval.evaluation.comparison import compare as compared
    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.runs import read_run
    from retrieval.evaluation.scores import score

    loaded = load_collection(collection)
    runs = read_run(a, loaded), read_run(b, loaded)
    values = [score(loaded, run).values for run in runs]
    common = [name for name in tables.COLUMNS if all(name in by for by in values)]
    found = [
        compared(name, values[0].get(name, {}), values[1].get(name, {}))
        for name in measure or [name for name in common if name != "exact"]
    ]
    typer.echo(tables.comparisons(runs[0].name, runs[1].name, found).as_markdown())
    listed = measure or ["nDCG@10", "served"]
    for result in (result for result in found if result.measure in listed):
        typer.echo(tables.changes(loaded, runs, result, shown))
    for run in runs:
        typer.echo(tables.provenance(run))


@app.command()
def generate(
    out: Annotated[Path, typer.Option("--out", help="folder to write questions.jsonl to")],
    most: Annotated[int, typer.Option("--most", min=1, help="questions at most")] = 300,
    seed: Annotated[int, typer.Option("--seed", help="another seed, other questions")] = 20231207,
) -> None:
    """Make a test set out of the live archive's own articles, without a language model."""
    from retrieval.evaluation import questions
    from retrieval.evaluation.generate import generate as generated
    from retrieval.settings import ArchiveSettings

    archive = open_live(ArchiveSettings.read())
    made = generated(archive.articles(), most=most, seed=seed)
    out.mkdir(parents=True, exist_ok=True)
    questions.write(out / questions.FILE_NAME, made)
    unanswerable = sum(not question.answerable for question in made)
    stderr.print(f"{len(made)} questions, {unanswerable} of them unanswerable: {out}")


def open_live(settings: ArchiveSettings) -> Archive:
    """Return the live archive; no model is loaded before it is needed."""
    from retrieval.archive import open_archive

    return open_archive(settings)


def open_for(
    collection: Collection,
    settings: ArchiveSettings,
    cache: Path | None,
    options: AskingOptions,
) -> Archive:
    """Return the archive that a collection is asked of: one of its own corpus, or the live one."""
    from retrieval.archive import Archive
    from retrieval.embed import embedder_for
    from retrieval.evaluation.throwaway import archive_of

    embedder = embedder_for(settings.embedding_model, settings.data_dir)
    if not collection.corpus:
        return Archive(settings.data_dir, embedder, options=options)
    folder = cache or settings.data_dir / "evaluation"
    with load_progress() as progress:
        return archive_of(collection, folder, embedder, options=options, progress=progress)


@contextlib.contextmanager
def _bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on stderr how far a long work is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=stderr) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)
