"""Runs a system over a collection, and keeps the run in files that others can read and go on with.

A run `FILE` is a TREC run; beside it lie `FILE.manifest.json`, `FILE.qrels` with the judgments of
its article ids, and `FILE.replies.jsonl` with every reply in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.options import FOR_MEMBERS
from retrieval.errors import CollectionError, RunMismatch
from retrieval.evaluation import trec
from retrieval.evaluation.asking import ask
from retrieval.evaluation.lines import require_new
from retrieval.evaluation.manifest import (
    RunManifest,
    describe,
    digest_of,
    read_manifest,
    write_manifest,
)
from retrieval.evaluation.placing import place
from retrieval.evaluation.replies import Reply, as_line, read_replies
from retrieval.evaluation.systems import options_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.archive import Archive
    from retrieval.asking.options import AskingOptions
    from retrieval.evaluation.collections import Collection, Qrels

    OpenArchive = Callable[[AskingOptions], Archive]


@dataclass(frozen=True, slots=True)
class Run:
    """Replies to the questions of a collection, with the judgments that they are held to.

    `manifest` is `None` for a TREC run of others, whose replies are rankings alone.
    """

    name: str
    replies: tuple[Reply, ...]
    qrels: Qrels
    manifest: RunManifest | None = None

    @property
    def by_id(self) -> dict[str, Reply]:
        """The replies by the ids of their questions."""
        return {reply.question_id: reply for reply in self.replies}


def run(
    collection: Collection,
    system: str,
    open_archive: OpenArchive,
    *,
    ours: AskingOptions = FOR_MEMBERS,
    out: Path | None = None,
    on_done: Callable[[int], None] | None = None,
) -> Run:
    """Ask every question of a collection of a system; `on_done(n)` hears how many are finished.

    `open_archive` gives the archive that is asked, with the options that it is to have; `ours` are
    those of our own system, of which the others are made. With `out`, every reply is on disk before
    the next question is asked, and a run that was stopped goes on there. Raises `SystemUnknown`;
    `RunMismatch` when `out` is another run.
    """
    options = options_of(system, ours)
    archive = open_archive(options)
    judged = collection.qrels
    qrels = place(collection.questions, archive.articles()) if judged is None else judged
    status = archive.status()
    manifest = describe(collection.name, collection.questions, system, options, status)
    done = _begun(out, manifest) if out else {}
    archive.warm_up()
    for number, question in enumerate(collection.questions, start=1):
        if question.id not in done:
            reply = ask(archive, question)
            done[question.id] = reply
            if out:
                _append(out, reply)
        if on_done is not None:
            on_done(number)
    finished = Run(system, tuple(done[q.id] for q in collection.questions), qrels, manifest)
    if out:
        _finish(out, finished)
    return finished


def read_run(path: Path, collection: Collection) -> Run:
    """Read a run of `run`, or a TREC run of others over a collection that has its own judgments.

    Raises `CollectionError` for faulty files, runs that are not finished, and ids that stand
    twice or that the collection does not know; `RunMismatch` when a run of ours was asked other
    questions under the same ids.
    """
    begun = _beside(path, "replies.jsonl").is_file()
    if not path.is_file():
        problem = "is not finished: run it again with the same --out" if begun else "no such run"
        raise CollectionError(str(path), f"{problem}; runs are made by `wenbao evaluate run`")
    if begun:
        return _own(path, collection)
    if collection.qrels is None:
        problem = "has no judgments beside it, and the collection judges no articles"
        raise CollectionError(str(path), problem)
    known = {article.id for article in collection.corpus}
    rankings = trec.read_run(path, questions=collection.by_id, articles=known)
    replies = tuple(Reply(question_id, ranking) for question_id, ranking in rankings.items())
    return Run(path.name, replies, collection.qrels)


def _own(path: Path, collection: Collection) -> Run:
    manifest = read_manifest(_beside(path, "manifest.json"))
    replies_path = _beside(path, "replies.jsonl")
    replies = tuple(read_replies(replies_path))
    _check_ids(replies, replies_path, collection)
    if manifest.questions_sha256 != digest_of(collection.questions):
        problem = f"the questions of {collection.name} are not those that were asked"
        raise RunMismatch(str(path), problem, "run it again, or name the collection of the run")
    qrels = trec.read_qrels(_beside(path, "qrels"), questions=collection.by_id)
    return Run(manifest.system, replies, qrels, manifest)


def _check_ids(replies: Sequence[Reply], path: Path, collection: Collection) -> None:
    """Hold the ids of replies to those of a collection. Raises `CollectionError`."""
    known, articles = collection.by_id, {article.id for article in collection.corpus}
    seen: dict[str, int] = {}
    for line, reply in enumerate(replies, start=1):
        if reply.question_id not in known:
            problem = f"no question of {collection.name} has the id {reply.question_id}"
            raise CollectionError(str(path), problem, line)
        require_new(seen, reply.question_id, path, line)
        strange = [i for i, _ in reply.ranking if articles and i not in articles]
        if strange:
            problem = f"no article of {collection.name} has the id {strange[0]}"
            raise CollectionError(str(path), problem, line)


def _begun(out: Path, manifest: RunManifest) -> dict[str, Reply]:
    """Return what a stopped run has replied already; begin a new one where there is none."""
    replies, described = _beside(out, "replies.jsonl"), _beside(out, "manifest.json")
    if not described.is_file():
        out.parent.mkdir(parents=True, exist_ok=True)
        write_manifest(described, manifest)
        replies.write_text("", encoding="utf-8")
        return {}
    if read_manifest(described).identity != manifest.identity:
        problem = "holds a run of other questions, settings, model, generation or code"
        raise RunMismatch(str(out), problem, "name another file, or delete it and those beside it")
    done = {reply.question_id: reply for reply in read_replies(replies, torn_end=True)}
    replies.write_text("".join(map(as_line, done.values())), encoding="utf-8")
    return done


def _append(out: Path, reply: Reply) -> None:
    with _beside(out, "replies.jsonl").open("a", encoding="utf-8") as file:
        file.write(as_line(reply))


def _finish(out: Path, finished: Run) -> None:
    rankings = {reply.question_id: reply.ranking for reply in finished.replies}
    trec.write_run(out, rankings, finished.name)
    trec.write_qrels(_beside(out, "qrels"), finished.qrels)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}.{suffix}")
