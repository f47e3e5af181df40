"""Runs the systems one after another, each in a process of its own, and keeps what they did.

A benchmark that was stopped goes on with the systems that are not done.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from retrieval.embed import builtin
from retrieval.errors import CollectionError, ModelError, PeerFailed
from retrieval.evaluation import manifest
from retrieval.evaluation.collections import Collection, CorpusArticle
from retrieval.evaluation.peers import systems, trial
from retrieval.evaluation.peers.port import Asked
from retrieval.evaluation.placing import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.archive import Archive
    from retrieval.evaluation.collections import Qrels

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
}
"""So that a library neither fetches nor reports anything while it is measured."""


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model: as the settings name it, its folder, and the data folder it is in."""

    name: str
    folder: Path
    data_dir: Path


@dataclass(frozen=True, slots=True)
class Task:
    """A collection as every system gets it: articles, the judged questions, the judgments."""

    name: str
    articles: tuple[CorpusArticle, ...]
    questions: tuple[Asked, ...]
    qrels: Qrels


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What the systems did on one task; `absent` are those whose library is not installed."""

    task: Task
    results: tuple[trial.TrialResult, ...]
    absent: tuple[str, ...]
    model: str
    commit: str


def model_of(name: str, data_dir: Path) -> Model:
    """Return a model in a folder, the built-in one converted first. Raises `ModelError`."""
    folder = builtin.prepare(data_dir) if name == builtin.NAME else Path(name).expanduser()
    if not folder.is_dir():
        problem = "the peers load a model from a folder: set EMBEDDING_MODEL to one"
        raise ModelError(f"{name} is no folder; {problem}")
    return Model(name, folder.resolve(), data_dir.resolve())


def task_of(collection: Collection, open_live: Callable[[], Archive]) -> Task:
    """Make the task of a collection; one without a corpus is about the live archive's articles.

    Raises `CollectionError` when no question is judged.
    """
    articles, qrels = collection.corpus, collection.qrels
    if not articles or qrels is None:
        printed = tuple(open_live().articles())
        qrels = place(collection.questions, printed)
        articles = tuple(CorpusArticle(ref.id, ref.headline, a.text) for ref, a in printed)
    asked = tuple(
        Asked(q.id, q.text, astuple(q.context) if q.context else None)
        for q in collection.questions
        if q.id in qrels
    )
    if not asked:
        raise CollectionError(collection.name, "no question of it is judged")
    return Task(collection.name, articles, asked, qrels)


def run(
    task: Task,
    model: Model,
    folder: Path,
    *,
    names: Sequence[str] = systems.NAMES,
    on_start: Callable[[str], None] | None = None,
) -> Benchmark:
    """Measure the systems of `names` in turn; `on_start` hears the name of each.

    Results are kept in `folder` and used again when task, model and code are the same. Raises
    `SystemUnknown`, and `PeerFailed` when a process ends with an error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    commit = manifest.commit()
    installed = [name for name in names if systems.is_installed(name)]
    results = []
    for name in installed:
        if on_start is not None:
            on_start(name)
        results.append(_measured(_job(name, task, model, commit), folder))
    absent = tuple(name for name in names if name not in installed)
    return Benchmark(task, tuple(results), absent, model.name, commit)


def _job(name: str, task: Task, model: Model, commit: str) -> trial.Job:
    digest = hashlib.sha256(repr((model.name, commit, systems.versions(name))).encode())
    for part in _parts(task):
        digest.update(part.encode())
    return trial.Job(
        system=name,
        identity=digest.hexdigest(),
        model=model.name,
        model_folder=model.folder,
        models=model.data_dir,
        articles=task.articles,
        questions=task.questions,
    )


def _parts(task: Task) -> Iterable[str]:
    yield from map(repr, task.articles)
    yield from map(repr, task.questions)


def _measured(job: trial.Job, folder: Path) -> trial.TrialResult:
    kept = folder / f"{job.system}.json"
    known = _read(kept) if kept.is_file() else None
    if known is not None and known.identity == job.identity:
        return known
    order = folder / f"{job.system}.job.json"
    order.write_bytes(trial.JOB.dump_json(job))
    kept.unlink(missing_ok=True)
    _start(job.system, order, kept, folder / f"{job.system}.log")
    order.unlink()
    found = _read(kept)
    if found is None:
        raise PeerFailed(job.system, "wrote no result", str(kept))
    return found


def _read(path: Path) -> trial.TrialResult | None:
    try:
        return trial.RESULT.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _start(name: str, order: Path, result: Path, log: Path) -> None:
    command = [sys.executable, "-m", trial.__name__, str(order), str(result)]
    with log.open("wb") as errors:
        done = subprocess.run(  # noqa: S603 - our own module, with our own files
            command, env={**os.environ, **OFFLINE}, stdout=errors, stderr=errors, check=False
        )
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise PeerFailed(name, lines[-1] if lines else f"exit {done.returncode}", str(log))
