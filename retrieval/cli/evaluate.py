"""`wenbao evaluate …`: how good is it, compared with what, and is the difference real."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrieval.cli.console import STAGE_NAMES, load_progress, stderr
from retrieval.cli.progress import Lines, bar
from retrieval.types import LoadStage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive import Archive
    from retrieval.evaluation.collections import Collection
    from retrieval.evaluation.opening import Opener
    from retrieval.evaluation.runs import Run
    from retrieval.ports import Progress
    from retrieval.settings import ArchiveSettings

app = typer.Typer(no_args_is_help=True)

CollectionFolder = Annotated[
    Path,
    typer.Argument(
        metavar="COLLECTION",
        help="folder of a test collection: questions.jsonl (asked of the live archive), or BEIR",
    ),
]
SYSTEMS_HELP = "ours, bm25, dense, fusion, or without-PART of ours (an unknown name lists them all)"
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache", help="where archives of BEIR corpora are kept (else: DATA_DIR/evaluation)"
    ),
]


@app.callback()
def evaluate() -> None:
    """Measure retrieval and answers over a collection, and compare systems.

    To begin: `generate --out Q` makes questions of your own archive, `run Q --out ours.run` asks
    them, `report Q ours.run --out report.html` shows what came of it.
    """


@app.command()
def run(
    collection: CollectionFolder,
    system: Annotated[str, typer.Option("--system", help=SYSTEMS_HELP)] = "ours",
    out: Annotated[Path | None, typer.Option("--out", help="TREC run to write or go on")] = None,
    cache: CacheFolder = None,
) -> None:
    """Ask every question of a collection, and print how good the replies are."""
    from retrieval.asking.fitted import fitted
    from retrieval.asking.options import options_of
    from retrieval.evaluation import runs, tables
    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.scores import score
    from retrieval.evaluation.vectors import LastQueries
    from retrieval.settings import ArchiveSettings

    settings = ArchiveSettings.read()
    loaded, opened = load_collection(collection), opener(settings, cache)
    with bar(f"{system} over {loaded.name}", len(loaded.questions)) as on_done:
        finished = runs.run(
            loaded,
            system,
            lambda options: opened(loaded, options, LastQueries),
            ours=options_of(fitted(settings.fitted_numbers), settings.answer_threshold),
            out=out,
            on_done=on_done,
        )
    typer.echo(tables.markdown(loaded, finished, score(loaded, finished)), nl=False)


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
def report(
    collection: CollectionFolder,
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN…", help="the run to report, then those beside it")
    ],
    out: Annotated[Path, typer.Option("--out", help="HTML file to write")],
    markdown: Annotated[
        Path | None, typer.Option("--markdown", help="write the tables as Markdown as well")
    ] = None,
) -> None:
    """Write one HTML file on a run: plots, tables, and every question with its answer."""
    from retrieval.evaluation import tables
    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.report import report as reported
    from retrieval.evaluation.runs import read_run
    from retrieval.evaluation.scores import score
    from retrieval.settings import ArchiveSettings

    loaded = load_collection(collection)
    read = [read_run(path, loaded) for path in runs]
    scores = [score(loaded, run) for run in read]
    texts = shown_texts(read[0], loaded, ArchiveSettings.read())
    out.write_text(reported(loaded, read, scores, texts), encoding="utf-8")
    if markdown is not None:
        markdown.write_text(tables.markdown(loaded, read[0], scores[0]), encoding="utf-8")
    stderr.print(f"{len(loaded.questions)} questions: {out}")


def shown_texts(
    run: Run, collection: Collection, settings: ArchiveSettings
) -> dict[str, tuple[str, str]]:
    """Return (headline, text) of the articles that a run quotes, as far as they are still held."""
    if collection.corpus:
        return {article.id: (article.title, article.text) for article in collection.corpus}
    held = open_live(settings).articles()
    wanted = {quote.article_id for reply in run.replies for quote in reply.quotes}
    return {a.id: (a.headline, a.text) for _, a in held if a.id in wanted}


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


@app.command()
def sample(
    collection: CollectionFolder,
    out: Annotated[Path, typer.Option("--out", help="folder to write the smaller collection to")],
    articles: Annotated[int, typer.Option("--articles", min=2, help="articles at most")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="another seed, other articles")] = 20231207,
) -> None:
    """Draw a smaller collection out of a large BEIR one, judged articles first."""
    from retrieval.evaluation.sample import write_sample

    drawn, questions = write_sample(collection, out, articles, seed)
    stderr.print(f"{questions} questions over {drawn} articles: {out}")


@app.command()
def peers(
    collection: CollectionFolder,
    out: Annotated[Path, typer.Option("--out", help="folder of results; what is done is kept")],
    systems: Annotated[
        list[str] | None, typer.Option("--system", help="system to run; may repeat (else: all)")
    ] = None,
) -> None:
    """Measure txtai, Haystack and LlamaIndex beside our search, with our model.

    They are an extra that `make figures` installs; those that are not there are left out, and
    named. The table is printed, and written to OUT/peers.md and OUT/peers.json. What is done is
    kept, so that a benchmark that was stopped goes on.
    """
    import json

    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.peers import bench, table
    from retrieval.evaluation.peers.systems import NAMES
    from retrieval.settings import ArchiveSettings

    settings = ArchiveSettings.read()
    task = bench.task_of(load_collection(collection), lambda: open_live(settings))
    model = bench.model_of(settings.embedding_model, settings.data_dir)
    found = bench.run(
        task,
        model,
        out,
        names=tuple(systems or NAMES),
        on_start=lambda name: stderr.print(f"{name} …"),
    )
    (out / "peers.md").write_text(table.markdown(found), encoding="utf-8")
    values = json.dumps(table.as_json(found), ensure_ascii=False, indent=1)
    (out / "peers.json").write_text(values + "\n", encoding="utf-8")
    typer.echo(table.markdown(found), nl=False)


@app.command()
def fit(  # noqa: PLR0917 - typer's options are arguments
    collections: Annotated[
        list[Path], typer.Argument(metavar="COLLECTION…", help="development collections, alone")
    ],
    out: Annotated[Path, typer.Option("--out", help="file of fitted numbers to write")],
    folds: Annotated[int, typer.Option("--folds", min=2, help="folds, by article")] = 5,
    keep_search: Annotated[
        bool, typer.Option("--keep-search", help="keep the fusion weights in use, which is faster")
    ] = False,
    take_ranker: Annotated[
        bool,
        typer.Option(
            "--take-ranker",
            help="take the learned ranker though it does not beat the one in use: signals changed",
        ),
    ] = False,
    cache: CacheFolder = None,
) -> None:
    """Fit fusion weights and the calibration of refusals, and say what held-back folds lose."""
    from retrieval.evaluation.fit import write_fit
    from retrieval.evaluation.fitting import fit_all
    from retrieval.evaluation.load import load_collection
    from retrieval.settings import ArchiveSettings

    settings = ArchiveSettings.read()
    loaded = tuple(map(load_collection, collections))
    open_each = opener(settings, cache)
    with bar("fitting", 100) as on_done:
        found = fit_all(
            loaded,
            open_each,
            folds=folds,
            keeps_search=keep_search,
            takes_ranker=take_ranker,
            on_percent=on_done,
        )
    write_fit(out, found)
    typer.echo(out.read_text(encoding="utf-8"), nl=False)


@app.command()
def speed(
    collection: CollectionFolder,
    sizes: Annotated[
        str, typer.Option("--sizes", help="numbers of passages to grow the live archive to")
    ] = "1000,10000,100000",
    million: Annotated[
        bool, typer.Option("--million", help="1,000,000 passages as well: long, some gigabytes")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=10, help="questions at most")] = 100,
    out: Annotated[Path | None, typer.Option("--out", help="SVG of times by size")] = None,
) -> None:
    """Measure how fast the live archive is, as ratios to plain baselines, and as it grows."""
    from retrieval.evaluation.load import load_collection
    from retrieval.evaluation.speed_report import curve, markdown
    from retrieval.evaluation.speed_run import measure
    from retrieval.settings import ArchiveSettings

    questions = [question.text for question in load_collection(collection).questions][:most]
    wanted = [*_sizes(sizes), *([1_000_000] if million else [])]
    figures = measure(ArchiveSettings.read(), questions, wanted, bar)
    typer.echo(markdown(figures.compared, figures.asked), nl=False)
    if out is not None:
        out.write_text(curve(figures.asked), encoding="utf-8")


def _sizes(given: str) -> list[int]:
    try:
        return [int(size) for size in given.split(",") if int(size) > 0]
    except ValueError:
        raise typer.BadParameter(f"{given} is no list of numbers such as 1000,10000") from None


def open_live(settings: ArchiveSettings) -> Archive:
    """Return the live archive; no model is loaded before it is needed."""
    from retrieval.archive import open_archive

    return open_archive(settings)


def opener(settings: ArchiveSettings, cache: Path | None) -> Opener:
    """Return what opens the archive of a collection, and shows how far its indexing is."""
    from retrieval.evaluation.opening import Opener

    return Opener(settings, cache, corpus_progress)


@contextlib.contextmanager
def corpus_progress() -> Iterator[Progress]:
    """Show on stderr how far the indexing of a corpus is, in lines where there is no terminal."""
    if stderr.is_terminal:
        with load_progress() as progress:
            yield progress
        return
    names = STAGE_NAMES | {LoadStage.READ: "cutting articles into words"}
    stages = {stage: Lines(name, stderr.print) for stage, name in names.items()}
    yield lambda step: stages[step.stage](step.done, step.total)
