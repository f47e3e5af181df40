"""Checks everything that an archive needs to be served, and says what to do about what it finds.

Nothing is changed and nothing is loaded: a check may run beside a bot.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embed.choose import prepared_key
from retrieval.errors import ArchiveError, CollectionError, ModelError
from retrieval.index.catalogue import FILE_NAME as CATALOGUE
from retrieval.index.manifest import Recipe, check_files, check_recipe, read_manifest
from retrieval.index.store import GenerationStore
from retrieval.loading.difference import find_pages
from retrieval.operating.gate import FOLDER_NAME as GATE
from retrieval.operating.gate_questions import saved
from retrieval.operating.notices import NoticeStore
from retrieval.types import CheckReport, Finding, FindingLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.settings import ArchiveSettings
    from retrieval.types import GenerationNumber

LEAST_FREE_BYTES = 200_000_000
_PACKAGES = ("faiss-cpu", "numpy", "onnxruntime", "pydantic", "python-telegram-bot", "tantivy")
_ENV = ".env"

_OK, _WARNING, _ERROR = FindingLevel.OK, FindingLevel.WARNING, FindingLevel.ERROR


def check(settings: ArchiveSettings) -> CheckReport:
    """Look at everything, whatever is found on the way. Raises nothing."""
    store = GenerationStore(settings.data_dir)
    findings = [*_packages(), *_secrets(), *_folders(settings)]
    if settings.data_dir.is_dir():
        findings += [*_space(settings, store), *_live(store), *_generations(settings, store)]
        findings += [*_databases(settings.data_dir), *_notices(settings.data_dir)]
    return CheckReport((*findings, *_model(settings)))


def _packages() -> Iterator[Finding]:
    known = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in _PACKAGES:
        try:
            known.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            yield Finding(_ERROR, f"the package {name} is missing", "install again: `make run`")
    yield Finding(_OK, ", ".join(known))


def _secrets() -> Iterator[Finding]:
    path = Path(_ENV)
    if not path.is_file():
        return
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(
            _WARNING, f"others may read {_ENV}, and it may hold a token", "chmod 600 .env"
        )
    else:
        yield Finding(_OK, f"only its owner may read {_ENV}")


def _folders(settings: ArchiveSettings) -> Iterator[Finding]:
    data_dir = settings.data_dir
    try:
        with tempfile.TemporaryFile(dir=data_dir) as file:
            file.write(b"x")
        yield Finding(_OK, f"DATA_DIR {data_dir} can be written")
    except OSError as error:
        remedy = "name a folder that this user can write to"
        yield Finding(_ERROR, f"DATA_DIR {data_dir}: {error.strerror or error}", remedy)
    try:
        pages = find_pages([settings.news_dir]) if settings.news_dir.is_dir() else None
    except OSError as error:
        yield Finding(_ERROR, f"NEWS_DIR: {error}", "let this user read the folder")
        return
    if pages is None:
        remedy = "name the folder of the page files, or load files one by one"
        yield Finding(_WARNING, f"NEWS_DIR {settings.news_dir} is no folder", remedy)
        return
    closed = [file.source for file in pages if not os.access(file.path, os.R_OK)]
    if closed:
        yield Finding(_WARNING, f"NEWS_DIR: {closed[0]} cannot be read", "let this user read it")
    else:
        yield Finding(_OK, f"NEWS_DIR {settings.news_dir} has {len(pages)} page files")


def _space(settings: ArchiveSettings, store: GenerationStore) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data_dir).free
    live = store.to_be_served()[:1]
    needed = max([LEAST_FREE_BYTES, *(2 * _size(store.folder(number)) for number in live)])
    said = f"{free / 1e9:.1f} GB are free on the disk of DATA_DIR"
    if free < LEAST_FREE_BYTES:
        yield Finding(_ERROR, said, "make room: a load needs it, and so does the bot's state")
    elif free < needed:
        yield Finding(_WARNING, said, f"make room: a load may need {needed / 1e9:.1f} GB")
    else:
        yield Finding(_OK, said)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _live(store: GenerationStore) -> Iterator[Finding]:
    try:
        number = store.current()
    except ArchiveError as error:
        yield Finding(_ERROR, str(error), "make one live: `wenbao activate N`")
        return
    if number is None:
        yield Finding(_WARNING, "nothing is loaded yet", "load pages: `wenbao ingest PATH…`")
    else:
        yield Finding(_OK, f"generation {number} is live")


def _generations(settings: ArchiveSettings, store: GenerationStore) -> Iterator[Finding]:
    live = store.to_be_served()[:1]
    for number in store.kept():
        yield _generation(settings, store, number, is_live=number in live)


def _generation(
    settings: ArchiveSettings, store: GenerationStore, number: GenerationNumber, *, is_live: bool
) -> Finding:
    folder, bad = store.folder(number), _ERROR if is_live else _WARNING
    try:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        problem = _integrity(folder / CATALOGUE)
        if problem:
            return Finding(bad, f"generation {number}: {problem}", _way_out(is_live=is_live))
        key = prepared_key(settings.embedding_model, settings.data_dir)
        if key is not None:
            check_recipe(manifest, Recipe(model=key))
    except (ArchiveError, ModelError) as error:
        return Finding(bad, str(error), _way_out(is_live=is_live))
    refused = store.refusal(number)
    if refused is not None:
        remedy = f"read why: `wenbao generations`; to overrule: `wenbao activate {number}`"
        return Finding(_OK, f"generation {number} is whole, and was refused", remedy)
    return Finding(_OK, f"generation {number} is whole")


def _way_out(*, is_live: bool) -> str:
    if is_live:
        return "go back with `wenbao rollback`, or build anew with `wenbao ingest --rebuild PATH…`"
    return "later loads will delete it; do not go back to it"


def _databases(data_dir: Path) -> Iterator[Finding]:
    for path in sorted(data_dir.glob("*.sqlite")):
        problem = _integrity(path)
        if problem:
            yield Finding(_ERROR, f"{path.name}: {problem}", "put it back from a backup")
        else:
            yield Finding(_OK, f"{path.name} is whole")


def _integrity(path: Path) -> str:
    """Return what SQLite finds wrong with a file; empty when it is whole."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
            (found,) = db.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else str(found)


def _notices(data_dir: Path) -> Iterator[Finding]:
    try:
        held = NoticeStore(data_dir).current()
        withdrawn, corrected = len(held.withdrawn), len(held.corrected)
        yield Finding(_OK, f"{withdrawn} articles are withdrawn, {corrected} are corrected")
    except ArchiveError as error:
        yield Finding(_ERROR, str(error), "put it back from a backup")
    try:
        questions = saved(data_dir / GATE, 1)
        yield Finding(_OK, f"the gate asks {'saved' if questions else 'made-up'} questions")
    except CollectionError as error:
        yield Finding(_ERROR, str(error), "mend the file or take it away: no load can go live")


def _model(settings: ArchiveSettings) -> Iterator[Finding]:
    try:
        key = prepared_key(settings.embedding_model, settings.data_dir)
    except ModelError as error:
        yield Finding(_ERROR, str(error), "name another EMBEDDING_MODEL")
        return
    if key is None:
        remedy = "nothing to do: the next start takes half a minute longer"
        yield Finding(_WARNING, f"{settings.embedding_model} is not prepared yet", remedy)
    else:
        yield Finding(_OK, f"the model {key} is ready")
